import Glibc
import NetworkModel
import Reconciliation
import SimulatedKernel
import Testing
import TopologyFormat

@testable import vnetctl

@Suite struct ApplicationTests {
  /// What a person at a terminal saw, and said.
  private final class Person {
    var seen: [String] = []
    var asked: [String] = []
    let answer: Bool
    let isPresent: Bool

    init(answer: Bool = true, isPresent: Bool = true) {
      self.answer = answer
      self.isPresent = isPresent
    }

    var terminal: Terminal {
      Terminal(
        isInteractive: isPresent, hasColor: false,
        confirms: { question in
          self.asked.append(question)
          return self.answer
        },
        print: { self.seen.append($0) })
    }
  }

  private let scratch = Scratch()
  private let kernel = SimulatedKernel()

  private func application(
    _ names: [String], _ person: Person, format: OutputFormat = .text, _ options: ApplyOptions = ApplyOptions(),
    history: History? = nil
  ) throws -> Application {
    Application(
      topology: Topology(links: names.map { DeclaredLink(name: link($0), kind: .tap) }),
      reconciler: try reconciler(), terminal: person.terminal, format: format, options: options,
      history: history.map { .success($0) })
  }

  private func reconciler() throws -> Reconciler {
    let directory = try StateDirectory.locate(cookie: 1, environment: ["VNETCTL_STATE_DIR": scratch.path])
    return Reconciler(kernel: kernel, record: RecordFile(in: directory, boot: "b"))
  }

  private func history() throws -> History {
    History(base: scratch.path + "/history", namespace: try NamespaceKey(cookie: 1, boot: "b"))
  }

  @Test func `diff and apply print the same plan`() throws {
    let person = Person()
    #expect(try application(["a", "b"], person).diff() == .different)
    #expect(person.seen == ["+ tap a", "+ tap b", "2 to create"])
    person.seen = []
    #expect(try application(["a", "b"], person).apply(isConfirmed: false) == .success)
    #expect(person.seen.count == 3)
    #expect(person.seen.prefix(2) == ["+ tap a", "+ tap b"])
    #expect(person.seen.last?.hasPrefix("2 created in ") == true)
    #expect(person.asked.isEmpty)
    person.seen = []
    #expect(try application(["a", "b"], person).apply(isConfirmed: false) == .success)
    #expect(try application(["a", "b"], person).diff() == .success)
    #expect(person.seen == ["in sync (2 links)", "in sync (2 links)"])
  }

  @Test func `a removal is asked for once, and only when somebody can answer`() throws {
    _ = try application(["a", "b", "c"], Person()).apply(isConfirmed: false)
    let hesitant = Person(answer: false)
    let error = #expect(throws: CommandError.self) { try application(["a", "b"], hesitant).apply(isConfirmed: false) }
    guard case .reconciliation(.declined, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(hesitant.seen == ["- tap c"])
    #expect(hesitant.asked == ["1 to remove. Go on?"])
    #expect(try kernel.snapshot(probing: [])[link("c")] != nil)

    let willing = Person()
    #expect(try application(["a", "b"], willing).apply(isConfirmed: false) == .success)
    #expect(willing.asked.count == 1)
    let sure = Person(answer: false)
    #expect(try application(["a"], sure).apply(isConfirmed: true) == .success)
    let nobody = Person(answer: false, isPresent: false)
    #expect(try application([], nobody).apply(isConfirmed: false) == .success)
    #expect(sure.asked + nobody.asked == [])
    #expect(try kernel.snapshot(probing: []).links.map(\.name.text) == ["lo"])
  }

  @Test func `programs get one document`() throws {
    let person = Person()
    #expect(try application(["a"], person, format: .json).diff() == .different)
    #expect(try application(["a"], person, format: .json).apply(isConfirmed: false) == .success)
    #expect(person.seen.count == 2)
    #expect(person.seen[0].hasPrefix("{\n  \"version\": 1,\n  \"topology\": \"default\",\n  \"in_sync\": false,"))
    #expect(person.seen[1].contains("\"result\": { \"applied\": true, \"milliseconds\": "))
    // What apply tells of the plan is what diff told.
    #expect(person.seen[1].hasPrefix(String(person.seen[0].dropLast(2))))
  }

  @Test func `what was applied is kept, each document once`() throws {
    let history = try history()
    let person = Person()
    for names in [["a"], ["a"], ["a", "b"], []] {
      _ = try application(names, person, history: history).apply(isConfirmed: true)
    }
    // Nothing is declared and nothing is there: nobody would want to go back to that.
    _ = try application([], person, history: history).apply(isConfirmed: true)
    let texts = try history.entries(topology: "default").map { try history.text(of: $0) }
    let names = try texts.map { text in
      try TopologyReader.read([SourceFile(name: "h", bytes: Array(text.utf8))], accounts: HostAccounts()).links.map(
        \.name.text)
    }
    #expect(names == [[], ["a", "b"], ["a"]])
  }

  @Test func `what has to be confirmed is guarded first, said, and kept once it is confirmed`() throws {
    let history = try history()
    let person = Person()
    var guarded: [Int?] = []
    let kernel = kernel
    let confirmation = Confirmation(seconds: 60) { _ in
      guarded.append(try? kernel.snapshot(probing: []).links.count)
    }
    let options = ApplyOptions(confirmation: confirmation)
    _ = try application(["a"], person, options, history: history).apply(isConfirmed: true)
    #expect(guarded == [1])
    #expect(person.seen.last == "It is undone in 60 s unless you say vnetctl confirm.")
    #expect(try history.entries(topology: "default").isEmpty)
    let name = try reconciler().confirm { name in #expect(throws: Never.self) { try history.confirm(topology: name) } }
    #expect(name == "default")
    #expect(try history.entries(topology: "default").count == 1)

    person.seen = []
    _ = try application(["b"], person, format: .json, options, history: history).apply(isConfirmed: true)
    #expect(person.seen.last?.contains("\"confirm_within\": 60") == true)
  }

  @Test func `an apply whose guardian does not stand is not begun`() throws {
    let error = FileError("start", "the guardian", code: ENOMEM)
    let options = ApplyOptions(confirmation: Confirmation(seconds: 60) { (_) throws(FileError) in throw error })
    let thrown = #expect(throws: CommandError.self) {
      try application(["a"], Person(), options).apply(isConfirmed: true)
    }
    guard let thrown, case .reconciliation(.unguarded(error), _) = thrown else {
      Issue.record("\(String(describing: thrown))")
      return
    }
    let report = ErrorReport(thrown)
    #expect(report.status == .failed && report.causes.map(\.message) == [error.description])
    #expect(try kernel.snapshot(probing: []).links.map(\.name.text) == ["lo"])
  }

  @Test func `an apply that a killed run had left is told of`() throws {
    let person = Person()
    let confirmation = Confirmation(seconds: 60) { _ in }
    _ = try application(["a"], person, ApplyOptions(confirmation: confirmation)).apply(isConfirmed: true)
    // Nobody guards it, so it is undone by the next.
    person.seen = []
    _ = try application(["b"], person).apply(isConfirmed: true)
    #expect(person.seen.contains(#"Before that, an apply of "default" that did not come to its end was undone."#))
    #expect(try kernel.snapshot(probing: []).links.map(\.name.text) == ["lo", "b"])
  }
}
