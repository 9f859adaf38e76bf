internal import NetworkModel

/// The keys of an entry of a forwarding database that is written as an object.
enum ForwardingKey: String, CaseIterable {
  case mac
  case vlan
  case state
  case sticky
  case dst
  case port
  case vni
  case sourceVNI = "src_vni"
  case via

  /// Where an entry stands.
  enum Place {
    /// At a port of a bridge.
    case port
    /// At a bridge itself.
    case bridge
    /// In the database of a VXLAN.
    case vxlan
  }

  /// The form of its value, for people.
  var form: String {
    switch self {
    case .mac: "MAC address"
    case .vlan: "1 to 4094"
    case .state: Self.states.map { "\"\($0.word)\"" }.joined(separator: " or ")
    case .sticky: "true or false"
    case .dst: "address"
    case .port: "1 to 65535"
    case .vni, .sourceVNI: "0 to \(Self.vnis.upperBound)"
    case .via: "link name"
    }
  }

  /// One sentence for the manual page and the schema.
  var summary: String {
    switch self {
    case .mac: "The station's address. Needed. In a VXLAN, 00:00:00:00:00:00 stands for all unknown stations."
    case .vlan:
      "The VLAN in which it holds. Of bridges alone; without it, it holds in all VLANs of the port, and for frames of none."
    case .state:
      "\"static\" sends frames to the station out of the port; \"permanent\" gives them to the host itself. Of ports "
        + "alone. Default: \"static\"."
    case .sticky:
      "Whether the station stays at this port when another port sends from its address. Of static entries of ports "
        + "alone. Default: false."
    case .dst:
      "The other end, or a multicast group, to which a VXLAN sends the frames. Of VXLANs alone, and needed there."
    case .port: "The UDP port there. Default: that of the VXLAN."
    case .vni: "The network identifier that the packets carry. Default: that of the VXLAN."
    case .sourceVNI: "The network identifier of the frames, for a VXLAN that is external."
    case .via: "The link by which the packets go. Default: what the host's routes say."
    }
  }

  /// Whether entries of that place have it.
  func belongs(to place: Place) -> Bool {
    switch self {
    case .mac: true
    case .vlan: place != .vxlan
    case .state, .sticky: place == .port
    case .dst, .port, .vni, .sourceVNI, .via: place == .vxlan
    }
  }

  static let states: [(word: String, number: UInt16)] = [
    ("static", ForwardingEntry.staticState), ("permanent", ForwardingEntry.permanentState),
  ]
  static let vnis: ClosedRange<Int64> = 0...16_777_215
  static let ports: ClosedRange<Int64> = 1...65535
}

extension LinkKind {
  /// Where the entries stand that a link of this kind has itself.
  var forwardingPlace: ForwardingKey.Place? {
    switch self {
    case .bridge: .bridge
    case .vxlan: .vxlan
    default: nil
    }
  }
}
