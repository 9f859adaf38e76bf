/// An IEEE 802.1Q VLAN identifier, 1 to 4094: 0 means "priority tag only" and 4095 is reserved (802.1Q, table 9-2).
public struct VLANID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The identifier, 1 to 4094.
  public let number: UInt16

  /// The identifiers that exist.
  public static let range: ClosedRange<Int64> = 1...4094

  /// Nil when `number` is no VLAN identifier.
  public init?(_ number: Int64) {
    guard Self.range.contains(number) else { return nil }
    self.number = UInt16(number)
  }

  /// Orders by number.
  public static func < (left: VLANID, right: VLANID) -> Bool { left.number < right.number }

  /// The decimal number.
  public var description: String { String(number) }
}
