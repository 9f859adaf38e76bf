internal import CLinuxShim
internal import Glibc

/// An open file, closed when it goes out of scope and on exec.
public struct File: ~Copyable {
  /// What is known of a file besides its contents.
  struct Status {
    /// What tells one file from another.
    struct Identity: Hashable {
      var device: UInt
      var inode: UInt
    }

    var identity: Identity
    var owner: UInt32
    var group: UInt32
    /// Which device a device file stands for.
    var device: UInt
    var mode: UInt32
    /// When anything about the file last changed, in nanoseconds since 1970 as the kernel's clock ticks.
    var changed: Int64
    /// When the contents last changed, in seconds since 1970.
    var modified: Int64
    /// How many bytes there are.
    var size: Int64

    var isDirectory: Bool { mode & S_IFMT == S_IFDIR }
    var isCharacterDevice: Bool { mode & S_IFMT == S_IFCHR }
    var isRegular: Bool { mode & S_IFMT == S_IFREG }
    /// Whether the group, or everybody, may write to it.
    var isWritableForOthers: Bool { mode & 0o022 != 0 }
    /// Whether in this folder only the owner of a file may replace it.
    var isSticky: Bool { mode & S_ISVTX != 0 }

    init(_ status: stat) {
      identity = Identity(device: UInt(status.st_dev), inode: UInt(status.st_ino))
      owner = status.st_uid
      group = status.st_gid
      device = UInt(status.st_rdev)
      mode = status.st_mode
      changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
      modified = Int64(status.st_mtim.tv_sec)
      size = Int64(status.st_size)
    }
  }

  private let descriptor: Int32
  private let path: String

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit {
    close(descriptor)
  }

  /// Opens the file at `path` with the flags of open(2).
  static func open(_ path: String, _ flags: Int32, permissions: mode_t = 0) throws(FileError) -> File {
    while true {
      // SAFETY: the path is a NUL-terminated text while the call lasts.
      let descriptor = unsafe Glibc.open(path, flags | O_CLOEXEC, permissions)
      if descriptor >= 0 { return File(descriptor: descriptor, path: path) }
      if errno != EINTR { throw FileError("open", path, code: errno) }
    }
  }

  /// Opens a file to read it.
  public static func reading(_ path: String) throws(FileError) -> File {
    try open(path, O_RDONLY)
  }

  /// Standard input, under another descriptor.
  public static func standardInput() throws(FileError) -> File {
    let descriptor = dup(STDIN_FILENO)
    guard descriptor >= 0 else { throw FileError("read", "standard input", code: errno) }
    return File(descriptor: descriptor, path: "standard input")
  }

  /// Standard error, under another descriptor.
  public static func standardError() throws(FileError) -> File {
    let descriptor = dup(STDERR_FILENO)
    guard descriptor >= 0 else { throw FileError("write", "standard error", code: errno) }
    return File(descriptor: descriptor, path: "standard error")
  }

  /// Writes `text` where the file stands.
  public func append(_ text: String) throws(FileError) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      // SAFETY: the kernel reads no more than the rest of the array, and only while the call lasts.
      let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError("write", path, code: errno)
      }
      rest = rest.dropFirst(count)
    }
  }

  /// All that is in the file from here on.
  /// - Throws: also when there are more than `limit` bytes: a device would never end.
  public func readAll(limit: Int = 256 << 20) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    // Most files are small, and what is read of /proc is made by the page.
    var buffer = [UInt8](repeating: 0, count: 1 << 12)
    while true {
      // SAFETY: the kernel writes no more than the buffer's length, and only while the call lasts.
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError("read", path, code: errno)
      }
      if count == 0 { return bytes }
      guard bytes.count + count <= limit else { throw FileError("read", path, code: EFBIG) }
      bytes.append(contentsOf: buffer[..<count])
      if count == buffer.count { buffer = [UInt8](repeating: 0, count: min(count * 4, 1 << 18)) }
    }
  }

  /// Makes `bytes` all that is in the file.
  func replaceContents(_ bytes: [UInt8]) throws(FileError) {
    guard ftruncate(descriptor, 0) == 0 else { throw FileError("write", path, code: errno) }
    var done = 0
    while done < bytes.count {
      // SAFETY: the kernel reads no more than the rest of the array, and only while the call lasts.
      let count = unsafe bytes[done...].withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, done) }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError("write", path, code: errno)
      }
      done += count
    }
  }

  /// Sets the permissions, whatever the umask.
  func setPermissions(_ permissions: mode_t) throws(FileError) {
    guard fchmod(descriptor, permissions) == 0 else { throw FileError("set the permissions of", path, code: errno) }
  }

  /// Gives the file to a user and a group, also one that is open by `O_PATH` alone.
  func give(to owner: UInt32, group: UInt32) throws(FileError) {
    // SAFETY: the path is a NUL-terminated text while the call lasts.
    guard unsafe fchownat(descriptor, "", owner, group, SHIM_AT_EMPTY_PATH) == 0 else {
      throw FileError("give away", path, code: errno)
    }
  }

  /// Sets the permissions of a file that is open by `O_PATH` alone, for which fchmod(2) does not do.
  func setPermissionsByPath(_ permissions: mode_t) throws(FileError) {
    // SAFETY: the path is a NUL-terminated text while the call lasts.
    guard unsafe chmod("/proc/self/fd/\(descriptor)", permissions) == 0 else {
      throw FileError("set the permissions of", path, code: errno)
    }
  }

  /// Takes the file's lock (flock(2)) if nobody has it. It goes with the file's closing, however the program ends.
  func tryLock() throws(FileError) -> Bool {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      if errno != EINTR { throw FileError("lock", path, code: errno) }
    }
    return true
  }

  /// Where the file is when all links are followed; nil when it has no path any more.
  func target() throws(FileError) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    // SAFETY: the link's path is NUL-terminated, and the kernel writes no more than the buffer's length.
    let count = unsafe readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count)
    guard count >= 0 else { throw FileError("look at", path, code: errno) }
    let target = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return target.hasPrefix("/") ? target : nil
  }

  func status() throws(FileError) -> Status {
    var status = stat()
    // SAFETY: the kernel fills in the local variable.
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileError("look at", path, code: errno) }
    return Status(status)
  }
}
