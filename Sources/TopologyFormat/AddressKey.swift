/// The keys of an address that is written as an object.
enum AddressKey: String, CaseIterable {
  case address
  case peer
  case broadcast
  case scope
  case label
  case preferredLifetime = "preferred_lifetime"
  case validLifetime = "valid_lifetime"
  case noPrefixRoute = "noprefixroute"
  case metric

  /// The form of its value, for people.
  var form: String {
    switch self {
    case .address: "address/length"
    case .peer, .broadcast: "address"
    case .scope: "word or number"
    case .label: "text of at most \(Self.maximumLabelBytes) bytes"
    case .preferredLifetime: "0 to \(Self.longestLifetime) seconds, or \"forever\""
    case .validLifetime: "1 to \(Self.longestLifetime) seconds, or \"forever\""
    case .noPrefixRoute: "true or false"
    case .metric: "1 to \(UInt32.max)"
    }
  }

  /// One sentence for the manual page and the schema.
  var summary: String {
    switch self {
    case .address: "The address of this host, with the length of its prefix behind a slash. Needed."
    case .peer: "The far end of a point-to-point link; the length of the prefix is then that of the far end's."
    case .broadcast: "The address for broadcasts, of IPv4 alone."
    case .scope:
      "How far the address is valid: \"global\", \"site\", \"link\", \"host\", \"nowhere\" or a number from 0 to 255. "
        + "Of IPv4 alone; the scope of an IPv6 address shows in the address."
    case .label: "A name for the address that old programs take for a link's, such as \"eth0:web\". Of IPv4 alone."
    case .preferredLifetime:
      "For how long the address is used for new connections. Not longer than valid_lifetime, which stands for it "
        + "where that alone is declared."
    case .validLifetime: "For how long the address is there."
    case .noPrefixRoute: "Whether the kernel makes no route to the address's prefix."
    case .metric: "The metric of the route that the kernel makes to the address's prefix."
    }
  }

  /// The longest label: `IFNAMSIZ` less the terminating NUL.
  static let maximumLabelBytes = 15
  /// The longest lifetime that is not for ever: `INFINITY_LIFE_TIME` less one second.
  static let longestLifetime = Int64(UInt32.max) - 1
  /// The word for `INFINITY_LIFE_TIME`.
  static let forever = "forever"
}
