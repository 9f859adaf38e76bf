/// The keys of a NIC's `match`.
package enum MatchKey: String, CaseIterable {
  case permanentMAC = "permanent_mac"
  case path
  case driver
  case mac
  case alternativeName = "alternative_name"

  /// The form of its value, for people.
  var form: String {
    switch self {
    case .permanentMAC, .mac: "MAC address"
    case .path, .driver, .alternativeName: "text"
    }
  }

  /// The longest text in bytes.
  var maximumBytes: Int {
    switch self {
    case .permanentMAC, .mac: 17
    // ALTIFNAMSIZ with the terminating NUL.
    case .path, .alternativeName: 127
    // The driver of struct ethtool_drvinfo with the terminating NUL.
    case .driver: 31
    }
  }

  /// One sentence for the manual page and the schema.
  var summary: String {
    switch self {
    case .permanentMAC:
      "The MAC address that the hardware has, as \"ip link\" shows it behind permaddr, or else as its own."
    case .path:
      "What its bus calls the device under it, such as \"0000:03:00.0\" on the PCI bus: what \"ip -d link\" shows behind "
        + "parentdev. Since Linux 5.14."
    case .driver: "The driver, as \"ethtool -i\" names it."
    case .mac:
      "The MAC address that the link has. Where vnetctl has given it another one, that which it had before counts."
    case .alternativeName:
      "An alternative name that the link has. Where vnetctl has changed these, those which it had before count."
    }
  }
}
