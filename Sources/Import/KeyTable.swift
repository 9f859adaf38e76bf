internal import NetworkModel
internal import TopologyFormat

/// What becomes of the keys of one kind of object in a foreign file. A key that has no row is reported.
struct KeyTable: Sendable {
  let rows: [String: Rule]

  init(_ rows: KeyValuePairs<String, Rule>) {
    self.rows = Dictionary(uniqueKeysWithValues: rows.map { ($0.key, $0.value) })
  }

  /// The rows of one of our own tables, for files that say what the kernel says. `name` makes the key of an option's name.
  init(kernel table: OptionTable, named name: (String) -> String = { $0 }) {
    rows = Dictionary(
      uniqueKeysWithValues: table.rows.map { option in
        (name(option.name), option.type == .link ? .reference(option.name) : .link(option.name, .kernel(option.type)))
      })
  }

  private init(_ rows: [String: Rule]) {
    self.rows = rows
  }

  /// The rows of both tables; those of `other` count where both have one.
  func with(_ other: KeyTable) -> KeyTable {
    KeyTable(rows.merging(other.rows) { $1 })
  }
}

/// What becomes of one key.
enum Rule: Sendable {
  /// It is a setting of the link.
  case link(String, Conversion = .same)
  /// It is a setting of the link as a port of its master.
  case port(String, Conversion = .same)
  /// It names the link that this one lies on, or another one that a setting of it is about.
  case reference(String)
  /// It holds more keys about the same link.
  case inside(KeyTable)
  /// It is left out, for this reason.
  case leftOut(String)
  /// It is left out unless it is off, since off is how it is without it.
  case leftOutUnlessOff(String)
  /// It says nothing that has to be carried over.
  case implied
  /// It takes more than a row to say. The text is the link's name.
  case custom(@Sendable (inout Importer, DocumentNode.Member, String) -> Void)
}
