import ArgumentParser

/// `vnetctl apply`
struct ApplyCommand: HostCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Make the host as the document declares it.")

  @OptionGroup var document: DocumentArguments
  @OptionGroup var host: HostOptions
  @OptionGroup var change: ChangeOptions

  func execute() throws(CommandError) -> ExitStatus {
    let application = try Application(
      document.read(change.guards), on: host, change.guards, lockTimeout: change.lock.timeout.duration,
      confirmation: change.confirmation)
    return try change.carryOut(application)
  }
}
