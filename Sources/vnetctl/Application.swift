import NetworkModel
import Planning
import Reconciliation
import TopologyFormat

/// Comparing a topology with a host, or applying it, and saying so: what `diff`, `apply` and `destroy` share.
struct Application {
  let topology: Topology
  let reconciler: Reconciler
  var terminal = Terminal.current
  let format: OutputFormat
  let allowances: Set<Allowance>

  /// Shows what would be done.
  func diff() throws(CommandError) -> ExitStatus {
    let plan: Plan
    do throws(ReconciliationError) {
      plan = try reconciler.diff(topology, ApplyOptions(allowing: allowances))
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
      outcome = try reconciler.apply(topology, ApplyOptions(allowing: allowances)) { plan in
        let text = PlanText(plan: plan, hasColor: terminal.hasColor)
        if format == .text { for line in text.changes { terminal.print(line) } }
        guard plan.removesSomething, terminal.isInteractive, !isConfirmed else { return true }
        // Programs get one document on standard output; the person at the terminal still has to see what is asked.
        if format == .json {
          Terminal.complain(PlanText(plan: plan, hasColor: false).changes.map { $0 + "\n" }.joined())
        }
        let question = clock.now
        defer { waited += clock.now - question }
        return terminal.confirms("\(text.prospect). Go on?")
      }
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
            ]))
        ])
    case .text:
      let text = PlanText(plan: outcome.plan, hasColor: terminal.hasColor)
      terminal.print(outcome.plan.isEmpty ? text.inSync(topology) : text.summary(after: duration))
    }
    return .success
  }

  private func printJSON(_ plan: Plan, _ more: [JSONValue.Member]) {
    let members = PlanJSON(plan: plan, topology: topology.name).members + more
    terminal.print(String(JSONWriter.text(.object(members)).dropLast()))
  }
}

extension Application {
  /// Works on the namespace that `host` names.
  init(_ topology: Topology, on host: HostOptions, _ guards: GuardOptions) throws(CommandError) {
    self.init(
      topology: topology, reconciler: try Host(namespace: host.namespace).reconciler, format: host.output.format,
      allowances: Set(guards.allowances))
  }
}

extension Plan {
  /// Whether something would be lost that was there before.
  fileprivate var removesSomething: Bool {
    changes.contains { $0.action == .remove || $0.action == .replace }
  }
}
