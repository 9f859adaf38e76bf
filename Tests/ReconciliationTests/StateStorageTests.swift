import Foundation
import NetworkModel
import Testing

@testable import Reconciliation

/// What a full or a read-only file system does to the record. There is a file system for it in a user and mount namespace
/// of a child process, which is reached through /proc: nothing has to be mounted here, and no limit set for all tests.
@Suite(.enabled(if: MountedFolder.isPossible, "user and mount namespaces are not allowed here"))
struct StateStorageTests {
  private func record(_ count: Int32) -> HostRecord {
    HostRecord(
      ownership: Ownership(
        links: (1...count).map { .init(name: link("vm\($0)"), index: $0, kind: .tap, topology: "t") }))
  }

  @Test func `on a full disk the record before stands`() throws {
    let folder = try MountedFolder(options: "size=16k")
    let file = try folder.record()
    let lock = try NamespaceLock.acquire(in: file.directory)
    try file.save(record(1))
    let error = #expect(throws: StateError.self) { try file.save(record(2000)) }
    #expect(
      error?.description
        == "cannot write \(file.directory.newRecord): No space left on device (ENOSPC); make room there, since vnetctl "
        + "changes nothing that it cannot put on record")
    #expect(try file.load() == record(1))
    // Half a record would keep the disk full.
    #expect(try Folder.names(at: file.directory.path) == ["lock", "record"])
    try file.save(record(2))
    #expect(try file.load() == record(2))
    lock.tidy()
  }

  @Test func `a disk on which there is no room at all stops the run before anything is done`() throws {
    let folder = try MountedFolder(options: "nr_inodes=1")
    let file = try folder.record()
    do throws(StateError) {
      _ = try NamespaceLock.acquire(in: file.directory)
      Issue.record("the lock was taken")
    } catch {
      #expect(error.description.contains("No space left on device (ENOSPC); make room there"))
    }
    #expect(try file.load() == HostRecord())
  }

  @Test func `a read-only folder is read, and nothing is begun in it`() throws {
    let folder = try MountedFolder(options: "size=64k")
    let file = try folder.record()
    do {
      let lock = try NamespaceLock.acquire(in: file.directory)
      try file.save(record(3))
      lock.tidy()
    }
    try folder.command("mount -o remount,ro \(folder.mountPoint)")
    #expect(try file.load() == record(3))
    do throws(StateError) {
      _ = try NamespaceLock.acquire(in: file.directory)
      Issue.record("the lock was taken")
    } catch {
      #expect(error.description.contains("Read-only file system (EROFS); make it writable"))
    }
  }
}

/// A tmpfs in namespaces of a child process, gone when the value is.
private final class MountedFolder {
  let scratch: Scratch
  let mountPoint: String
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  static let isPossible = (try? MountedFolder(options: "size=4k")) != nil

  init(options: String) throws {
    scratch = try Scratch()
    mountPoint = scratch.path + "/disk"
    try FileManager.default.createDirectory(atPath: mountPoint, withIntermediateDirectories: false)
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // Each line that comes in is a command, and is answered by its status.
    process.arguments = [
      "unshare", "--user", "--map-root-user", "--mount", "sh", "-c",
      "while read -r line; do eval \"$line\"; echo $?; done",
    ]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    try command("mount -t tmpfs -o mode=755,\(options) none \(mountPoint)")
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  struct Failed: Error {}

  func command(_ line: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    guard output.fileHandleForReading.availableData == Data("0\n".utf8) else { throw Failed() }
  }

  /// A record on the file system of the child.
  func record() throws -> RecordFile {
    let base = "/proc/\(process.processIdentifier)/root\(mountPoint)/state"
    return RecordFile(in: try .locate(cookie: 1, environment: ["VNETCTL_STATE_DIR": base]), boot: "b")
  }
}
