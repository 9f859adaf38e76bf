import ArgumentParser
import Planning
import Reconciliation

/// The document.
struct DocumentArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files in JSON, or in YAML if they end in .yaml or .yml; folders of such files; - for standard input.",
      valueName: "file"))
  var files: [String]

  /// The files, if nobody could have written them who must not, or that is allowed.
  func read(_ guards: GuardOptions) throws(CommandError) -> DocumentFiles {
    guard !guards.allowances.contains(.insecureFiles) else { return try read(trusting: .unlimited) }
    let trust: DocumentTrust
    do throws(FileError) {
      trust = try DocumentTrust.ofThisProcess(sudoUser: Environment["SUDO_UID"])
    } catch {
      throw .file(error)
    }
    return try read(trusting: trust)
  }

  /// The files.
  func read(trusting trust: DocumentTrust) throws(CommandError) -> DocumentFiles {
    try DocumentFiles(files, trust: trust)
  }
}
