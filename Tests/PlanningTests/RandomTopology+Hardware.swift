import NetworkModel

/// What ethtool sets.
extension RandomTopology {
  mutating func addHardware(to link: inout DeclaredLink) {
    var features: [String: Bool] = [:]
    for name in ["gro", "rx-vlan-filter", "tx-nocache-copy", "tx-checksumming"] where chance(40) {
      features[name] = chance(50)
    }
    // What needs another one is declared with it: others may have been off since an earlier topology.
    if chance(40) {
      features["sg"] = chance(60)
      features["tx-checksum-ip-generic"] = true
      features["tx-checksumming"] = nil
      if features["sg"] == true, chance(50) { features["tso"] = chance(50) }
      if features["sg"] == true, chance(50) { features["gso"] = chance(50) }
    }
    if !features.isEmpty { link.settings[.features] = .flags(features) }
    if link.kind == .tap { set("coalesce_rx_frames", in: .coalescing, below: 64, of: &link) }
    guard link.kind == .nic else { return }
    set("ring_rx", in: .rings, below: 4097, of: &link)
    set("channels_combined", in: .channels, below: 9, of: &link)
    set("coalesce_rx_usecs", in: .coalescing, below: 100, of: &link)
    if chance(30), let pause = OptionTable.pause["pause_tx"] { link.settings[pause] = .boolean(chance(50)) }
    if chance(30) { link.settings[.privateFlags] = .flags(["link down/on close": chance(50)]) }
  }

  private mutating func set(
    _ name: String, in group: EthtoolGroup, below limit: Int, of link: inout DeclaredLink
  ) {
    if chance(30), let option = group.table[name] { link.settings[option] = .integer(Int64(below(limit))) }
  }
}
