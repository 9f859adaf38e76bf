internal import CLinuxShim
internal import Glibc
public import NetworkModel

extension NetlinkClient where Transport: ~Copyable {
  /// Whether the kernel has a feature, found out without leaving a trace but a loaded module; nil when it cannot be
  /// told, as by an ordinary user.
  public mutating func supports(_ feature: KernelFeature) -> Bool? {
    switch feature {
    case .kind(.tap): TAPDevice.isAvailable
    case .kind(let kind): supports(kind: kind)
    // The module has to be there before it can be asked.
    case .vlanFiltering: supports(kind: .bridge) == false ? false : supportsVLANFiltering()
    case .shaping: knows { (batch) throws(KernelError) in try batch.probeShaper() }
    case .policing: supportsPolicing()
    // Only the number tells. Where the change was brought to an older kernel, the longer way works as well.
    case .renamingWhileUp: shim_kernel_is_at_least(6, 2)
    case .driverNames: true
    case .namespace, .deviceFiles, .ethtool, .virtualFunctions: nil
    }
  }

  private mutating func supports(kind: LinkKind) -> Bool? {
    guard let word = kind.kernelKind else { return true }
    var batch = RequestBatch()
    guard (try? batch.probe(word)) != nil else { return nil }
    switch perform(&batch)[0].error?.code {
    // Some look for the link under them before they look at the address.
    case EADDRNOTAVAIL, EINVAL: return true
    case EOPNOTSUPP: return false
    default: return nil
    }
  }

  /// Whether the kernel finds what a request asks for, and then refuses what it asks of it; nil when it does not come so
  /// far.
  private mutating func knows(_ request: (inout RequestBatch) throws(KernelError) -> Void) -> Bool? {
    var batch = RequestBatch()
    guard (try? request(&batch)) != nil else { return nil }
    return switch perform(&batch)[0].error?.code {
    case EINVAL: true
    case ENOENT, EOPNOTSUPP: false
    default: nil
    }
  }

  /// Filters cannot be asked for without a qdisc to be in, so that of cls_matchall nothing is known beforehand.
  private mutating func supportsPolicing() -> Bool? {
    let answers = [
      knows { (batch) throws(KernelError) in try batch.probeHook() },
      knows { (batch) throws(KernelError) in try batch.probePolicer() },
    ]
    return answers.contains(false) ? false : answers.contains(nil) ? nil : true
  }

  /// Only a bridge module with VLAN filtering has registered a handler for this dump.
  private mutating func supportsVLANFiltering() -> Bool? {
    do throws(KernelError) {
      _ = try dump("list VLANs", type: RTM_GETVLAN, header: VLANEntryMessage.header(of: 0)) { _ in nil as Void? }
      return true
    } catch {
      return error.code == EOPNOTSUPP ? false : nil
    }
  }
}
