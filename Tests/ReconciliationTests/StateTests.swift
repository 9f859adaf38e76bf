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

  @Test func `a private folder must be one's own`() throws {
    let scratch = try Scratch()
    let environment = ["XDG_RUNTIME_DIR": scratch.path]
    let directory = try StateDirectory.locate(
      cookie: 1, environment: environment, systemBase: scratch.path + "/none/such")
    #expect(directory.path == scratch.path + "/vnetctl/1")
    try FileManager.default.createDirectory(atPath: scratch.path + "/vnetctl", withIntermediateDirectories: false)
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: scratch.path + "/vnetctl")
    #expect(throws: FileError.self) { try directory.create() }
    try FileManager.default.removeItem(atPath: scratch.path + "/vnetctl")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/vnetctl", withDestinationPath: scratch.path)
    #expect(throws: StateError.self) { try RecordFile(in: directory, boot: "b").load() }
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
