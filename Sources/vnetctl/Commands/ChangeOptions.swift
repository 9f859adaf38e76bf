public import ArgumentParser
public import Planning

extension Allowance: ExpressibleByArgument {}

/// How to change things.
struct ChangeOptions: ParsableArguments {
  @Flag(name: .customLong("yes"), help: "Do not ask before something is removed.")
  var isConfirmed = false

  @OptionGroup var guards: GuardOptions
}

/// Which guards are lifted.
struct GuardOptions: ParsableArguments {
  @Option(
    name: .customLong("allow"),
    help: ArgumentHelp(
      "Do what is refused otherwise. disruption: re-create or remove links that guests or others use. Can be repeated.",
      valueName: "what"))
  var allowances: [Allowance] = []
}
