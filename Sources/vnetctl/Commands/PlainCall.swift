import ArgumentParser
import NetworkModel

/// A call without options, but for `--yes`: what hosts call all day, for each guest that comes and goes.
///
/// What the options of a command are, ArgumentParser finds out while the program runs: it has the Swift runtime go through
/// thousands of conformances for each of some sixty questions, and that takes longer than to look at a host with few links
/// and to compare it. A plain call asks nothing of that. All other calls, and all that are wrong, are for ArgumentParser.
struct PlainCall {
  /// The name of the command.
  let name: String
  /// What it is about: files, or the name of a topology.
  let operands: [String]
  /// Whether `--yes` is said.
  let isConfirmed: Bool

  /// Reads the arguments; nil when they are no plain call.
  init?(_ arguments: [String]) {
    guard let name = arguments.first else { return nil }
    self.name = name
    operands = arguments.dropFirst().filter { $0 != "--yes" }
    isConfirmed = operands.count < arguments.count - 1
    // A hyphen alone is standard input.
    guard operands.allSatisfy({ $0 == "-" || !$0.hasPrefix("-") }) else { return nil }
  }

  /// The command that is called; nil for one that takes no plain calls, or not this one.
  var command: (any PlainCommand)? {
    let commands: [any PlainCommand.Type] = [
      ApplyCommand.self, DiffCommand.self, DestroyCommand.self, ExportCommand.self, ShowCommand.self,
    ]
    return commands.first { $0.configuration.commandName == name }?.init(self)
  }
}

/// A command that takes plain calls.
protocol PlainCommand: ParsableCommand {
  /// As ArgumentParser reads the call; nil where it would refuse it.
  init?(_ call: PlainCall)
}

extension ApplyCommand: PlainCommand {
  init?(_ call: PlainCall) {
    guard let document = DocumentArguments(call) else { return nil }
    self.init()
    self.document = document
    host = HostOptions(call)
    change = ChangeOptions(call)
  }
}

extension DiffCommand: PlainCommand {
  init?(_ call: PlainCall) {
    guard let document = DocumentArguments(call), !call.isConfirmed else { return nil }
    self.init()
    self.document = document
    host = HostOptions(call)
    guards = GuardOptions(call)
  }
}

extension DestroyCommand: PlainCommand {
  init?(_ call: PlainCall) {
    guard call.operands.count <= 1 else { return nil }
    self.init()
    name = call.operands.first ?? Topology.standardName
    host = HostOptions(call)
    change = ChangeOptions(call)
  }
}

extension ExportCommand: PlainCommand {
  init?(_ call: PlainCall) {
    guard call.operands.count <= 1, !call.isConfirmed else { return nil }
    self.init()
    name = call.operands.first ?? Topology.standardName
    host = HostOptions(call)
  }
}

extension ShowCommand: PlainCommand {
  init?(_ call: PlainCall) {
    guard call.operands.isEmpty, !call.isConfirmed else { return nil }
    self.init()
    host = HostOptions(call)
  }
}

// MARK: Options that are not given

extension DocumentArguments {
  fileprivate init?(_ call: PlainCall) {
    guard !call.operands.isEmpty else { return nil }
    self.init()
    files = call.operands
  }
}

extension HostOptions {
  fileprivate init(_ call: PlainCall) {
    self.init()
    namespace = nil
    output = OutputOptions(call)
  }
}

extension OutputOptions {
  fileprivate init(_ call: PlainCall) {
    self.init()
    format = .text
  }
}

extension ChangeOptions {
  fileprivate init(_ call: PlainCall) {
    self.init()
    isConfirmed = call.isConfirmed
    isDryRun = false
    confirmation = nil
    lock = LockOptions(call)
    guards = GuardOptions(call)
  }
}

extension LockOptions {
  fileprivate init(_ call: PlainCall) {
    self.init()
    timeout = Self.standardTimeout
  }
}

extension GuardOptions {
  fileprivate init(_ call: PlainCall) {
    self.init()
    allowances = []
    kept = []
  }
}
