import ArgumentParser
import NetworkModel

/// `vnetctl destroy`
struct DestroyCommand: HostCommand {
  static let configuration = CommandConfiguration(
    commandName: "destroy",
    abstract: "Remove what a topology made, and give back what it changed as it was found.")

  @Argument(help: "The topology's name.")
  var name = Topology.standardName

  @OptionGroup var host: HostOptions
  @OptionGroup var change: ChangeOptions

  func execute() throws(CommandError) -> ExitStatus {
    try change.carryOut(
      Application(
        Topology(name: name), on: host, change.guards, lockTimeout: change.lock.timeout.duration,
        confirmation: change.confirmation))
  }
}
