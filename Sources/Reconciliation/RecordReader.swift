internal import NetworkModel

/// Reads what ``RecordWriter`` writes, and nothing else.
struct RecordReader {
  /// Why a text is no record.
  struct Damage: Error, Equatable {
    /// The line, from 1.
    let line: Int
    /// What is wrong with it, in a few words.
    let reason: String
  }

  private var number = 0
  private var links: [Ownership.Link] = []

  /// The record in `text`, and the boot of the machine in which it was written.
  static func read(_ text: String) throws(Damage) -> (ownership: Ownership, boot: String) {
    var reader = RecordReader()
    var boot: String?
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first == RecordWriter.title[...] else { throw Damage(line: 1, reason: "this is no record of vnetctl") }
    for line in lines {
      reader.number += 1
      if reader.number == 1 { continue }
      if boot != nil {
        guard line.isEmpty, reader.number == lines.count else {
          throw reader.damage("there is something after the end")
        }
        break
      }
      let words = line.split(separator: " ", omittingEmptySubsequences: false)
      if words[0] == "end" { boot = try reader.end(words) } else { try reader.take(words) }
    }
    guard let boot, lines.last == "" else { throw reader.damage("the end is missing") }
    return (Ownership(links: reader.links), boot)
  }

  private func damage(_ reason: String) -> Damage { Damage(line: number, reason: reason) }

  private func end(_ words: [Substring]) throws(Damage) -> String {
    guard words.count == 3, words[1] == String(links.count)[...], Set(links.map(\.name)).count == links.count,
      let boot = RecordToken.decode(words[2])
    else { throw damage("the number of links is wrong") }
    return boot
  }

  private mutating func take(_ words: [Substring]) throws(Damage) {
    switch (words[0], words.count) {
    case ("link", 5):
      var index: Int32?
      if words[2] != "-" {
        guard let parsed = Int32(words[2]), parsed > 0 else { throw damage("the index is none") }
        index = parsed
      }
      let topology = try marked(words[4])
      links.append(
        Ownership.Link(name: try name(words[1]), index: index, kind: try kind(words[3]), topology: topology))
    case ("found", 3):
      guard let last = links.indices.last, links[last].found == nil else {
        throw damage("a link is missing before this")
      }
      links[last].found = DeclaredLink(name: try name(words[1]), kind: try kind(words[2]))
    case ("setting", 4...):
      let (option, value) = (try option(words[1], words[2]), try value(words[3], words[4...]))
      try change { $0.settings[option] = value }
    case ("lower", 2):
      let lower = try name(words[1])
      try change { $0.lower = lower }
    case ("bridge", 2) where words[1] == "none":
      try change { $0.bridge = DeclaredLink.Bridge.none }
    case ("bridge", 3) where words[1] == "on":
      let bridge = try name(words[2])
      try change { $0.bridge = .on(bridge) }
    case ("vlans", 2...):
      let vlans = try vlans(words[1], words[2...])
      try change { $0.vlans = vlans }
    default: throw damage("\"\(words.joined(separator: " "))\" means nothing")
    }
  }

  private mutating func change(_ change: (inout DeclaredLink) -> Void) throws(Damage) {
    guard let last = links.indices.last, var found = links[last].found else {
      throw damage("a link is missing before this")
    }
    change(&found)
    links[last].found = found
  }

  private func text(_ word: Substring) throws(Damage) -> String {
    guard let text = RecordToken.decode(word) else { throw damage("\"\(word)\" is no text") }
    return text
  }

  /// A text that may be empty, and so stands behind a mark.
  private func marked(_ word: Substring) throws(Damage) -> String {
    guard word.first == "=" else { throw damage("\"\(word)\" is no text") }
    return try text(word.dropFirst())
  }

  private func name(_ word: Substring) throws(Damage) -> LinkName {
    let text = try text(word)
    // Names that the kernel gave are recorded too, so its rules hold here and not those of documents.
    guard !text.isEmpty, text.utf8.count <= LinkName.maximumLength else { throw damage("\"\(word)\" is no link name") }
    return LinkName(kernelName: text)
  }

  private func kind(_ word: Substring) throws(Damage) -> LinkKind {
    guard let kind = LinkKind(rawValue: String(word)) else { throw damage("\"\(word)\" is no kind of link") }
    return kind
  }

  private func option(_ place: Substring, _ name: Substring) throws(Damage) -> Option {
    let table: OptionTable? =
      switch place {
      case "link": .link
      case "port": .port
      case "kind": links.last?.found?.kind.table
      default: nil
      }
    guard let option = table?[String(name)] else { throw damage("there is no option \"\(place) \(name)\"") }
    return option
  }

  private func value(_ form: Substring, _ words: ArraySlice<Substring>) throws(Damage) -> OptionValue {
    let first = words.first
    switch (form, words.count) {
    case ("boolean", 1) where first == "on": return .boolean(true)
    case ("boolean", 1) where first == "off": return .boolean(false)
    case ("integer", 1): if let number = first.flatMap({ Int64($0) }) { return .integer(number) }
    case ("mac", 1): if let address = first.flatMap({ MACAddress(String($0)) }) { return .mac(address) }
    case ("text", 1): if let first { return .text(try marked(first)) }
    case ("account", 1...2):
      if let first, let number = UInt32(first) {
        return .account(Account(number: number, name: words.count == 2 ? try marked(words[words.endIndex - 1]) : nil))
      }
    case ("link", 0): return .link(nil)
    case ("link", 1): if let first { return .link(try name(first)) }
    case ("map", _): return .map(try map(words))
    default: break
    }
    throw damage("\"\(form) \(words.joined(separator: " "))\" is no value")
  }

  private func map(_ words: ArraySlice<Substring>) throws(Damage) -> [Int64: Int64] {
    var map: [Int64: Int64] = [:]
    for word in words {
      let numbers = word.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
      guard numbers.count == 2, let key = numbers[0], let value = numbers[1] else {
        throw damage("\"\(word)\" is no pair")
      }
      map[key] = value
    }
    return map
  }

  private func vlans(_ pvid: Substring, _ runs: ArraySlice<Substring>) throws(Damage) -> BridgeVLANs {
    var vlans = BridgeVLANs()
    for run in runs {
      let numbers = run.dropLast().split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
      guard numbers.count == 2, let first = numbers[0].flatMap({ VLANID($0) }),
        let last = numbers[1].flatMap({ VLANID($0) }),
        first <= last, run.last == "u" || run.last == "t"
      else { throw damage("\"\(run)\" is no range of VLANs") }
      vlans.insert(first.number, through: last.number, untagged: run.last == "u")
    }
    if pvid != "-" {
      guard let id = Int64(pvid).flatMap({ VLANID($0) }), let tagging = vlans.untagged(id.number) else {
        throw damage("\"\(pvid)\" is not among the VLANs")
      }
      vlans.insertPVID(id.number, untagged: tagging)
    }
    return vlans
  }
}
