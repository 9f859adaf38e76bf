/// How far an address or a route reaches: `RT_SCOPE_*`, in the words of `ip`.
public struct Scope: RawRepresentable, Sendable, Hashable {
  /// The kernel's number.
  public let rawValue: UInt8

  /// A scope by the kernel's number; administrators can have their own between `global` and `link`.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Everywhere.
  public static let global = Scope(rawValue: 0)
  /// Within the site; IPv6 once had it.
  public static let site = Scope(rawValue: 200)
  /// On the link alone.
  public static let link = Scope(rawValue: 253)
  /// On this host alone.
  public static let host = Scope(rawValue: 254)
  /// Nowhere: what a route that rejects has.
  public static let nowhere = Scope(rawValue: 255)

  /// The scopes that have a word, with it.
  public static let words: KeyValuePairs<String, Scope> = [
    "global": .global, "site": .site, "link": .link, "host": .host, "nowhere": .nowhere,
  ]
}

extension Scope: CustomStringConvertible {
  /// The word, or the number where there is none.
  public var description: String { Self.words.first { $0.value == self }?.key ?? String(rawValue) }
}
