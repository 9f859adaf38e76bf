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
  ///
  /// - Parameter excerpt: What of it is needed, by default everything. The rest is kept as it stands.
  public func load(_ excerpt: RecordExcerpt? = nil) throws(StateError) -> HostRecord {
    let bytes: [UInt8]
    do throws(FileError) {
      try directory.check()
      bytes = try directory.open(directory.record, O_RDONLY).readAll()
    } catch {
      if error.number.code == ENOENT { return HostRecord() }
      throw .file(error)
    }
    do throws(RecordReader.Failure) {
      let (record, recordedBoot) = try RecordReader.read(bytes, excerpt)
      return recordedBoot == boot ? record : HostRecord()
    } catch {
      if excerpt != nil { return try load() }
      switch error {
      case .damage(let line, let reason): throw .damaged(path: directory.record, line: line, reason: reason)
      case .format(let number): throw .foreignFormat(path: directory.record, number: number)
      }
    }
  }

  /// What tells the file from the one that stood there before a change of the record; nil while there is none, and where it
  /// cannot be told.
  var version: Version? {
    guard let status = try? FileSystem.status(directory.record) else { return nil }
    return Version(identity: status.identity, changed: status.changed)
  }

  /// See ``version``.
  struct Version: Equatable {
    let identity: File.Status.Identity
    let changed: Int64
  }

  /// Puts `record` in the place of the one before, in one step. The caller holds the lock.
  func save(_ record: HostRecord) throws(StateError) {
    do throws(FileError) {
      if record.isEmpty {
        try FileSystem.remove(directory.record)
      } else {
        try FileSystem.replace(
          StateDirectory.recordName, in: directory.path, with: RecordWriter.bytes(record, boot: boot),
          permissions: 0o644)
      }
    } catch {
      throw .file(error)
    }
  }
}
