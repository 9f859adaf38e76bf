import NetworkModel
import Netlink
import Reconciliation

/// The network namespace that a command is about.
struct Host {
  /// Its kernel.
  let kernel: LinuxKernel
  /// The record of what vnetctl made in it.
  let record: RecordFile

  /// What makes it as a topology declares it.
  var reconciler: Reconciler { Reconciler(kernel: kernel, record: record) }

  /// The namespace that `ip netns` knows by that name, or the one at that path; the caller's own when it is nil.
  init(namespace: String?) throws(CommandError) {
    let cookie: UInt64
    do throws(KernelError) {
      if let namespace { try NetworkNamespace(namespace).enter() }
      kernel = try LinuxKernel()
      cookie = try kernel.namespaceCookie()
    } catch {
      throw .kernel(error)
    }
    var environment: [String: String] = [:]
    for name in ["VNETCTL_STATE_DIR", "XDG_RUNTIME_DIR"] { environment[name] = Environment[name] }
    do throws(FileError) {
      record = RecordFile(
        in: try StateDirectory.locate(cookie: cookie, environment: environment),
        boot: try RecordFile.currentBoot())
    } catch {
      throw .state(.file(error))
    }
  }
}
