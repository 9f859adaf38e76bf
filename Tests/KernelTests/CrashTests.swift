internal import Foundation
internal import Glibc
internal import KernelTestSupport
internal import NetworkModel
internal import RandomNumbers
internal import Reconciliation
internal import Testing

/// A run that is killed with SIGKILL at any moment leaves nothing that the next one does not put right, whatever it is
/// about, and it never touches what is not vnetctl's.
@Suite(.requires(.namespaces), .requires(.bareMachine)) struct CrashTests {
  /// What somebody does after the crash.
  enum Sequel: CaseIterable {
    case sameDocument, otherDocument, destroy, revert
  }

  /// The topology that is there, or not, when the run begins that is killed; with ``second`` that run applies.
  private static let first = """
    "br": {"kind": "bridge", "mtu": 1400}, "vm0": {"kind": "tap", "bridge": "br", "mtu": 1400},
    "vm1": {"kind": "tap", "description": "goes", "bridge": "br"}
    """

  private static let second = """
    "br": {"kind": "bridge", "ageing_time": 100},
    "nic": {"kind": "nic", "promiscuous": true, "bridge": {"name": "br", "isolated": true}},
    "vm0": {"kind": "tap", "queues": 2, "bridge": "br"}, "vm2": {"kind": "tap", "bridge": "br"}
    """

  private static let third = """
    "br2": {"kind": "bridge"}, "nic": {"kind": "nic", "mtu": 1300}, "vm0": {"kind": "tap", "bridge": "br2"}
    """

  /// The tracer that was built along with the tests.
  static let tracer: String = {
    let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("killed-at-call").path
  }()

  private static let randomRounds = 120

  @Test(arguments: [false, true])
  func `a run that is killed at any of its calls is followed by a right one`(hasPredecessor: Bool) throws {
    let host = try Self.host()
    let untouched = try host.settled()
    var (call, kills) = (1, 0)
    while true {
      let sequel = Sequel.allCases[kills % Sequel.allCases.count]
      let status = try Self.play(host, untouched, hasPredecessor, sequel, "call \(call), \(sequel)") { document in
        try host.start(["apply", document, "--yes"], through: [Self.tracer, String(call)]).wait().status
      }
      if status == 0 { break }
      try #require(status == 137)
      kills += 1
      call += 1
    }
    #expect(kills >= 40)
  }

  @Test(arguments: [false, true])
  func `a run that is killed at a random moment is followed by a right one`(hasPredecessor: Bool) throws {
    let host = try Self.host()
    let untouched = try host.settled()
    var dice = SplitMix64(seed: hasPredecessor ? 7 : 8)
    let clock = ContinuousClock()
    var longest = 1_000
    for round in 0..<Self.randomRounds / 2 {
      let sequel = Sequel.allCases[Int(dice.next() % 4)]
      // A run that is not killed shows how long one takes.
      let moment = round == 0 ? nil : UInt32(dice.next() % UInt64(longest))
      let words = "round \(round), \(moment ?? 0) µs, \(sequel)"
      _ = try Self.play(host, untouched, hasPredecessor, sequel, words) { document in
        let start = clock.now
        let run = try host.start(["apply", document, "--yes"])
        if let moment {
          usleep(moment)
          run.signal(SIGKILL)
        }
        let status = run.wait().status
        if moment == nil { longest = Int((clock.now - start) / .microseconds(1)) }
        return status
      }
    }
  }

  /// A host with a NIC that has addresses, and others' links.
  private static func host() throws -> Host {
    let host = try Host()
    try host.ignoreDuplicateAddresses()
    try host.ip(
      lines: """
        link set dev lo up
        link add nic address 52:54:00:aa:00:01 type veth peer name peer address 52:54:00:aa:00:02
        link set dev nic up
        link set dev peer up
        address add 192.0.2.7/24 dev nic
        address add 2001:db8::7/64 dev nic nodad
        route add default via 192.0.2.1 dev nic
        link add theirs address 52:54:00:aa:00:03 type bridge
        link set dev theirs up
        tuntap add dev guest mode tap
        link set dev guest address 52:54:00:aa:00:04 master theirs alias untouched
        link set dev guest up
        address add 10.77.0.1/24 dev theirs
        link add other address 52:54:00:aa:00:05 type veth peer name other-peer address 52:54:00:aa:00:06
        """)
    return host
  }

  private static let foreign: Set = ["lo", "peer", "theirs", "guest", "other", "other-peer"]

  /// Lets a run be killed, lets a sequel follow, and checks all.
  /// - Returns: How `run`, which applies the document at the path that it is given, has ended.
  private static func play(
    _ host: Host, _ untouched: HostState, _ hasPredecessor: Bool, _ sequel: Sequel, _ words: String,
    _ run: (String) throws -> Int32
  ) throws -> Int32 {
    if hasPredecessor { try host.apply(first) }
    let before = try HostState(host)
    let document = try host.document(second)
    let status = try run(document)
    let changes = try HostState(host).of(foreign).differences(from: untouched.of(foreign))
    #expect(changes.isEmpty, "\(words): \(changes)")
    var words = words
    switch sequel {
    case .sameDocument:
      words += try expectSuccess(["apply", document, "--yes"], host, words)
      #expect(try host.isInSync(), "\(words)")
    case .otherDocument:
      words += try expectSuccess(["apply", try host.document(third), "--yes"], host, words)
      #expect(try host.isInSync(), "\(words)")
      #expect(
        try host.links().names == (foreign.union(["nic", "br2", "vm0"])).subtracting(["lo"]).sorted(), "\(words)")
    case .destroy: break
    case .revert:
      // Without a run that did not come to its end, `revert` goes back to the document before.
      guard try host.record().transaction != nil else { break }
      words += try expectSuccess(["revert", "--yes", "--name", "test"], host, words)
      let differences = try HostState.differences(of: host, from: before)
      #expect(differences.isEmpty, "\(words): \(differences.joined(separator: "\n"))")
    }
    #expect(try host.record().transaction == nil || sequel == .destroy || sequel == .revert, "\(words)")
    #expect(try host.recordedIndicesAreRight() || sequel == .destroy || sequel == .revert, "\(words)")
    words += try expectSuccess(["destroy", "test", "--yes"], host, words)
    let differences = try HostState.differences(of: host, from: untouched)
    #expect(differences.isEmpty, "\(words): \(differences.joined(separator: "\n"))")
    let left = try? FileManager.default.contentsOfDirectory(atPath: host.folder + "/state")
    #expect((left ?? []).filter { $0 != "history" } == [], "\(words)")
    return status
  }

  private static func expectSuccess(_ arguments: [String], _ host: Host, _ words: String) throws -> String {
    let output = try host.vnetctl(arguments)
    #expect(output.status == 0, "\(words): vnetctl \(arguments): \(output.text)\(output.errors)")
    return "\n\(output.text)"
  }
}
