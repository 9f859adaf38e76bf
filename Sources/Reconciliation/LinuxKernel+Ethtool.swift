internal import Glibc
public import NetworkModel
public import Netlink

/// What ethtool says of links and sets.
extension LinuxKernel {
  /// Begins the conversation; false where the kernel has none to lead.
  func openEthtool() throws(KernelError) -> Bool {
    if ethtoolClient == nil { ethtoolClient = try EthtoolClient(try NetlinkSocket(.generic)) }
    return ethtoolClient != nil
  }

  /// What links have of those groups, as of now.
  public func ethtool(
    of links: [LinkName: Set<EthtoolGroup>]
  ) throws(KernelError) -> [LinkName: ObservedEthtool] {
    guard !links.isEmpty, try openEthtool() else { return [:] }
    var result: [LinkName: ObservedEthtool] = [:]
    for (name, groups) in links {
      guard let index = known(name)?.index else { continue }
      result[name] = try ethtoolClient?.look(at: groups, of: index) ?? nil
    }
    return result
  }

  func setEthtool(_ link: Int32, _ settings: Settings) throws(KernelError) {
    guard try openEthtool() else {
      throw KernelError(request: "", code: EOPNOTSUPP, words: "the kernel has no netlink for ethtool")
    }
    for group in EthtoolGroup.allCases {
      var part = settings.at(.ethtool(group))
      if part.isEmpty { continue }
      // Of a link that was just made nobody could know yet what a name stands for.
      if let flags = part.flags(.features), flags.keys.contains(where: { FeatureGroup.called($0) != nil }) {
        let observed = try ethtoolClient?.look(at: [.features], of: link) ?? nil
        part[.features] = observed.map { .flags($0.kernelNames(of: flags)) }
      }
      try ethtoolClient?.set(group, part, of: link)
    }
  }
}
