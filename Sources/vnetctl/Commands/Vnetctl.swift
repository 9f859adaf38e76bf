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
    do {
      guard var command = plainCommand(Array(CommandLine.arguments.dropFirst())) else { return main(nil) }
      try command.run()
    } catch {
      exit(withError: error)
    }
  }

  /// The command of arguments that begin with its name and are in order; nil for all else, such as a question for help.
  ///
  /// What the options of a command are, ArgumentParser finds out while the program runs. For all commands together, and for
  /// what it looks for besides, that takes longer than a host with few links takes to be looked at.
  static func plainCommand(_ arguments: [String]) -> (any ParsableCommand)? {
    guard let name = arguments.first,
      let type = configuration.subcommands.first(where: { $0.configuration.commandName == name }),
      let command = try? type.parseAsRoot(Array(arguments.dropFirst())), Swift.type(of: command) == type
    else { return nil }
    return command
  }
}

extension CommandConfiguration {
  /// That of a subcommand. A command that is said to be one is not asked for scripts that complete it in shells.
  init(_ name: String, abstract: String, discussion: String = "", shouldDisplay: Bool = true) {
    self.init(
      commandName: name, _superCommandName: "vnetctl", abstract: abstract, discussion: discussion,
      shouldDisplay: shouldDisplay)
  }
}
