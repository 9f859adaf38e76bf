/// What values an option takes: the document's form, the range and the unit.
public enum OptionType: Sendable, Equatable {
  /// A word of an enumeration with the kernel's number for it.
  public struct Word: Sendable, Equatable {
    /// The word in the document.
    public let name: String
    /// The kernel's number.
    public let number: Int64
  }

  /// `true` or `false`; stored as `.boolean`.
  case boolean
  /// A whole number in the range; `unit` is for people. Stored as `.integer`.
  case integer(ClosedRange<Int64>, unit: String?)
  /// The number of queues of a TAP; stored as `.integer`. The kernel reports only whether there can be several.
  case queues(ClosedRange<Int64>)
  /// A time in seconds in the document, with decimals; stored as `.integer` in the kernel's ticks.
  case seconds(ClosedRange<Int64>, ticksPerSecond: Int64)
  /// A bit mask, a number or a text such as `"0x4000"` in the document; bits outside `allowed` are refused. Stored as
  /// `.integer`.
  case bitmask(allowed: Int64)
  /// One of some words; stored as `.integer` with the word's number.
  case enumeration([Word])
  /// A whole number in the range, or a word that stands for a number in or out of it; stored as `.integer`.
  case numberOrWord(ClosedRange<Int64>, [Word])
  /// A range of ports such as `"32768-60999"`; stored as `.integer`, the first port in the upper 16 bits.
  case ports
  /// An IP address, or null for none; stored as `.address`.
  case address(isIPv4Only: Bool)
  /// Some IP addresses in their order, exact as a whole; stored as `.addresses`.
  case addresses(isIPv6: Bool, maximum: Int)
  /// Some unicast MAC addresses in no order, exact as a whole; stored as `.macs`.
  case macs
  /// Some names of at most so many bytes, without white space and slashes, in no order, exact as a whole; stored as
  /// `.names`.
  case names(maximumBytes: Int)
  /// A unicast MAC address of a link; stored as `.mac`.
  case mac
  /// A bridge group address, 01:80:c2:00:00:0X with X not 1, 2 or 3; stored as `.mac`.
  case groupAddress
  /// A text of at most so many bytes; stored as `.text`.
  case text(maximumBytes: Int)
  /// A user, by name or number; stored as `.account`.
  case user
  /// A group of users, by name or number; stored as `.account`.
  case group
  /// Another link, by name; stored as `.link`.
  case link
  /// Some names, each on or off; those that are missing stay as they are. Stored as `.flags`.
  case flags(areFeatures: Bool)
  /// A mapping between two ranges of numbers, exact as a whole; stored as `.map`.
  case map(keys: ClosedRange<Int64>, values: ClosedRange<Int64>)
  /// A limit of traffic: a rate, with a burst or the usual one, or null for none; stored as `.limit`.
  case limit

  static func words(_ pairs: KeyValuePairs<String, Int64>) -> OptionType {
    .enumeration(pairs.map { Word(name: $0.key, number: $0.value) })
  }

  static func number(_ range: ClosedRange<Int64>, or pairs: KeyValuePairs<String, Int64>) -> OptionType {
    .numberOrWord(range, pairs.map { Word(name: $0.key, number: $0.value) })
  }
}
