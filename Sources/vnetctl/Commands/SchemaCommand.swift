import ArgumentParser
import TopologyFormat

/// `vnetctl schema`
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Write the JSON Schema of documents, for editors and validators.")

  func run() {
    print(JSONSchema.text, terminator: "")
  }
}
