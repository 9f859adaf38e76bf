import ArgumentParser

/// `vnetctl diff`
struct DiffCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what apply would do. The exit status is 1 when there is something to do.")

  @OptionGroup var document: DocumentArguments
  @OptionGroup var host: HostOptions
  @OptionGroup var guards: GuardOptions

  var format: OutputFormat { host.output.format }

  func execute() throws(CommandError) -> ExitStatus {
    try Application(document.read(guards), on: host, guards).diff()
  }
}
