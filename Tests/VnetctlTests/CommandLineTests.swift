import ArgumentParser
import NetworkModel
import Planning
import Reconciliation
import Testing

@testable import vnetctl

@Suite struct CommandLineTests {
  private func apply(_ arguments: String...) throws -> ApplyCommand {
    try #require(try Vnetctl.parseAsRoot(["apply", "x.json"] + arguments) as? ApplyCommand)
  }

  @Test func `what is said about guards arrives at the planner`() throws {
    let command = try apply("--allow", "disruption", "--keep", "192.0.2.1", "--keep", "2001:db8::1")
    let options = command.change.guards.options(confirming: command.change.confirmation)
    #expect(options.allowances == [.disruption] && options.confirmation == nil)
    #expect(options.protection.kept.map(\.description) == ["192.0.2.1", "2001:db8::1"])
    #expect(try apply("--allow", "lockout").change.guards.allowances == [.lockout])
  }

  @Test func `what is undone by itself may cut off`() throws {
    let command = try apply("--confirm", "60")
    let options = command.change.guards.options(confirming: command.change.confirmation)
    #expect(options.allowances == [.lockout] && options.confirmation?.seconds == 60)
  }

  @Test(arguments: [
    ["--confirm", "0"], ["--confirm", "-1"], ["--confirm", "1m"], ["--confirm", "4294967296"], ["--keep", "host"],
    ["--keep", "192.0.2.256"], ["--allow", "all"],
  ]) func `nonsense is refused`(arguments: [String]) {
    #expect(throws: (any Error).self) { try Vnetctl.parseAsRoot(["apply", "x.json"] + arguments) }
  }

  @Test func `revert counts documents back`() throws {
    let revert = try #require(try Vnetctl.parseAsRoot(["revert", "3", "--name", "vm42"]) as? RevertCommand)
    #expect(revert.steps == 3 && revert.name == "vm42")
    let simple = try #require(try Vnetctl.parseAsRoot(["revert"]) as? RevertCommand)
    #expect(simple.steps == nil && simple.name == nil)
    #expect(throws: (any Error).self) { try Vnetctl.parseAsRoot(["revert", "-1"]) }
  }

  @Test func `the guardian understands how it is called, and is not advertised`() throws {
    let arguments = [GuardCommand.name, GuardCommand.argument(token: "0123456789abcdef")]
    let command = try #require(try Vnetctl.parseAsRoot(arguments) as? GuardCommand)
    #expect(command.token == "0123456789abcdef")
    #expect(!Vnetctl.helpMessage().contains("guard "))
  }

  @Test(arguments: [
    ["apply", "x.json"], ["apply", "--yes", "x.json", "-"], ["apply", ""], ["diff", "x.json", "y.yaml"], ["destroy"],
    ["destroy", "vm42", "--yes"], ["destroy", "--yes", "--yes"], ["export"], ["export", "rack7"], ["show"],
  ]) func `a plain call is read as ArgumentParser reads it`(arguments: [String]) throws {
    let command = try #require(PlainCall(arguments)?.command)
    #expect(String(describing: command) == String(describing: try Vnetctl.parseAsRoot(arguments)))
  }

  @Test(arguments: [
    [], ["--version"], ["help", "apply"], ["apply"], ["apply", "--help"], ["apply", "x.json", "--dry-run"],
    ["diff", "x.json", "--yes"], ["apply", "--", "x.json"], ["destroy", "a", "b"], ["export", "a", "b"], ["show", "a"],
    ["show", "--yes"], ["revert"], ["nonsense"], ["", "x.json"], ["---completion", "apply"],
    ["--yes", "apply", "x.json"],
  ]) func `what is no plain call is for ArgumentParser`(arguments: [String]) {
    #expect(PlainCall(arguments)?.command == nil)
  }

  @Test func `only what enters a namespace keeps the right to`() throws {
    #expect(try !apply().capabilities.contains(.sysAdmin))
    #expect(try apply("--netns", "x").capabilities.contains(.sysAdmin))
    let check = try #require(try Vnetctl.parseAsRoot(["check", "x.json"]) as? CheckCommand)
    #expect(check.capabilities == .dacReadSearch)
  }
}
