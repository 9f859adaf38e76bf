import ArgumentParser
import Glibc
import NetworkModel
import Planning
import Reconciliation
import TopologyFormat

/// `vnetctl revert`
struct RevertCommand: HostCommand {
  static let configuration = CommandConfiguration(
    commandName: "revert",
    abstract: "Undo an apply that waits to be confirmed, or go back to a document that was applied before.")

  @Argument(
    help: "How many documents to go back: 1, unless an apply waits to be confirmed, which is undone without a number.")
  var steps: UInt?

  @ArgumentParser.Option(help: ArgumentHelp("The topology. (default: \(Topology.standardName))", valueName: "topology"))
  var name: String?

  @OptionGroup var host: HostOptions
  @OptionGroup var change: ChangeOptions

  func execute() throws(CommandError) -> ExitStatus {
    let options = change.guards.options(confirming: change.confirmation)
    let host = try Host(namespace: host.namespace)
    if steps == nil, let waiting = try topologyThatWaits(host), name == nil || name == waiting {
      return try undo(waiting, host)
    }
    let document = try document(from: host)
    var application = try Application(
      topology(of: document), on: host, format, options, lockTimeout: change.lock.timeout.duration)
    application.document = String(decoding: document.bytes, as: UTF8.self)
    return try change.carryOut(application)
  }

  /// The topology whose apply waits to be confirmed, or was killed.
  private func topologyThatWaits(_ host: Host) throws(CommandError) -> String? {
    do throws(StateError) { return try host.record.load().transaction?.topology } catch { throw .state(error) }
  }

  private func undo(_ topology: String, _ host: Host) throws(CommandError) -> ExitStatus {
    guard !change.isDryRun else {
      report("the last apply of \"\(topology)\" would be undone", topology, nil)
      return .different
    }
    let restoration: Restoration?
    do throws(ReconciliationError) {
      restoration = try host.reconciler(lockTimeout: change.lock.timeout.duration).revertUnconfirmed()
    } catch {
      throw .reconciliation(error, topology: topology)
    }
    // Somebody may have been quicker to confirm it.
    guard let restoration else { throw .reconciliation(.nothingToConfirm, topology: topology) }
    guard restoration.isComplete else { throw .notRestored(restoration) }
    report("the last apply of \"\(topology)\" is undone: the host is as it was before", topology, restoration)
    return .success
  }

  private func report(_ text: String, _ topology: String, _ restoration: Restoration?) {
    switch format {
    case .text: print(text)
    case .json:
      let value = JSONValue.members([
        "version": .integer(PlanJSON.version), "topology": .string(topology), "rollback": restoration?.json,
      ])
      print(JSONWriter.text(value), terminator: "")
    }
  }

  /// The document that was applied so many applies ago.
  private func document(from host: Host) throws(CommandError) -> SourceFile {
    let name = name ?? Topology.standardName
    let steps = Int(clamping: steps ?? 1)
    do throws(FileError) {
      let history = try host.history.get()
      let entries = try history.entries(topology: name)
      guard steps < entries.count else { throw FileError.noDocument(steps, of: name, entries.count) }
      return SourceFile(name: entries[steps].path, bytes: Array(try history.text(of: entries[steps]).utf8))
    } catch {
      throw .state(.file(error))
    }
  }

  private func topology(of document: SourceFile) throws(CommandError) -> Topology {
    do throws(DocumentError) {
      return try TopologyReader.read([document], accounts: HostAccounts())
    } catch {
      throw .document(error)
    }
  }
}

extension FileError {
  fileprivate static func noDocument(_ steps: Int, of topology: String, _ count: Int) -> FileError {
    let reason =
      count == 0 ? "none was applied here" : "only \(count - 1) \(count == 2 ? "is" : "are") there before the last one"
    return FileError(
      "go back", "\(steps) \(steps == 1 ? "document" : "documents") of \"\(topology)\"", code: ENOENT, reason: reason)
  }
}
