import NetworkModel
import RandomNumbers

extension [DeclaredLink] {
  /// Gives links groups of multicast databases, where the bridge may take some.
  mutating func addRandomGroups(using random: inout SplitMix64) {
    let closed = Set(
      filter { $0.settings.flag(.up) == false || $0.settings.flag(.mcastSnooping) == false }.map(\.name))
    for place in indices where !self[place].isAbsent {
      let isBridge = self[place].kind == .bridge
      let bridge = isBridge ? self[place].name : self[place].masterKind == .bridge ? self[place].masterName : nil
      guard let bridge, !closed.contains(bridge), Bool.random(using: &random) else { continue }
      let vlans = self[place].vlans?.members.sorted() ?? [7]
      self[place].multicast = (0..<Int.random(in: 0...3, using: &random)).map { number in
        var entry = MulticastEntry(.mac(MACAddress(bits: 0x0100_5E00_0000 + UInt64(number))))
        if Bool.random(using: &random) { entry.vlan = vlans.randomElement(using: &random) }
        guard !isBridge, Bool.random(using: &random) else { return entry }
        entry.group = .address(IPAddress(239, 1, 1, UInt8(number)))
        if Bool.random(using: &random) { entry.source = IPAddress(192, 0, 2, 1) }
        return entry
      }
    }
  }
}
