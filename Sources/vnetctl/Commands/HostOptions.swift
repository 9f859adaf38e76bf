import ArgumentParser

/// Which network namespace, and in which form to answer.
struct HostOptions: ParsableArguments {
  @Option(name: .customLong("netns"), help: "The network namespace, by its name in /run/netns or by a path.")
  var namespace: String?

  @OptionGroup var output: OutputOptions
}

/// In which form to answer.
struct OutputOptions: ParsableArguments {
  @Option(name: .customLong("output"), help: "Whom to talk to.")
  var format: OutputFormat = .text
}
