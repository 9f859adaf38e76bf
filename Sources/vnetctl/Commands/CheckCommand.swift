import ArgumentParser
import NetworkModel
import Reconciliation
import TopologyFormat

/// `vnetctl check`
struct CheckCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Look for faults in the document, without a look at the host.")

  @OptionGroup var document: DocumentArguments
  @OptionGroup var output: OutputOptions
  @Flag(help: "Write the document as it is understood: ranges and defaults resolved, all files in one.")
  var expand = false

  var format: OutputFormat { output.format }

  func execute() throws(CommandError) -> ExitStatus {
    let topology = try document.read(trusting: .unlimited).topology()
    if expand {
      print(TopologyWriter.text(of: topology), terminator: "")
      return .success
    }
    switch format {
    case .text:
      let count = topology.links.count
      print("\(topology.name): \(count) \(count == 1 ? "link" : "links"), no faults")
    case .json:
      let value = JSONValue.members([
        "version": .integer(PlanJSON.version), "topology": .string(topology.name),
        "links": .integer(Int64(topology.links.count)),
      ])
      print(JSONWriter.text(value), terminator: "")
    }
    return .success
  }
}
