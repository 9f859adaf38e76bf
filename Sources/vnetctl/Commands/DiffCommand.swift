import ArgumentParser

/// `vnetctl diff`
struct DiffCommand: HostCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what apply would do. The exit status is 1 when there is something to do.")

  @OptionGroup var document: DocumentArguments
  @OptionGroup var host: HostOptions
  @OptionGroup var guards: GuardOptions

  func execute() throws(CommandError) -> ExitStatus {
    try Application(document.read(guards), on: host, guards).diff()
  }
}
