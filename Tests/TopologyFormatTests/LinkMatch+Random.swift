import NetworkModel
import RandomNumbers

extension LinkMatch {
  /// Something to go by, at least a path.
  static func random(using random: inout SplitMix64) -> LinkMatch {
    var match = LinkMatch()
    match.path = ["0000:03:00.0", "virtio0"].randomElement(using: &random)
    if Bool.random(using: &random) { match.permanentMAC = MACAddress(bits: 0x5254_0000_0001) }
    if Bool.random(using: &random) { match.mac = MACAddress(bits: 0x5254_0000_0002) }
    if Bool.random(using: &random) { match.driver = "802.1Q VLAN Support" }
    if Bool.random(using: &random) { match.alternativeName = "enp3s0" }
    match.renames = Bool.random(using: &random)
    return match
  }
}
