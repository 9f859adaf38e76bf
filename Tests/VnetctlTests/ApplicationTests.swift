import NetworkModel
import Reconciliation
import SimulatedKernel
import Testing

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
    _ names: [String], _ person: Person, format: OutputFormat = .text
  ) throws -> Application {
    let directory = try StateDirectory.locate(cookie: 1, environment: ["VNETCTL_STATE_DIR": scratch.path])
    return Application(
      topology: Topology(links: names.map { DeclaredLink(name: link($0), kind: .tap) }),
      reconciler: Reconciler(kernel: kernel, record: RecordFile(in: directory, boot: "b")),
      terminal: person.terminal, format: format)
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
}
