internal import NetworkModel

/// The sections of the manual page that list keys and options, in mdoc(7), made from the tables.
public enum OptionManual {
  /// The text between the marks in man/vnetctl-topology.5; ends with a line feed.
  public static var mdoc: String {
    let shared = LinkKey.allCases.filter { key in LinkKind.allCases.count { key.belongs(to: $0) } > 1 }
    var lines = [".Ss Keys of every link"] + list(shared.map(item) + rows(.link) + rows(.properties))
    lines += [".Ss IPv6 of every link"] + list(rows(.ipv6))
    lines += [".Ss What ethtool sets of every link"] + list(EthtoolGroup.manualOrder.flatMap { rows($0.table) })
    for kind in LinkKind.allCases {
      let own = LinkKey.allCases.filter { $0.belongs(to: kind) && !shared.contains($0) }
      let traits = kind.traits
      let items = own.map(item) + rows(traits.table) + rows(traits.deviceFile) + rows(traits.hardware)
      guard !items.isEmpty else { continue }
      lines += [".Ss Keys of \(kind.title)"] + list(items)
      if own.contains(.match) {
        lines += ["These stand inside", ".Cm match :"]
        lines += list(MatchKey.allCases.map { item($0.rawValue, $0.form, [$0.summary]) })
      }
      if own.contains(.virtualFunctions) {
        lines += ["These stand inside", ".Cm vf ,", "behind the number of a virtual function:"]
        lines += list(rows(.virtualFunction))
      }
      if kind.traits.isPaired {
        lines += ["These stand inside", ".Cm peer :"]
        lines += list(PeerKey.allCases.map { item($0.rawValue, $0.form, [$0.summary]) })
      }
    }
    for master in LinkKind.allCases {
      guard let ports = master.traits.ports, !ports.areRouted else { continue }
      let word = master.rawValue
      lines += [".Ss Keys of a \(word) port", "These stand inside", ".Cm \(word) ,", "with the settings of the port:"]
      let keys = PortKey.allCases.filter { $0.belongs(to: master) }
      lines += list(keys.map { item($0.rawValue, $0.form, [$0.summary]) } + rows(ports.table))
    }
    lines += [".Ss Options of a VLAN", "These stand inside", ".Cm vlan ,", "in its", ".Cm options ,", "behind a VLAN:"]
    lines += list(rows(.vlanEntry)) + ["These stand inside the", ".Cm vlan_options", "of a bridge, behind a VLAN:"]
    lines += list(rows(.globalVLAN))
    lines += [".Ss Keys of rate"] + list(rows(.rate))
    lines += ["These stand inside a limit that is an object:"]
    lines += list(LimitKey.allCases.map { item($0.rawValue, $0.form, [$0.summary]) })
    lines += [".Ss Keys of an entry of a forwarding database"]
    lines += list(ForwardingKey.allCases.map { item($0.rawValue, $0.form, [$0.summary]) })
    lines += [".Ss Keys of an entry of a multicast database"]
    lines += list(MulticastKey.allCases.map { item($0.rawValue, $0.form, [$0.summary]) })
    lines += [".Ss Keys of an address"]
    lines += list(AddressKey.allCases.map { item($0.rawValue, $0.form, [$0.summary]) })
    lines += [".Ss Keys of a route"]
    lines += list(RouteKey.allCases.map { item($0.rawValue, $0.form, [$0.summary]) })
    lines += ["These stand inside", ".Cm hops :"]
    lines += list(HopKey.allCases.map { item($0.rawValue, $0.form, [$0.summary]) })
    return lines.joined(separator: "\n") + "\n"
  }

  private static func list(_ items: [[String]]) -> [String] {
    [".Bl -tag -width Ds"] + items.flatMap(\.self) + [".El"]
  }

  private static func rows(_ table: OptionTable?) -> [[String]] {
    (table?.rows ?? []).map { option in
      var notes = [option.summary]
      if let standard = option.standardText { notes.append("Default: \(standard).") }
      notes += [option.timingNote, option.sinceNote].compactMap(\.self)
      return item(option.name, option.form, notes)
    }
  }

  private static func item(_ key: LinkKey) -> [String] {
    let owners = LinkKind.allCases.filter { key.belongs(to: $0) }
    let isPartial = owners.count > 1 && owners.count < LinkKind.allCases.count
    let note = isPartial ? "Of \(LinkKind.list(owners))." : nil
    let form =
      switch key {
      case .kind: LinkKind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      case .state: "\"present\" or \"absent\""
      case .match: "object"
      case .rename: "true or false"
      case .link: "link name"
      case .peer: "link name or object"
      case .bridge, .bond: "link name, object or null"
      case .vrf: "link name or null"
      case .vlan: "VLANs"
      case .vlanOptions: "object"
      case .fdb: "list of entries"
      case .rate: "object or null"
      case .mdb: "list of groups"
      case .addresses: "list of addresses"
      case .virtualFunctions: "object"
      }
    return item(key.rawValue, form, [key.summary, note].compactMap(\.self))
  }

  private static func item(_ name: String, _ form: String, _ notes: [String]) -> [String] {
    return [".It Cm \(name) Pq \(escape(form))"] + sentences(notes.joined(separator: " ")).map(text)
  }

  /// The sentences one by one: mdoc wants each on a line of its own, to set the space between them.
  private static func sentences(_ text: String) -> [String] {
    var sentences = [""]
    for word in text.split(separator: " ") {
      if sentences[sentences.count - 1].hasSuffix("."), word.first.map({ $0.isUppercase || $0.isNumber }) == true {
        sentences.append(String(word))
      } else {
        sentences[sentences.count - 1] += (sentences[sentences.count - 1].isEmpty ? "" : " ") + word
      }
    }
    return sentences
  }

  private static func text(_ line: String) -> String {
    let escaped = escape(line)
    return escaped.first == "." || escaped.first == "'" ? "\\&" + escaped : escaped
  }

  private static func escape(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "\"": result += "\\(dq"
      default: result.append(character)
      }
    }
    return result
  }
}

extension EthtoolGroup {
  /// What is asked for most comes first.
  fileprivate static let manualOrder: [EthtoolGroup] = [
    .features, .channels, .rings, .coalescing, .pause, .privateFlags,
  ]
}
