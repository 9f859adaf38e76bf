internal import NetworkModel

/// Writes a record as text: a line for each link, and below it what is known of how it was found. The last line says how
/// many links there are: a record without it was not written to its end.
enum RecordWriter {
  /// The first line. The number changes when an older program could misread what follows.
  static let title = "vnetctl-record 1"

  static func text(_ ownership: Ownership, boot: String) -> String {
    var lines = [title]
    let links = ownership.links.values.sorted { $0.name < $1.name }
    for link in links {
      let index = link.index.map(String.init) ?? "-"
      // The topology's name stands last and behind a mark, since it may be empty.
      lines.append(line("link", link.name.text, index, link.kind.rawValue, "=" + link.topology))
      if let found = link.found { append(found, to: &lines) }
    }
    lines.append(line("end", String(links.count), boot))
    return lines.joined(separator: "\n") + "\n"
  }

  private static func append(_ found: DeclaredLink, to lines: inout [String]) {
    lines.append(line("found", found.name.text, found.kind.rawValue))
    for entry in found.settings.entries {
      lines.append(line("setting", place(of: entry.id), entry.option.name) + " " + text(entry.value))
    }
    if let lower = found.lower { lines.append(line("lower", lower.text)) }
    switch found.bridge {
    case nil: break
    case .some(.none): lines.append("bridge none")
    case .on(let bridge): lines.append(line("bridge", "on", bridge.text))
    }
    if let vlans = found.vlans {
      let runs = vlans.runs.map { "\($0.first)-\($0.last)\($0.untagged ? "u" : "t")" }
      lines.append((["vlans", vlans.pvid.map(String.init) ?? "-"] + runs).joined(separator: " "))
    }
  }

  private static func line(_ words: String...) -> String {
    words.map(RecordToken.encode).joined(separator: " ")
  }

  private static func place(of id: Option.ID) -> String {
    switch id {
    case _ where OptionTable.link.rows.contains { $0.id == id }: "link"
    case _ where OptionTable.port.rows.contains { $0.id == id }: "port"
    default: "kind"
    }
  }

  private static func text(_ value: OptionValue) -> String {
    switch value {
    case .boolean(let isOn): line("boolean", isOn ? "on" : "off")
    case .integer(let number): line("integer", String(number))
    case .mac(let address): line("mac", address.description)
    case .text(let text): line("text", "=" + text)
    case .account(let account):
      account.name.map { line("account", String(account.number), "=" + $0) } ?? line("account", String(account.number))
    case .link(let name): name.map { line("link", $0.text) } ?? "link"
    case .map(let map):
      (["map"] + map.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }).joined(separator: " ")
    }
  }
}
