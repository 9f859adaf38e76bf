import Glibc
import NetworkModel

extension SimulatedState {
  /// `TUNSETIFINDEX`, `TUNSETIFF` with `IFF_TUN_EXCL`, owner, group and `TUNSETPERSIST`. Of the index 0 the kernel makes one
  /// of its own choice.
  mutating func createTAP(_ name: LinkName, index: Int32, _ settings: Settings) throws(Objection) {
    guard !missing.contains(.tap) else { throw Objection(ENOENT) }
    guard self.index(of: name) == nil, links[index] == nil else { throw Objection(EBUSY) }
    var all = Self.initialSettings(mtu: 1500, mac: inventMAC())
    for option in OptionTable.tap.rows { all[option] = option.standard }
    all.merge(settings.at(.tapDevice))
    try add(SimulatedLink(index: index, name: name, kind: .tap, kernelKind: "tun", settings: all, maximumMTU: 65521))
  }

  /// `TUNSETIFF` on an idle TAP that exists, and what goes with it.
  mutating func retuneTAP(_ index: Int32, _ settings: Settings) throws(Objection) {
    let tap = try link(index)
    guard tap.kind == .tap else { throw Objection(EINVAL) }
    guard !tap.isConnected else { throw Objection(EBUSY) }
    if let queues = settings.number(.queues), let present = tap.settings.number(.queues),
      (queues > 1) != (present > 1)
    {
      throw Objection(EINVAL)
    }
    update(index) { $0.settings.merge(settings.at(.tapDevice)) }
  }

  /// `RTM_NEWLINK` with `NLM_F_CREATE | NLM_F_EXCL`. A creation that fails halfway leaves nothing behind.
  mutating func create(
    _ name: LinkName, index: Int32, _ kind: LinkKind, _ settings: Settings, lower: Int32?
  ) throws(Objection) {
    let before = self
    // What IPv6 does cannot be said before the link is there, and has to be said before it is up: three requests.
    let ipv6 = settings.at(.ipv6)
    let later = ipv6.isEmpty ? Settings() : Settings(.up, settings[.up])
    let settings = settings.filter { later[$0.id] == nil && ipv6[$0.id] == nil }
    do throws(Objection) {
      switch kind {
      case .nic: throw Objection(EOPNOTSUPP, "Unknown device type")
      case .tap: throw Objection(EOPNOTSUPP, "tun/tap creation via rtnetlink is not supported.")
      case .bridge: try createBridge(name, index, settings)
      case let kind: try createLink(name, index, kind, settings, lower: lower)
      }
    } catch {
      self = before
      throw error
    }
    guard let index = self.index(of: name), !ipv6.isEmpty else { return }
    try set(index, ipv6, master: nil)
    try set(index, later, master: nil)
  }

  private mutating func createBridge(_ name: LinkName, _ newIndex: Int32, _ settings: Settings) throws(Objection) {
    guard !missing.contains(.bridge) else { throw Objection(EOPNOTSUPP, "Unknown device type") }
    var all = Self.initialSettings(mtu: 1500, mac: inventMAC())
    for option in OptionTable.bridge.rows {
      all[option] = option.standard.map { Self.rounded($0, as: option.type) }
    }
    var vlans: BridgeVLANs?
    if missing.contains(.vlanFiltering) {
      for name in ["vlan_filtering", "vlan_protocol", "vlan_default_pvid", "vlan_stats_enabled", "vlan_stats_per_port"]
      {
        if let option = OptionTable.bridge[name] { all[option] = nil }
      }
    } else {
      var initial = BridgeVLANs()
      initial.insertPVID(1, untagged: true)
      vlans = initial
    }
    var bridge = SimulatedLink(
      index: newIndex, name: name, kind: .bridge, kernelKind: "bridge", settings: all, vlans: vlans)
    // rtnl_create_link() writes the MTU straight into the device: the bridge does not learn that somebody chose it.
    if let mtu = settings.number(.mtu) { bridge.settings[.mtu] = .integer(mtu) }
    let index = try add(bridge)
    try set(index, settings.filter { $0.id != Option.mtu.id }, master: nil)
  }
}
