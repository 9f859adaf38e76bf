import NetworkModel
import SimulatedKernel

@testable import Planning

/// NICs that are found by their hardware.
extension RandomTopology {
  /// The topology with handles for some of its NICs, which keep their names or get those.
  mutating func matched(_ topology: Topology) -> Topology {
    var handles: [LinkName: LinkName] = [:]
    let nics: [(String, UInt64)] = [("eth0", 0x0011_2233_4400), ("eth1", 0x0011_2233_4401)]
    var links = topology.links
    for (number, (nic, mac)) in nics.enumerated() {
      let isFound = chance(40)
      let (keepsHandle, renames) = (chance(25), chance(60))
      guard isFound, let place = links.firstIndex(where: { $0.name.text == nic && $0.kind == .nic }) else { continue }
      var match = LinkMatch()
      match.permanentMAC = MACAddress(bits: mac)
      // A bond forgets a primary port that is renamed, which is refused where the topology does not say it again.
      match.renames = renames && links.allSatisfy { $0.kind != .bond || $0.settings[.primary] != nil }
      links[place].match = match
      if !keepsHandle { handles[name(nic)] = name("nic\(number)") }
    }
    return Topology(name: topology.name, links: links, routes: topology.routes).renamed(NewNames(handles))
  }

  /// A kernel that renames only links that are down, for every other seed.
  func age(_ host: SimulatedHost) {
    if isOld { host.kernel.lack(.renamingWhileUp) }
  }
}
