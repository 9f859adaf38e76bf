import ArgumentParser
import Import
import NetworkModel
import Reconciliation
import TopologyFormat

/// `vnetctl import`
struct ImportCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Write a document of what another program's files say.",
    discussion: """
      What vnetctl has nothing for is left out and listed on standard error, with its place and what to do about it. \
      Nothing is looked up on the host.
      """)

  @Argument(help: "Whose files they are.")
  var program: ForeignFormat

  @Argument(
    help: ArgumentHelp(
      "The files, which count together; folders of such files; - for standard input.", valueName: "file"))
  var files: [String]

  @Flag(help: "Write nothing when something would be left out.")
  var strict = false

  @OptionGroup var output: OutputOptions

  var format: OutputFormat { output.format }

  func execute() throws(CommandError) -> ExitStatus {
    let files = try DocumentFiles(self.files, trust: .unlimited, endings: program.fileEndings).files
    let result: ImportedDocument
    do throws(DocumentError) {
      result = try program.read(files)
      if strict, !result.leftOut.isEmpty { throw DocumentError(result.leftOut) }
    } catch {
      throw .document(error)
    }
    print(result.text, terminator: "")
    let report = ImportReport(result)
    switch format {
    case .text: Terminal.complain(report.text)
    case .json: Terminal.complain(JSONWriter.text(report.json))
    }
    return .success
  }
}
