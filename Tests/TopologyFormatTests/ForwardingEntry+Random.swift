import NetworkModel
import RandomNumbers

extension [DeclaredLink] {
  /// Gives links entries of forwarding databases, no station at two ports.
  mutating func addRandomStations(using random: inout SplitMix64) {
    var number: UInt64 = 0
    for place in indices where !self[place].isAbsent {
      let isBridge = self[place].kind == .bridge
      let isPort = self[place].masterKind == .bridge && self[place].masterName != nil
      if self[place].kind == .vxlan, Bool.random(using: &random) {
        self[place].remotes = (0..<Int.random(in: 0...3, using: &random)).map { .randomRemote($0, using: &random) }
      }
      guard isBridge || isPort, Bool.random(using: &random) else { continue }
      let vlans = self[place].vlans?.members.sorted() ?? [7]
      self[place].forwarding = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        number += 1
        var entry = ForwardingEntry(MACAddress(bits: 0x5254_0000_0000 + number), state: isBridge ? 0x80 : 0x40)
        if Bool.random(using: &random) { entry.vlan = vlans.randomElement(using: &random) }
        if !isBridge, Bool.random(using: &random) { entry.state = 0x80 }
        if !entry.isPermanent, Bool.random(using: &random) { entry.flags = 0x40 }
        return entry
      }
    }
  }
}

extension ForwardingEntry {
  /// An entry that no other number has.
  fileprivate static func randomRemote(_ number: Int, using random: inout SplitMix64) -> ForwardingEntry {
    var remote = Remote(IPAddress(192, 0, 2, UInt8(number)))
    if Bool.random(using: &random) { remote.port = .random(in: 1...65535, using: &random) }
    if Bool.random(using: &random) { remote.vni = .random(in: 0...16_777_215, using: &random) }
    if Bool.random(using: &random) { remote.sourceVNI = .random(in: 0...16_777_215, using: &random) }
    if Bool.random(using: &random) { remote.link = LinkName(kernelName: "eth0") }
    let mac = Bool.random(using: &random) ? 0 : 0x5254_0000_0000 + UInt64(number)
    return ForwardingEntry(MACAddress(bits: mac), state: 0x80, remote: remote)
  }
}
