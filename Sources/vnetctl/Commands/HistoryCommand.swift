import ArgumentParser
import NetworkModel
import Reconciliation
import TopologyFormat

/// `vnetctl history`
struct HistoryCommand: HostCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "List the documents that were applied last, which revert goes back to.")

  @Argument(help: "The topology's name.")
  var name = Topology.standardName

  @OptionGroup var host: HostOptions

  func execute() throws(CommandError) -> ExitStatus {
    let host = try Host(namespace: host.namespace)
    let entries: [History.Entry]
    do throws(FileError) {
      entries = try host.history.get().entries(topology: name)
    } catch {
      throw .state(.file(error))
    }
    let list = HistoryList(topology: name, entries: entries)
    switch format {
    case .text: for line in list.lines { print(line) }
    case .json: print(JSONWriter.text(list.json), terminator: "")
    }
    return .success
  }
}
