/// An entry of a bridge's forwarding database that somebody made: the learnt ones, and those that the kernel makes for
/// the ports' own addresses, come back by themselves.
public struct ForwardingEntry: Sendable, Hashable {
  /// Which station.
  public var mac: MACAddress
  /// In which VLAN; nil for none.
  public var vlan: UInt16?
  /// `NUD_PERMANENT` 0x80: frames to it are for the host itself; `NUD_NOARP` 0x40: a static entry; `NUD_REACHABLE` 2:
  /// an entry of a program that ages.
  public var state: UInt16
  /// `NTF_*` besides `NTF_SELF` and `NTF_MASTER`: sticky, learnt outside the kernel.
  public var flags: UInt8

  /// An entry.
  public init(_ mac: MACAddress, vlan: UInt16? = nil, state: UInt16 = 0x40, flags: UInt8 = 0) {
    self.mac = mac
    self.vlan = vlan
    self.state = state
    self.flags = flags
  }
}
