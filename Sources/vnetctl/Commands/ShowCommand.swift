import ArgumentParser
import NetworkModel
import Netlink
import Reconciliation
import TopologyFormat

/// `vnetctl show`
struct ShowCommand: HostCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the links of the host, how they hang together, and which topology has them.")

  @OptionGroup var host: HostOptions

  func execute() throws(CommandError) -> ExitStatus {
    let host = try Host(namespace: host.namespace)
    let snapshot: Snapshot
    do throws(KernelError) {
      snapshot = try host.kernel.snapshot(probing: [])
    } catch {
      throw .kernel(error)
    }
    let ownership: Ownership
    do throws(StateError) {
      ownership = try host.record.load().ownership(in: snapshot)
    } catch {
      throw .state(error)
    }
    switch format {
    case .text:
      for line in SnapshotText(snapshot: snapshot, ownership: ownership).lines { print(line) }
    case .json:
      let json = SnapshotJSON(snapshot: snapshot, ownership: ownership)
      print(JSONWriter.text(json.value), terminator: "")
    }
    return .success
  }
}
