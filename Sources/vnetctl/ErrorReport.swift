import Glibc
import NetworkModel
import Netlink
import Planning
import Reconciliation
import TopologyFormat

/// What is said of an error, to people and to programs alike.
struct ErrorReport {
  /// One thing that is wrong.
  struct Cause {
    var message: String
    var position: SourcePosition?
    /// Where in the document's structure.
    var path: String?
    var link: LinkName?
    var operation: String?
    var kernel: KernelError?
  }

  var status: ExitStatus
  /// At least one.
  var causes: [Cause]
  /// What has become of the host, and what can be done.
  var advice: [String] = []
  /// The plan that was not fulfilled, and the name of its topology.
  var plan: PlanJSON?
  /// How the host was taken back.
  var rollback: Restoration?

  init(_ error: CommandError) {
    switch error {
    case .document(let error):
      self.init(
        .document,
        error.diagnostics.map {
          Cause(message: $0.message, position: $0.position, path: $0.path.isEmpty ? nil : $0.path)
        })
    case .file(let error):
      self.init(.document, [Cause(message: error.description)])
    case .emptyFolder(let path, let endings):
      let names = endings.isEmpty ? "without an ending" : "that ends in \(endings.joined(separator: ", "))"
      self.init(.document, [Cause(message: "\(path) holds no file \(names)")])
    case .insecure(let violation):
      self.init(.failed, [Cause(message: violation.description)], ["Nothing was changed."])
    case .kernel(let error):
      self.init(error)
    case .state(let error):
      self.init(error)
    case .notRestored(let restoration):
      self.init(
        .incomplete, [Cause(message: "the last apply of \"\(restoration.topology)\" is undone, but not wholly")],
        restoration.leftoverLines)
      rollback = restoration
    case .reconciliation(let error, let topology):
      self.init(error, topology: topology)
    }
  }

  private init(_ status: ExitStatus, _ causes: [Cause], _ advice: [String] = [], plan: PlanJSON? = nil) {
    self.status = status
    self.causes = causes
    self.advice = advice
    self.plan = plan
  }

  private init(_ error: KernelError) {
    self.init(
      error.isPermission ? .notPermitted : .failed,
      [Cause(message: "cannot \(error.request): \(error.explanation)", kernel: error)],
      error.isPermission ? [Self.permissionAdvice] : [])
  }

  private init(_ error: StateError) {
    let status: ExitStatus =
      switch error {
      case .busy: .busy
      // With a reason of its own it is no lack of rights.
      case .file(let error) where error.reason == nil && [EACCES, EPERM].contains(error.number.code): .notPermitted
      case .file, .damaged, .foreignFormat: .failed
      }
    self.init(
      status, [Cause(message: error.description)], status == .notPermitted ? [Self.permissionAdvice] : [])
  }

  private init(_ error: ReconciliationError, topology: String) {
    switch error {
    case .kernel(let error): self.init(error)
    case .state(let error): self.init(error)
    case .refused(let refusal):
      self.init(Self.status(of: refusal), Self.causes(of: refusal), ["Nothing was changed."])
    case .declined:
      self.init(.failed, [Cause(message: "not confirmed; nothing was changed")])
    case .failed(let error):
      self.init(error, plan: PlanJSON(plan: error.plan, topology: topology))
    case .unguarded(let error):
      self.init(
        .failed, [Cause(message: error.description)],
        ["Nobody would undo it unless it is confirmed, so it was not begun: nothing was changed."])
    case .unconfirmed(let name, let seconds):
      self.init(
        .busy,
        [
          Cause(message: "the last apply of \"\(name)\" waits to be confirmed, and is undone in \(seconds) s otherwise")
        ],
        ["vnetctl confirm keeps it, vnetctl revert undoes it at once. Nothing was changed."])
    case .nothingToConfirm:
      self.init(.failed, [Cause(message: "no apply waits to be confirmed")])
    case .notUndone(let restoration):
      self.init(
        .incomplete, [Cause(message: "an earlier run of vnetctl was killed, and what it had done cannot be undone")],
        restoration.leftoverLines)
      rollback = restoration
    }
  }

  private init(_ error: ApplyError, plan: PlanJSON) {
    let rollback = error.rollback
    let isUntouched = rollback.isComplete && rollback.operations.isEmpty
    var status = rollback.isComplete ? ExitStatus.failed : .incomplete
    var advice: [String] = []
    var causes: [Cause] = []
    switch error.cause {
    case .refused(let failures):
      causes = failures.map { failure in
        Cause(
          message: "cannot \(failure.operation): \(failure.error.explanation)", position: failure.position,
          link: failure.operation.link, operation: failure.operation.description, kernel: failure.error)
      }
      if isUntouched, failures.contains(where: \.error.isPermission) {
        status = .notPermitted
        advice.append(Self.advice(on: failures))
      }
    case .notKept(let changes, let left):
      causes = changes.map { change in
        let settings = change.details.map { "\($0.name) \($0.before ?? "none") instead of \($0.after)" }
        let what = settings.isEmpty ? change.action.rawValue : settings.joined(separator: "; ")
        return Cause(
          message: "\(change.name): the kernel took it and did not keep it: \(what)",
          position: change.link.flatMap { error.plan.positions[.link($0)] }, link: change.link)
      }
      if changes.isEmpty {
        causes = left.map { operation in
          Cause(
            message: "the kernel took everything, and yet this is left to do: \(operation)", link: operation.link,
            operation: operation.description)
        }
      }
    case .overtaken(let refusal):
      causes = Self.causes(of: refusal)
      // What a kernel does not know, a link shows only once it is there.
      if refusal.reasons.allSatisfy({ $0.obstacle == .option }) {
        if rollback.isComplete { status = .missingFeature }
      } else {
        advice.append("This was not so when the plan was made: somebody else is changing the host.")
      }
    case .interrupted(let signal):
      causes = [Cause(message: "stopped by \(Interruption.name(of: signal))")]
    case .kernel(let error):
      causes = [Cause(message: "cannot \(error.request): \(error.explanation)", kernel: error)]
    case .state(let error):
      causes = [Cause(message: error.description)]
    }
    if rollback.isComplete {
      advice.append(isUntouched ? "Nothing was changed." : "Rolled back: the host is as it was before.")
    } else {
      advice += ["Rolled back, but not wholly."] + rollback.leftoverLines
    }
    self.init(status, causes, advice, plan: plan)
    self.rollback = rollback
  }

  private static let permissionAdvice =
    "vnetctl needs the capability CAP_NET_ADMIN in the network namespace: run it as root."

  /// A device file that cannot be opened is EACCES; a right that is lacking in the namespace is EPERM.
  private static func advice(on failures: [ApplyError.Failure]) -> String {
    let isDevice = failures.contains { failure in
      switch failure.operation {
      case .createTAP, .retuneTAP: failure.error.code == EACCES
      default: false
      }
    }
    return isDevice ? "Whoever makes TAPs must be able to read and write /dev/net/tun." : permissionAdvice
  }

  private static func causes(of refusal: Refusal) -> [Cause] {
    refusal.reasons.map {
      Cause(message: ($0.link.map { "\($0): " } ?? "") + $0.message, position: $0.position, link: $0.link)
    }
  }

  private static func status(of refusal: Refusal) -> ExitStatus {
    let statuses = refusal.reasons.map { reason -> ExitStatus in
      switch reason.obstacle {
      case .document: .document
      case .kernel, .option: .missingFeature
      case .host, .guarded: .failed
      }
    }
    // What only the author of the document can mend comes first.
    return [.document, .missingFeature].first(where: statuses.contains) ?? .failed
  }
}

extension KernelError {
  /// Whether more rights would help.
  var isPermission: Bool { code == EPERM || code == EACCES }

  /// The errno, the kernel's own words and what it points at.
  var explanation: String {
    var text = ErrorNumber(code).description
    if let words { text += "; the kernel says \"\(words)\"" }
    if let attribute { text += " about \(attribute)" }
    return text
  }
}
