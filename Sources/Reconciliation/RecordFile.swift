internal import Glibc
internal import Netlink

/// The record of a network namespace in a file. All of it is in one file, so that what vnetctl owns and what is on its way
/// never disagree.
public struct RecordFile: Sendable {
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
  public func load() throws(StateError) -> HostRecord {
    let bytes: [UInt8]
    do throws(FileError) {
      try directory.checkOwner()
      bytes = try File.open(directory.record, O_RDONLY | O_NOFOLLOW).readAll()
    } catch {
      if error.number.code == ENOENT { return HostRecord() }
      throw .file(error)
    }
    do throws(RecordReader.Failure) {
      let (record, recordedBoot) = try RecordReader.read(bytes)
      return recordedBoot == boot ? record : HostRecord()
    } catch {
      switch error {
      case .damage(let line, let reason): throw .damaged(path: directory.record, line: line, reason: reason)
      case .format(let number): throw .foreignFormat(path: directory.record, number: number)
      }
    }
  }

  /// Puts `record` in the place of the one before. When this returns it is there, whatever happens to the machine then;
  /// until then the old one is. The caller holds the lock.
  func save(_ record: HostRecord) throws(StateError) {
    do throws(FileError) {
      if record.isEmpty {
        try FileSystem.remove(directory.record)
      } else {
        try write(RecordWriter.bytes(record, boot: boot))
        try FileSystem.rename(directory.newRecord, to: directory.record)
      }
      try File.open(directory.path, O_RDONLY | O_DIRECTORY).synchronize()
    } catch {
      throw .file(error)
    }
  }

  private func write(_ bytes: [UInt8]) throws(FileError) {
    let file = try File.open(directory.newRecord, O_WRONLY | O_CREAT | O_NOFOLLOW, permissions: 0o644)
    try file.setPermissions(0o644)
    try file.replaceContents(bytes)
    try file.synchronize()
  }
}
