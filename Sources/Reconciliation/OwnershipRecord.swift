internal import Glibc
internal import Netlink
public import NetworkModel

/// The record of what vnetctl made in a network namespace, in a file.
public struct OwnershipRecord: Sendable {
  /// The folder that the file is in.
  public let directory: StateDirectory
  /// The machine's boot: cookies, and the links themselves, do not outlive it.
  private let boot: String

  /// The record in that folder, in the boot of the machine that the kernel calls `boot`.
  public init(in directory: StateDirectory, boot: String) {
    self.directory = directory
    self.boot = boot
  }

  /// The name of this boot, a UUID.
  public static func currentBoot() throws(FileError) -> String {
    let bytes = try File.reading("/proc/sys/kernel/random/boot_id").readAll()
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  /// What is on record. A record that was made before the machine last started says nothing of what there is now.
  public func load() throws(StateError) -> Ownership {
    let bytes: [UInt8]
    do throws(FileError) {
      try directory.checkOwner()
      bytes = try File.open(directory.record, O_RDONLY | O_NOFOLLOW).readAll()
    } catch {
      if error.number.code == ENOENT { return Ownership() }
      throw .file(error)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .damaged(path: directory.record, line: 1, reason: "this is no text")
    }
    do throws(RecordReader.Damage) {
      let (ownership, recordedBoot) = try RecordReader.read(text)
      return recordedBoot == boot ? ownership : Ownership()
    } catch {
      throw .damaged(path: directory.record, line: error.line, reason: error.reason)
    }
  }

  /// Puts `ownership` on record. When this returns it is there, whatever happens to the machine then; until then the
  /// old record is. The caller holds the lock.
  func save(_ ownership: Ownership) throws(StateError) {
    do throws(FileError) {
      if ownership.links.isEmpty {
        try FileSystem.remove(directory.record)
      } else {
        try write(RecordWriter.text(ownership, boot: boot))
        try FileSystem.rename(directory.newRecord, to: directory.record)
      }
      try File.open(directory.path, O_RDONLY | O_DIRECTORY).synchronize()
    } catch {
      throw .file(error)
    }
  }

  private func write(_ text: String) throws(FileError) {
    let file = try File.open(directory.newRecord, O_WRONLY | O_CREAT | O_NOFOLLOW, permissions: 0o644)
    try file.setPermissions(0o644)
    try file.replaceContents(Array(text.utf8))
    try file.synchronize()
  }
}
