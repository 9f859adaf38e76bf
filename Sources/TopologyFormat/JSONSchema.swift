internal import NetworkModel

/// The JSON Schema of documents, in the draft 2020-12, made from the option tables.
///
/// A schema cannot express everything: references between links and contradictions between settings are found by
/// ``TopologyReader`` alone.
public enum JSONSchema {
  /// The schema's text, which ends with a line feed.
  public static var text: String { JSONWriter.text(document) }

  private static var document: JSONValue {
    let kinds = LinkKind.allCases.map { JSONValue.Member($0.rawValue, link(of: $0)) }
    let shared: [JSONValue.Member] = [
      .init("link", anyLink), .init("absent", absentLink), .init("series", series), .init("port", port(of: .bridge)),
      .init("bond_port", port(of: .bond)), .init("peer", peer), .init("vlans", vlans(ofBridgeItself: false)),
      .init("own_vlans", vlans(ofBridgeItself: true)),
      .init("vlan_id", counting(integer(VLANID.range))), .init("vlan_list", vlanList), .init("link_name", linkName),
      .init("rate", rate), .init("addresses", addresses), .init("address", address), .init("host_address", hostAddress),
      .init("ip_address", ipAddress), .init("route", route), .init("destination", destination), .init("hop", hop),
    ]
    return .object([
      .init("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      .init("title", .string("vnetctl topology")),
      .init(
        "description", .string("The links and routes that a host of virtual machines shall have, for vnetctl apply.")),
      .init("type", .string("object")),
      .init(
        "properties",
        .object([
          .init(
            "$schema",
            .members([
              "description": .string("Where editors find this schema; vnetctl does not look."),
              "type": .string("string"),
            ])),
          .init(
            "version",
            .members([
              "description": .string("The version of the document's form."),
              "const": .integer(DocumentDecoder.version),
            ])),
          .init(
            "name",
            .members([
              "description": .string("The name of the topology, under which its links are owned."),
              "type": .string("string"), "pattern": .string("^\(DocumentDecoder.namePattern)$"),
              "default": .string(Topology.standardName),
            ])),
          .init(
            "defaults",
            .members([
              "description": .string(
                "What the links of a kind have unless they say otherwise, for those of this file."),
              "type": .string("object"),
              "properties": .object(LinkKind.allCases.map { .init($0.rawValue, defaults(of: $0)) }),
              "additionalProperties": .boolean(false),
            ])),
          .init(
            "links",
            .members([
              "description": .string("The links by name; vm[0-3] stands for vm0, vm1, vm2 and vm3."),
              "type": .string("object"), "propertyNames": .members(["pattern": .string(keyPattern)]),
              "additionalProperties": reference("link"),
            ])),
          .init(
            "routes",
            .members([
              "description": .string("The routes that the host shall have."), "type": .string("array"),
              "items": reference("route"),
            ])),
        ])),
      .init("additionalProperties", .boolean(false)),
      // Every kind of link has these, and there are many.
      .init("$defs", .object(shared + kinds + EthtoolGroup.allCases.flatMap(\.table.rows).map(property))),
    ])
  }

  static func reference(_ name: String) -> JSONValue { .members(["$ref": .string("#/$defs/\(name)")]) }

  // MARK: Links

  /// One character of a link's name. Brackets are the kernel's own affair; in documents they are ranges.
  private static let nameCharacter = #"[^\s/:%\[\]\u0000-\u001f\u007f]"#
  private static let keyPattern =
    "^(?!(?:\\.|\\.\\.|all|default)$)(?:\(nameCharacter){1,\(LinkName.maximumLength)}"
    + #"|(?=.*\[)(?:"# + nameCharacter + #"|\[[0-9]{1,9}-[0-9]{1,9}\])+)$"#

  private static var linkName: JSONValue {
    .members([
      "type": .string("string"),
      "pattern": .string("^(?!(?:\\.|\\.\\.|all|default)$)\(nameCharacter){1,\(LinkName.maximumLength)}$"),
    ])
  }

  /// Chooses the definition by the kind, so that a message speaks of the keys of that kind.
  private static var anyLink: JSONValue {
    let choices = LinkKind.allCases.map { kind in
      JSONValue.members([
        "if": .members(["properties": .members(["kind": .members(["const": .string(kind.rawValue)])])]),
        "then": .members([
          "$ref": .string("#/$defs/\(kind.rawValue)"), "required": .array(needs(of: kind).map { .string($0) }),
        ]),
      ])
    }
    return .members([
      "type": .string("object"),
      "if": .members([
        "properties": .members(["state": .members(["const": .string("absent")])]),
        "required": .array([.string("state")]),
      ]),
      "then": reference("absent"),
      "else": .members([
        "properties": .members(["kind": kindKey]), "required": .array([.string("kind")]), "allOf": .array(choices),
      ]),
    ])
  }

  private static var kindKey: JSONValue {
    .members([
      "description": .string(LinkKey.kind.summary), "enum": .array(LinkKind.allCases.map { .string($0.rawValue) }),
    ])
  }

  private static func stateKey(_ words: [String]) -> JSONValue {
    .members(["description": .string(LinkKey.state.summary), "enum": .array(words.map { .string($0) })])
  }

  private static var absentLink: JSONValue {
    .members([
      "title": .string("a link that shall not be there"), "type": .string("object"),
      "properties": .members(["kind": kindKey, "state": stateKey(["absent"])]),
      "additionalProperties": .boolean(false),
    ])
  }

  private static func link(of kind: LinkKind) -> JSONValue {
    let keys = LinkKey.allCases.filter { $0.belongs(to: kind) }.map { key in
      let value: JSONValue =
        switch key {
        case .kind: .members(["description": .string(key.summary), "const": .string(kind.rawValue)])
        case .state: stateKey(["present"])
        case .match: described(key.summary, match)
        case .rename: described(key.summary, boolean)
        case .link:
          described(kind.lower.map { "The link under it: \($0.summary)." } ?? "", counting(reference("link_name")))
        case .peer: described(key.summary, reference("peer"))
        case .bridge: described(key.summary, reference("port"))
        case .bond: described(key.summary, reference("bond_port"))
        case .vrf: described(key.summary, domain)
        case .vlan: described(key.summary, reference("own_vlans"))
        case .vlanOptions: described(key.summary, vlanSettings(.globalVLAN, ofBridgeItself: true))
        case .fdb: described(key.summary, forwarding(kind.forwardingPlace ?? .bridge))
        case .rate: described(key.summary, reference("rate"))
        case .mdb: described(key.summary, multicast(ofBridgeItself: true))
        case .addresses: described(key.summary, reference("addresses"))
        case .virtualFunctions: described(key.summary, virtualFunctions)
        }
      return JSONValue.Member(key.rawValue, value)
    }
    return .members([
      "title": .string(kind.title), "type": .string("object"),
      "properties": .object(keys + kind.tables.flatMap { $0.rows.filter(kind.has).map(referenceOrProperty) }),
      "additionalProperties": .boolean(false),
      "dependentRequired": LinkKey.rename.belongs(to: kind)
        ? .members([LinkKey.rename.rawValue: .array([.string(LinkKey.match.rawValue)])]) : nil,
    ])
  }

  private static func referenceOrProperty(of option: Option) -> JSONValue.Member {
    option.ethtoolGroup == nil ? property(of: option) : .init(option.name, reference(option.name))
  }

  /// The keys without which there is no link of that kind.
  private static func needs(of kind: LinkKind) -> [String] {
    (kind.lower?.isRequired == true ? [LinkKey.link.rawValue] : [])
      + (kind.traits.isPaired ? [LinkKey.peer.rawValue] : [])
      + kind.traits.needs.filter { $0.substitute == nil }.map(\.option)
  }

  private static func defaults(of kind: LinkKind) -> JSONValue {
    let own = [LinkKey.kind, .state, .match, .rename].filter { $0.belongs(to: kind) }.map { absence(of: $0.rawValue) }
    return .members(["$ref": .string("#/$defs/\(kind.rawValue)"), "allOf": .array(own)])
  }

  /// A value that counts along with the name of its link. That the name has a range is not expressed.
  private static var series: JSONValue {
    .members([
      "title": .string("a value for each link of a range"), "type": .string("string"),
      "pattern": .string(#"\[[0-9A-Fa-f]{1,9}-[0-9A-Fa-f]{1,9}\]"#),
    ])
  }

  /// What has that form, or counts along with the name of its link.
  static func counting(_ form: JSONValue) -> JSONValue {
    .members(["anyOf": .array([form, reference("series")])])
  }

  /// In this draft, keywords beside a reference count.
  static func described(_ summary: String, _ form: JSONValue) -> JSONValue {
    guard case .object(let members) = form else { return form }
    return .object([.init("description", .string(summary))] + members)
  }

  private static var peer: JSONValue {
    let namespace = JSONValue.members([
      "type": .string("string"), "pattern": .string("^(?:/.*|(?!\\.\\.?$)[^/]{1,255})$"),
    ])
    let keys = PeerKey.allCases.map { key in
      let value = key == .name ? counting(reference("link_name")) : namespace
      return JSONValue.Member(key.rawValue, described(key.summary, value))
    }
    return .members([
      "anyOf": .array([
        counting(reference("link_name")),
        .members([
          "title": .string("the other end of a veth"), "type": .string("object"), "properties": .object(keys),
          "required": .array([.string(PeerKey.name.rawValue)]), "additionalProperties": .boolean(false),
        ]),
      ])
    ])
  }

  private static var match: JSONValue {
    let keys = MatchKey.allCases.map { key in
      let text = JSONValue.members([
        "type": .string("string"), "minLength": .integer(1), "maxLength": .integer(Int64(key.maximumBytes)),
        "pattern": .string(key == .alternativeName ? "^[^/\\s]*$" : "^[^\\u0000]*$"),
      ])
      let isMAC = key == .mac || key == .permanentMAC
      return JSONValue.Member(key.rawValue, described(key.summary, isMAC ? counting(mac) : text))
    }
    return .members([
      "type": .string("object"), "properties": .object(keys), "minProperties": .integer(1),
      "additionalProperties": .boolean(false),
    ])
  }

  private static func port(of master: LinkKind) -> JSONValue {
    let keys = PortKey.allCases.filter { $0.belongs(to: master) }.map { key in
      let value =
        switch key {
        case .name: counting(reference("link_name"))
        case .vlan: reference("vlans")
        case .fdb: forwarding(.port)
        case .mdb: multicast(ofBridgeItself: false)
        case .macLock: macLock
        case .handOver: boolean
        }
      return JSONValue.Member(key.rawValue, described(key.summary, value))
    }
    return .members([
      "oneOf": .array([
        .members(["title": .string("no \(master.rawValue)"), "type": .string("null")]),
        described("The \(master.rawValue)'s name.", counting(reference("link_name"))),
        .members([
          "title": .string("a \(master.rawValue) port"), "type": .string("object"),
          "properties": .object(keys + (master.traits.ports?.table?.rows ?? []).map(property)),
          "required": .array([.string(PortKey.name.rawValue)]), "additionalProperties": .boolean(false),
          "dependentSchemas": macLockCompany(master),
        ]),
      ])
    ])
  }

  private static var domain: JSONValue {
    .members([
      "oneOf": .array([
        .members(["title": .string("no VRF"), "type": .string("null")]),
        described("The VRF's name.", counting(reference("link_name"))),
      ])
    ])
  }

  // MARK: VLANs

  private static let vlanPattern = "(?:[1-9][0-9]{0,2}|[1-3][0-9]{3}|40[0-8][0-9]|409[0-4])"

  /// A key that stands for a VLAN, or for several in a row.
  static let vlanRange = JSONValue.members(["pattern": .string("^\(vlanPattern)(?:-\(vlanPattern))?$")])

  private static var vlanList: JSONValue {
    let range = "\(vlanPattern)(?: *- *\(vlanPattern))?"
    let text = JSONValue.members(["type": .string("string"), "pattern": .string("^ *\(range) *(?:, *\(range) *)*$")])
    return .members([
      "anyOf": .array([
        reference("vlan_id"), text,
        .members(["type": .string("array"), "items": .members(["anyOf": .array([reference("vlan_id"), text])])]),
      ])
    ])
  }

  private static func vlans(ofBridgeItself isBridge: Bool) -> JSONValue {
    let words = VLANKey.keys(ofBridgeItself: isBridge).map { key in
      let form =
        switch key {
        case .tunnels: tunnels
        case .options: vlanSettings(.vlanEntry, ofBridgeItself: isBridge)
        default: reference(key.isSingle ? "vlan_id" : "vlan_list")
        }
      return JSONValue.Member(key.rawValue, described(key.summary, form))
    }
    let excluded = VLANKey.contradictions.map { pair in
      JSONValue.members(["not": .members(["required": .array(pair.map { .string($0.rawValue) })])])
    }
    return .members([
      "title": .string(isBridge ? "the VLANs of a bridge itself" : "the VLANs of a bridge port"),
      "type": .array([.string("object"), .string("null")]), "properties": .object(words),
      "additionalProperties": .boolean(false), "allOf": .array(excluded),
    ])
  }

  private static var tunnels: JSONValue {
    let range = JSONValue.members(["type": .string("string"), "pattern": .string("^[0-9]{1,8}(?:-[0-9]{1,8})?$")])
    return .members([
      "type": .array([.string("object"), .string("null")]),
      "propertyNames": vlanRange,
      "additionalProperties": .members([
        "anyOf": .array([integer(DocumentDecoder.tunnelIdentifiers), range])
      ]),
    ])
  }
}
