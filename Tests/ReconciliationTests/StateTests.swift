import Foundation
import NetworkModel
import Testing

@testable import Reconciliation

@Suite struct StateTests {
  private let one = HostRecord(
    ownership: Ownership(links: [.init(name: link("a"), index: 1, kind: .tap, topology: "t")]))

  @Test func `nothing on record is an empty record`() throws {
    let scratch = try Scratch()
    #expect(try scratch.record().load() == HostRecord())
    #expect(!scratch.exists(try scratch.directory().path))
  }

  @Test func `a saved record is loaded, by ordinary users too`() throws {
    let scratch = try Scratch()
    let record = try scratch.record()
    let lock = try NamespaceLock.acquire(in: record.directory)
    try record.save(one)
    #expect(try record.load() == one)
    #expect(try scratch.permissions(record.directory.record) == 0o644)
    #expect(try scratch.permissions(record.directory.path) == 0o755)
    // Whoever can open a file can lock it.
    #expect(try scratch.permissions(record.directory.lock) == 0o600)
    lock.tidy()
    #expect(try record.load() == one)
  }

  @Test func `an empty record leaves no folder`() throws {
    let scratch = try Scratch()
    let record = try scratch.record()
    let lock = try NamespaceLock.acquire(in: record.directory)
    try record.save(one)
    try record.save(HostRecord())
    lock.tidy()
    #expect(!scratch.exists(record.directory.path))
  }

  @Test func `a record of another boot says nothing`() throws {
    let scratch = try Scratch()
    let lock = try NamespaceLock.acquire(in: try scratch.directory())
    try scratch.record(boot: "before").save(one)
    lock.tidy()
    #expect(try scratch.record(boot: "after").load() == HostRecord())
    #expect(try scratch.record(boot: "before").load() == one)
  }

  @Test func `a damaged record is told, with its place`() throws {
    let scratch = try Scratch()
    let record = try scratch.record()
    let lock = try NamespaceLock.acquire(in: record.directory)
    try record.save(one)
    let text = try scratch.text(record.directory.record)
    try scratch.write(String(text.dropLast(8)), to: record.directory.record)
    let error = #expect(throws: StateError.self) { try record.load() }
    #expect(error?.description.hasPrefix("\(record.directory.record):3: ") == true)
    #expect(error?.description.contains("Remove the file") == true)
    lock.tidy()
  }

  @Test func `two namespaces have two records`() throws {
    let scratch = try Scratch()
    let lock = try NamespaceLock.acquire(in: try scratch.directory(cookie: 1))
    try scratch.record(cookie: 1).save(one)
    #expect(try scratch.record(cookie: 2).load() == HostRecord())
    lock.tidy()
  }

  @Test func `the lock is for one, who is named to the other`() throws {
    let scratch = try Scratch()
    let directory = try scratch.directory()
    do {
      let lock = try NamespaceLock.acquire(in: directory)
      do throws(StateError) {
        _ = try NamespaceLock.acquire(in: directory)
        Issue.record("two have the lock")
      } catch {
        #expect(error == .busy(path: directory.lock, process: ProcessInfo.processInfo.processIdentifier))
      }
      lock.tidy()
    }
    #expect(!scratch.exists(directory.path))
    let again = try NamespaceLock.acquire(in: directory)
    again.tidy()
  }

  @Test func `who waits for the lock gets it once it is free`() async throws {
    let scratch = try Scratch()
    let directory = try scratch.directory()
    for timeout in [Duration.seconds(60), nil] {
      let lock = try NamespaceLock.acquire(in: directory)
      let (isWaiting, waits) = AsyncStream.makeStream(of: Void.self)
      async let waited: Void = {
        waits.yield()
        try NamespaceLock.acquire(in: directory, timeout: timeout).tidy()
      }()
      for await _ in isWaiting { break }
      lock.tidy()
      // The lock ends with the value.
      _ = consume lock
      try await waited
    }
    #expect(!scratch.exists(directory.path))
  }

  @Test func `who waits in vain is told so after that time`() throws {
    let scratch = try Scratch()
    let directory = try scratch.directory()
    let lock = try NamespaceLock.acquire(in: directory)
    let clock = ContinuousClock()
    let time = clock.measure {
      do throws(StateError) {
        _ = try NamespaceLock.acquire(in: directory, timeout: .milliseconds(120))
        Issue.record("two have the lock")
      } catch {
        #expect(error == .busy(path: directory.lock, process: ProcessInfo.processInfo.processIdentifier))
      }
    }
    #expect(time >= .milliseconds(120))
    lock.tidy()
  }

  @Test func `many take turns while the folder comes and goes`() async throws {
    let scratch = try Scratch()
    let directory = try scratch.directory()
    let inside = Counter()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<200 {
            do throws(StateError) {
              let lock = try NamespaceLock.acquire(in: directory)
              inside.enter()
              // Long enough for others to come by.
              for _ in 0..<20 { _ = scratch.exists(directory.lock) }
              inside.leave()
              lock.tidy()
            } catch {
              guard case .busy = error else {
                Issue.record("\(error)")
                return
              }
            }
          }
        }
      }
    }
    #expect(inside.most == 1)
    #expect(!scratch.exists(directory.path))
  }

  @Test func `a record of another boot says nothing of a transaction either`() throws {
    let scratch = try Scratch()
    let lock = try NamespaceLock.acquire(in: try scratch.directory())
    try scratch.record(boot: "before").save(RecordSample.full)
    lock.tidy()
    #expect(try scratch.record(boot: "after").load().transaction == nil)
    #expect(try scratch.record(boot: "before").load() == RecordSample.full)
  }

  @Test func `a record of a later version is kept, and said so`() throws {
    let scratch = try Scratch()
    let record = try scratch.record()
    let lock = try NamespaceLock.acquire(in: record.directory)
    try scratch.write("vnetctl-record 5\nwho knows\n", to: record.directory.record)
    let error = #expect(throws: StateError.self) { try record.load() }
    #expect(error == .foreignFormat(path: record.directory.record, number: 5))
    #expect(error?.description.contains("Go on with the version that wrote it") == true)
    lock.tidy()
    #expect(scratch.exists(record.directory.record))
  }

  @Test func `without a place of the system's or the user's there is one in tmp`() throws {
    let scratch = try Scratch()
    let directory = try StateDirectory.locate(
      cookie: 7, environment: [:], systemBase: scratch.path + "/none/such", temporary: scratch.path)
    #expect(directory.path.hasPrefix(scratch.path + "/vnetctl-\(geteuid())-"))
    #expect(directory.path.hasSuffix("/7"))
    try directory.create()
    #expect(try scratch.permissions(directory.path) == 0o700)
    directory.removeIfEmpty()
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
  }

  @Test func `the system's folder is used where it can be written`() throws {
    let scratch = try Scratch()
    let directory = try StateDirectory.locate(
      cookie: 7, environment: ["XDG_RUNTIME_DIR": "/elsewhere"], systemBase: scratch.path + "/vnetctl")
    #expect(directory.path == scratch.path + "/vnetctl/7")
  }
}

/// Counts who is inside, and the most that ever were.
private final class Counter: @unchecked Sendable {
  private let lock = NSLock()
  private var count = 0
  private var highest = 0

  var most: Int { lock.withLock { highest } }

  func enter() {
    lock.withLock {
      count += 1
      highest = max(highest, count)
    }
  }

  func leave() {
    lock.withLock { count -= 1 }
  }
}
