/// The value of an option, in the kernel's units.
public enum OptionValue: Hashable, Sendable {
  /// On or off.
  case boolean(Bool)
  /// A number: of ticks, bytes or packets, a bit mask, or the kernel's number for a word.
  case integer(Int64)
  /// A MAC address.
  case mac(MACAddress)
  /// A text.
  case text(String)
  /// A user or a group.
  case account(Account)
  /// Another link; nil where a link is expressly wanted not to be there, or where it is out of sight.
  case link(LinkName?)
  /// A mapping of numbers.
  case map([Int64: Int64])
  /// An IP address; nil for none.
  case address(IPAddress?)
  /// IP addresses in the order of the document.
  case addresses([IPAddress])
  /// MAC addresses in the order of their bits.
  case macs([MACAddress])
  /// Names in alphabetical order.
  case names([String])
  /// A limit of traffic.
  case limit(TrafficLimit)
  /// Names, each with whether it is on.
  case flags([String: Bool])
}

/// A user or a group of the host.
public struct Account: Hashable, Sendable {
  /// The numerical identity: uid or gid.
  public let number: UInt32
  /// The name by which the document called it. Two accounts with the same number are the same.
  public let name: String?

  /// An account by number, and by name if one is known.
  public init(number: UInt32, name: String? = nil) {
    self.number = number
    self.name = name
  }

  /// Equal when the numbers are.
  public static func == (left: Account, right: Account) -> Bool { left.number == right.number }

  /// Hashes the number alone.
  public func hash(into hasher: inout Hasher) { hasher.combine(number) }
}
