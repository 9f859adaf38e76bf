import NetworkModel
import Planning
import Reconciliation
import TopologyFormat

/// Comparing a topology with a host, or applying it, and saying so: what `diff`, `apply`, `destroy` and `revert` share.
struct Application {
  let topology: Topology
  let reconciler: Reconciler
  var terminal = Terminal.current
  let format: OutputFormat
  var options = ApplyOptions()
  /// Where the document is kept once it is applied; nil for nowhere.
  var history: Result<History, FileError>?
  /// The topology's document as it was read; nil when it has to be written, since it was put together from several files or
  /// comes from elsewhere.
  var document: String?
  /// Called right before the kernel is asked for changes.
  var prepare: () -> Void = {}

  /// Shows what would be done.
  func diff() throws(CommandError) -> ExitStatus {
    let plan: Plan
    do throws(ReconciliationError) {
      plan = try reconciler.diff(topology, options)
    } catch {
      throw .reconciliation(error, topology: topology.name)
    }
    switch format {
    case .json: printJSON(plan, [])
    case .text:
      let text = PlanText(plan: plan, hasColor: terminal.hasColor)
      for line in text.changes { terminal.print(line) }
      terminal.print(plan.isEmpty ? text.inSync(topology) : text.prospect)
    }
    return plan.isEmpty ? .success : .different
  }

  /// Does it, after a question if something would be removed and there is somebody to answer.
  func apply(isConfirmed: Bool) throws(CommandError) -> ExitStatus {
    BrokenPipe.ignore()
    let clock = ContinuousClock()
    let start = clock.now
    var waited = Duration.zero
    let outcome: Reconciler.Outcome
    do throws(ReconciliationError) {
      outcome = try reconciler.apply(
        topology, options,
        confirm: { plan in
          let question = clock.now
          defer { waited += clock.now - question }
          guard isWanted(plan, isConfirmed) else { return false }
          prepare()
          return true
        },
        whenDone: keep)
    } catch {
      throw .reconciliation(error, topology: topology.name)
    }
    let duration = clock.now - start - waited
    switch format {
    case .json:
      let milliseconds = Int64(duration.milliseconds * 1000)
      printJSON(
        outcome.plan,
        [
          .init(
            "result",
            .members([
              "applied": .boolean(!outcome.plan.isEmpty),
              "milliseconds": .number(NetworkModel.Option.decimal(milliseconds, per: 1000)),
              "confirm_within": outcome.secondsToConfirm.map { .integer(Int64($0)) },
              "undone": outcome.undone?.json,
            ]))
        ])
    case .text:
      let text = PlanText(plan: outcome.plan, hasColor: terminal.hasColor)
      terminal.print(outcome.plan.isEmpty ? text.inSync(topology) : text.summary(after: duration))
      for line in notes(on: outcome) { terminal.print(line) }
    }
    return .success
  }

  /// Shows what will be done, and asks whether it shall if something would be lost.
  private func isWanted(_ plan: Plan, _ isConfirmed: Bool) -> Bool {
    let text = PlanText(plan: plan, hasColor: terminal.hasColor)
    if format == .text { for line in text.changes { terminal.print(line) } }
    guard plan.removesSomething, terminal.isInteractive, !isConfirmed else { return true }
    // Programs get one document on standard output; the person at the terminal still has to see what is asked.
    if format == .json {
      Terminal.complain(PlanText(plan: plan, hasColor: false).changes.map { $0 + "\n" }.joined())
    }
    return terminal.confirms("\(text.prospect). Go on?")
  }

  private func notes(on outcome: Reconciler.Outcome) -> [String] {
    var lines: [String] = []
    if let undone = outcome.undone {
      lines.append("Before that, an apply of \"\(undone.topology)\" that did not come to its end was undone.")
      lines += undone.leftoverLines
    }
    if let seconds = outcome.secondsToConfirm {
      lines.append("It is undone in \(seconds) s unless you say vnetctl confirm.")
    }
    return lines
  }

  /// Keeps the document. That this fails changes nothing of what was done.
  private func keep(_ outcome: Reconciler.Outcome) {
    guard let history, !(topology == Topology(name: topology.name) && outcome.plan.isEmpty) else { return }
    do throws(FileError) {
      let history = try history.get()
      let text = document ?? TopologyWriter.text(of: topology)
      if outcome.secondsToConfirm == nil {
        try history.add(text, topology: topology.name)
      } else {
        try history.propose(text, topology: topology.name)
      }
    } catch {
      Terminal.complain("vnetctl: it is done, but not in the history: \(error)\n")
    }
  }

  private func printJSON(_ plan: Plan, _ more: [JSONValue.Member]) {
    let members = PlanJSON(plan: plan, topology: topology.name).members + more
    terminal.print(String(JSONWriter.text(.object(members)).dropLast()))
  }
}

extension Application {
  /// Works with a document on the namespace that `host` names. Comparing needs no lock, and so no timeout.
  init(
    _ files: DocumentFiles, on host: HostOptions, _ guards: GuardOptions, lockTimeout: Duration = .zero,
    confirmation: UInt32? = nil
  ) throws(CommandError) {
    // The session is looked for while other users' processes can be looked at.
    let options = guards.options(confirming: confirmation)
    let format = host.output.format
    let host = try Host(opening: host.namespace)
    var reconciler = host.reconciler(lockTimeout: lockTimeout)
    if files.isLong { reconciler.lookAhead() }
    let topology = try files.topology()
    try host.keepOnly(topology.capabilities)
    self.init(topology, by: reconciler, on: host, format, options)
    document = files.text
  }

  /// Works on the namespace that `host` names.
  init(
    _ topology: Topology, on host: HostOptions, _ guards: GuardOptions, lockTimeout: Duration, confirmation: UInt32?
  ) throws(CommandError) {
    let options = guards.options(confirming: confirmation)
    let format = host.output.format
    self.init(
      topology, on: try Host(namespace: host.namespace, keeping: topology.capabilities), format, options,
      lockTimeout: lockTimeout)
  }

  /// Works on a host.
  init(_ topology: Topology, on host: Host, _ format: OutputFormat, _ options: ApplyOptions, lockTimeout: Duration) {
    self.init(topology, by: host.reconciler(lockTimeout: lockTimeout), on: host, format, options)
  }

  private init(
    _ topology: Topology, by reconciler: Reconciler, on host: Host, _ format: OutputFormat, _ options: ApplyOptions
  ) {
    self.init(
      topology: topology, reconciler: reconciler, format: format, options: options, history: host.history,
      prepare: Interruption.arm)
  }
}

extension Plan {
  /// Whether something would be lost that was there before.
  fileprivate var removesSomething: Bool {
    changes.contains { $0.action == .remove || $0.action == .replace }
  }
}
