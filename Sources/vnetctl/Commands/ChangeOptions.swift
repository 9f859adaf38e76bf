public import ArgumentParser
public import Planning

extension Allowance: ExpressibleByArgument {}

/// How to change things.
struct ChangeOptions: ParsableArguments {
  @Flag(name: .customLong("yes"), help: "Do not ask before something is removed.")
  var isConfirmed = false

  @Flag(name: .customLong("dry-run"), help: "Show what would be done and do nothing, as diff does.")
  var isDryRun = false

  @Option(
    name: .customLong("lock-timeout"),
    help: ArgumentHelp("How long to wait for another run of vnetctl that is at work.", valueName: "seconds"))
  var lockTimeout = Seconds(10)

  @OptionGroup var guards: GuardOptions

  /// Changes the host, or shows what would be changed.
  func carryOut(_ application: Application) throws(CommandError) -> ExitStatus {
    isDryRun ? try application.diff() : try application.apply(isConfirmed: isConfirmed)
  }
}

/// Which guards are lifted.
struct GuardOptions: ParsableArguments {
  @Option(
    name: .customLong("allow"),
    help: ArgumentHelp(
      "Do what is refused otherwise. "
        + Allowance.allCases.map { "\($0.rawValue): \($0.summary)" }.joined(separator: "; ") + ". Can be repeated.",
      valueName: "what"))
  var allowances: [Allowance] = []
}
