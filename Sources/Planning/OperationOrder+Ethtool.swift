internal import NetworkModel

extension OperationOrder {
  /// A driver may have to stop for these, so they come before the link is up and before it is a port.
  func ethtoolOperations(_ fate: LinkFate) -> [Operation] {
    let settings = fate.settings.ofEthtool
    if settings.isEmpty { return [] }
    return EthtoolGroup.allCases.map { settings.at(.ethtool($0)) }.filter { !$0.isEmpty }
      .map { .setEthtool(fate.name, $0) }
  }
}
