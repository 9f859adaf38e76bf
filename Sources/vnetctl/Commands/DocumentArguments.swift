import ArgumentParser
import NetworkModel
import Planning
import Reconciliation
import TopologyFormat

/// The document.
struct DocumentArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files in JSON, or in YAML if they end in .yaml or .yml; folders of such files; - for standard input.",
      valueName: "file"))
  var files: [String]

  /// The topology that the files make together, if nobody could have written them who must not, or that is allowed.
  func read(_ guards: GuardOptions) throws(CommandError) -> Topology {
    guard !guards.allowances.contains(.insecureFiles) else { return try read(trusting: .unlimited) }
    let trust: DocumentTrust
    do throws(FileError) {
      trust = try DocumentTrust.ofThisProcess(sudoUser: Environment["SUDO_UID"])
    } catch {
      throw .file(error)
    }
    return try read(trusting: trust)
  }

  /// The topology that the files make together.
  func read(trusting trust: DocumentTrust) throws(CommandError) -> Topology {
    let files = try DocumentFiles.read(files, trust: trust)
    do throws(DocumentError) {
      return try TopologyReader.read(files, accounts: HostAccounts())
    } catch {
      throw .document(error)
    }
  }
}
