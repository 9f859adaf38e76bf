import ArgumentParser
import TopologyFormat

/// `vnetctl schema`
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Write the JSON Schema of documents, for editors and validators.")

  @Flag(
    name: .customLong("manual"),
    help: ArgumentHelp("Write the lists of settings for the manual page instead.", visibility: .hidden))
  var isManual = false

  func run() {
    print(isManual ? OptionManual.mdoc : JSONSchema.text, terminator: "")
  }
}
