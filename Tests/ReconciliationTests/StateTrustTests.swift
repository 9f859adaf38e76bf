import Foundation
import NetworkModel
import Testing

@testable import Reconciliation

/// Who may have made the folders and the files of the record.
@Suite struct StateTrustTests {
  private let one = HostRecord(
    ownership: Ownership(links: [.init(name: link("a"), index: 1, kind: .tap, topology: "t")]))
  private let files = FileManager.default

  /// The state folder in each way in which it is found, but for that which the user names.
  private func directories(_ scratch: Scratch) throws -> [StateDirectory] {
    try [
      .locate(cookie: 1, environment: [:], systemBase: scratch.path + "/system"),
      .locate(
        cookie: 1, environment: ["XDG_RUNTIME_DIR": scratch.path], systemBase: scratch.path + "/none/such"),
      .locate(
        cookie: 1, environment: [:], systemBase: scratch.path + "/none/such", temporary: scratch.path),
    ]
  }

  /// Does something to the state and checks that neither reading nor locking goes on then.
  private func refuses(
    _ words: String, _ tamper: (StateDirectory) throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let scratch = try Scratch()
    for directory in try directories(scratch) {
      let record = RecordFile(in: directory, boot: "b")
      do {
        let lock = try NamespaceLock.acquire(in: directory)
        try record.save(one)
        #expect(try record.load() == one, sourceLocation: sourceLocation)
        lock.tidy()
      }
      try tamper(directory)
      let reading = #expect(throws: StateError.self, sourceLocation: sourceLocation) { try record.load() }
      #expect(
        reading?.description.contains(words) == true, "\(String(describing: reading))", sourceLocation: sourceLocation)
    }
  }

  private func refusesToLock(
    _ words: String, _ tamper: (StateDirectory) throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let scratch = try Scratch()
    for directory in try directories(scratch) {
      try directory.create()
      try tamper(directory)
      do throws(StateError) {
        _ = try NamespaceLock.acquire(in: directory)
        Issue.record("the lock was taken", sourceLocation: sourceLocation)
      } catch {
        #expect(error.description.contains(words), "\(error)", sourceLocation: sourceLocation)
      }
    }
  }

  private func setPermissions(_ permissions: Int, _ path: String) throws {
    try files.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
  }

  private func replaceByLink(_ path: String) throws {
    try files.moveItem(atPath: path, toPath: path + ".real")
    try files.createSymbolicLink(atPath: path, withDestinationPath: path + ".real")
  }

  private func base(_ directory: StateDirectory) -> String { (directory.path as NSString).deletingLastPathComponent }

  @Test func `a folder that others may write is refused`() throws {
    for mode in [0o775, 0o757, 0o1777] {
      try refuses("others may write to it") { try setPermissions(mode, $0.path) }
      try refuses("others may write to it") { try setPermissions(mode, base($0)) }
      try refusesToLock("others may write to it") { try setPermissions(mode, base($0)) }
    }
  }

  @Test func `a record or a lock that others may write is refused`() throws {
    try refuses("others may write to it") { try setPermissions(0o664, $0.record) }
    try refusesToLock("others may write to it") { directory in
      try Data().write(to: URL(fileURLWithPath: directory.lock))
      try setPermissions(0o666, directory.lock)
    }
  }

  @Test func `a folder that is a link is refused`() throws {
    try refuses("it must be a folder, and not a link") { try replaceByLink($0.path) }
    try refuses("it must be a folder, and not a link") { try replaceByLink(base($0)) }
    try refusesToLock("it must be a folder, and not a link") { try replaceByLink(base($0)) }
  }

  @Test func `a record or a lock that is a link is refused`() throws {
    try refuses("it is a link") { try replaceByLink($0.record) }
    try refusesToLock("it is a link") { directory in
      try files.createSymbolicLink(atPath: directory.lock, withDestinationPath: directory.path + "/other")
    }
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
  func `what belongs to somebody else is refused`() throws {
    for path in [\StateDirectory.path, \.record] {
      try refuses("it belongs to the user 12345") { directory in
        try files.setAttributes([.ownerAccountID: 12345], ofItemAtPath: directory[keyPath: path])
      }
    }
    try refuses("it belongs to the user 12345") { directory in
      try files.setAttributes([.ownerAccountID: 12345], ofItemAtPath: base(directory))
    }
    try refusesToLock("it belongs to the user 12345") { directory in
      try Data().write(to: URL(fileURLWithPath: directory.lock))
      try files.setAttributes([.ownerAccountID: 12345], ofItemAtPath: directory.lock)
    }
  }

  @Test func `a new record is not written through a link`() throws {
    let scratch = try Scratch()
    let record = try scratch.record()
    let victim = scratch.path + "/victim"
    try scratch.write("precious", to: victim)
    let lock = try NamespaceLock.acquire(in: record.directory)
    try files.createSymbolicLink(atPath: record.directory.newRecord, withDestinationPath: victim)
    try record.save(one)
    lock.tidy()
    #expect(try scratch.text(victim) == "precious")
    #expect(try record.load() == one)
    #expect(try scratch.permissions(record.directory.record) == 0o644)
  }

  @Test func `a folder that the user names is his own business`() throws {
    let scratch = try Scratch()
    let record = try scratch.record()
    let lock = try NamespaceLock.acquire(in: record.directory)
    try record.save(one)
    try setPermissions(0o777, record.directory.path)
    #expect(try record.load() == one)
    lock.tidy()
  }
}
