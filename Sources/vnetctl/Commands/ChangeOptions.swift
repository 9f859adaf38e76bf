public import ArgumentParser
import struct NetworkModel.IPAddress
public import Planning
import Reconciliation

extension Allowance: ExpressibleByArgument {}

/// How to change things.
struct ChangeOptions: ParsableArguments {
  @Flag(name: .customLong("yes"), help: "Do not ask before something is removed.")
  var isConfirmed = false

  @Flag(name: .customLong("dry-run"), help: "Show what would be done and do nothing, as diff does.")
  var isDryRun = false

  @Option(
    name: .customLong("confirm"),
    help: ArgumentHelp(
      "Undo everything unless vnetctl confirm follows in that time, even when this session is cut off.",
      valueName: "seconds"))
  var confirmation: UInt32?

  @OptionGroup var lock: LockOptions
  @OptionGroup var guards: GuardOptions

  func validate() throws {
    if confirmation == 0 { throw ValidationError("--confirm needs a second or more.") }
  }

  /// Changes the host, or shows what would be changed.
  func carryOut(_ application: Application) throws(CommandError) -> ExitStatus {
    isDryRun ? try application.diff() : try application.apply(isConfirmed: isConfirmed)
  }
}

/// What to do when another run is at work.
struct LockOptions: ParsableArguments {
  /// How long to wait unless something else is said.
  static let standardTimeout = Seconds(10)

  @Option(
    name: .customLong("lock-timeout"),
    help: ArgumentHelp("How long to wait for another run of vnetctl that is at work.", valueName: "seconds"))
  var timeout = standardTimeout
}

/// Which guards are lifted, and whom they guard.
struct GuardOptions: ParsableArguments {
  @Option(
    name: .customLong("allow"),
    help: ArgumentHelp(
      "Do what is refused otherwise. "
        + Allowance.allCases.map { "\($0.rawValue): \($0.summary)" }.joined(separator: "; ") + ". Can be repeated.",
      valueName: "what"))
  var allowances: [Allowance] = []

  @Option(
    name: .customLong("keep"),
    help: ArgumentHelp("Refuse what would leave no way to that IP address. Can be repeated.", valueName: "address"))
  var kept: [IPAddress] = []

  /// How to apply, for this session.
  /// - Parameter seconds: How long there will be to confirm it; nil when it need not be.
  func options(confirming seconds: UInt32?) -> ApplyOptions {
    var allowances = Set(allowances)
    // Whoever is cut off cannot confirm, and then it is undone.
    if seconds != nil { allowances.insert(.lockout) }
    return ApplyOptions(
      allowing: allowances, protecting: Protection(session: SSHSession.current(), kept: kept),
      confirmation: seconds.map { seconds in
        Confirmation(seconds: seconds) { (token) throws(FileError) in
          try GuardianProcess.start(GuardCommand.name, GuardCommand.argument(token: token))
        }
      })
  }
}
