internal import TopologyFormat

/// The virtual functions of NICs (SR-IOV).
extension Importer {
  /// The `vfs` of an interface of nmstate.
  mutating func readNMStateFunctions(_ node: DocumentNode, of link: String) {
    var functions: [DocumentNode.Member] = []
    readEach(node) { importer, function in
      guard let number = importer.required("id", of: function) else { return }
      importer.readFunction(NMState.virtualFunction, number, function.members, into: &functions)
    }
    setFunctions(functions, of: link)
  }

  /// The `[SR-IOV]` sections of a file of systemd-networkd.
  mutating func readNetworkdFunctions(_ unit: UnitFile, of link: String) {
    var functions: [DocumentNode.Member] = []
    for section in unit.sections where section.name == "SR-IOV" {
      file = section.file
      within(.key(section.name)) { importer in
        guard let number = section["VirtualFunction"] else {
          return importer.leaveOut(section.position, "there is no VirtualFunction= here")
        }
        importer.readFunction(Networkd.virtualFunction, number, section.members, into: &functions)
      }
    }
    setFunctions(functions, of: link)
  }

  private mutating func readFunction(
    _ table: KeyTable, _ number: DocumentNode, _ members: [DocumentNode.Member],
    into functions: inout [DocumentNode.Member]
  ) {
    // What can be said of it is of use without the rest.
    let settings = members.flatMap { collect(table, [$0]) ?? [] }
    guard let key = text(number), !settings.isEmpty else { return }
    functions.append(member(key, .object(settings), at: number.position))
  }

  private mutating func setFunctions(_ functions: [DocumentNode.Member], of link: String) {
    guard let first = functions.first else { return }
    declare(link, at: first.keyPosition)
    adopt(
      DocumentNode.Member(
        key: "vf", keyPosition: first.keyPosition,
        value: DocumentNode(position: first.keyPosition, content: .object(functions))),
      asPort: false, of: link)
  }
}

extension NMState {
  /// An element of `vfs`.
  static let virtualFunction = KeyTable([
    "id": .implied, "iface-name": .implied, "mac-address": .link("mac", .text),
    "spoof-check": .link("spoof_check", .boolean), "trust": .link("trust", .boolean),
    "min-tx-rate": .link("min_tx_rate"), "max-tx-rate": .link("max_tx_rate"), "vlan-id": .link("vlan"),
    "qos": .link("qos"), "vlan-proto": .link("vlan_protocol", etherTypes),
  ])

  /// The `sr-iov` of an Ethernet interface.
  static let virtualFunctions = KeyTable([
    "total-vfs": .link("virtual_functions"),
    "vfs": .custom { importer, member, link in importer.readNMStateFunctions(member.value, of: link) },
    "drivers-autoprobe": .leftOut(
      "whether a driver takes new virtual functions, sriov_drivers_autoprobe in sysfs says"),
  ])
}

extension Networkd {
  /// An `[SR-IOV]`.
  static let virtualFunction = KeyTable([
    "VirtualFunction": .implied, "VLANId": .link("vlan"), "QualityOfService": .link("qos"),
    "VLANProtocol": .link("vlan_protocol", NMState.etherTypes), "MACSpoofCheck": .link("spoof_check", .boolean),
    "QueryReceiveSideScaling": .link("query_rss", .boolean), "Trust": .link("trust", .boolean),
    "LinkState": .link(
      "link_state",
      .words([
        "yes": .string("enable"), "true": .string("enable"), "on": .string("enable"), "1": .string("enable"),
        "no": .string("disable"), "false": .string("disable"), "off": .string("disable"), "0": .string("disable"),
      ])),
    "MACAddress": .link("mac", .text),
  ])
}
