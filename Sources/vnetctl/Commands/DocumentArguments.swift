import ArgumentParser
import NetworkModel
import TopologyFormat

/// The document.
struct DocumentArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files in JSON, or in YAML if they end in .yaml or .yml; folders of such files; - for standard input.",
      valueName: "file"))
  var files: [String]

  /// The topology that the files make together.
  func read() throws(CommandError) -> Topology {
    let files = try DocumentFiles.read(files)
    do throws(DocumentError) {
      return try TopologyReader.read(files, accounts: HostAccounts())
    } catch {
      throw .document(error)
    }
  }
}
