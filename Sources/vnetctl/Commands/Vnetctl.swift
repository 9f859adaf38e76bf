import ArgumentParser

/// The program.
@main
struct Vnetctl: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vnetctl",
    abstract: "Plumbs the network of a host that runs virtual machines, as a document declares it.",
    discussion: """
      What fails is rolled back. Exit status: 0 done or in sync, 1 diff found differences, 2 refused, or failed and \
      rolled back, 3 failed and not wholly rolled back, 64 usage, 65 wrong document, 69 the kernel lacks a feature, \
      75 another vnetctl is at work or an apply waits to be confirmed, 77 not permitted. \
      See vnetctl(8) and vnetctl-topology(5).
      """,
    version: "0.1.0",
    subcommands: [
      ApplyCommand.self, ConfirmCommand.self, RevertCommand.self, DestroyCommand.self, DiffCommand.self,
      HistoryCommand.self, ShowCommand.self, ExportCommand.self, ImportCommand.self, CheckCommand.self,
      SchemaCommand.self, GuardCommand.self,
    ])

  static func main() {
    guard var command = PlainCall(Array(CommandLine.arguments.dropFirst()))?.command else { return main(nil) }
    do {
      try command.run()
    } catch {
      exit(withError: error)
    }
  }
}
