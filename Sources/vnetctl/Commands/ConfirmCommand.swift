import ArgumentParser
import Reconciliation
import TopologyFormat

/// `vnetctl confirm`
struct ConfirmCommand: HostCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm", abstract: "Keep what an apply with --confirm has done, which is undone otherwise.")

  @OptionGroup var host: HostOptions
  @OptionGroup var lock: LockOptions

  func execute() throws(CommandError) -> ExitStatus {
    let host = try Host(namespace: host.namespace)
    let name: String
    do throws(ReconciliationError) {
      name = try host.reconciler(lockTimeout: lock.timeout.duration).confirm { name in
        do throws(FileError) {
          try host.history.get().confirm(topology: name)
        } catch {
          Terminal.complain("vnetctl: it is confirmed, but not in the history: \(error)\n")
        }
      }
    } catch {
      throw .reconciliation(error, topology: "")
    }
    switch format {
    case .text: print("confirmed: the topology \"\(name)\" stays as it was applied")
    case .json:
      let value = JSONValue.members([
        "version": .integer(PlanJSON.version), "topology": .string(name), "confirmed": .boolean(true),
      ])
      print(JSONWriter.text(value), terminator: "")
    }
    return .success
  }
}
