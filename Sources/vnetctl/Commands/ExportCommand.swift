import ArgumentParser
import NetworkModel
import Netlink
import Reconciliation
import TopologyFormat

/// `vnetctl export`
struct ExportCommand: HostCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a document that declares the host as it is.")

  @Argument(help: "The name that the topology gets.")
  var name = Topology.standardName

  @OptionGroup var host: HostOptions

  func execute() throws(CommandError) -> ExitStatus {
    let host = try Host(namespace: host.namespace)
    do throws(KernelError) {
      var snapshot = try host.kernel.snapshot(probing: [])
      // Who has hardware under it may have virtual functions.
      let nics = snapshot.links.filter { $0.device != nil }.map { KernelFeature.virtualFunctions($0.name) }
      if !nics.isEmpty { snapshot = try host.kernel.snapshot(probing: Set(nics)) }
      try host.kernel.addDatabases(to: &snapshot)
      snapshot.add(try host.kernel.trafficControl())
      print(TopologyWriter.text(exporting: snapshot, name: name), terminator: "")
    } catch {
      throw .kernel(error)
    }
    return .success
  }
}
