internal import Glibc

/// The folder in which vnetctl keeps what it must remember of one network namespace.
///
/// It is called by the namespace's cookie, so that the kernel's state and the record of it live and die together, and
/// no two namespaces ever share one. It is under `/run/vnetctl`, where everybody can read it. Where that cannot be
/// written, for an ordinary user or in a user namespace, `$XDG_RUNTIME_DIR/vnetctl` takes its place, or else a private
/// folder in `/tmp`.
public struct StateDirectory: Sendable, Equatable {
  /// The folder itself.
  public let path: String
  private let base: String
  private let trust: Trust

  /// Whose the base folder is.
  private enum Trust: Sendable, Equatable {
    /// The system's: readable for all.
    case system
    /// The user's own: nobody else may have made it.
    case user
    /// Named by the user expressly: nothing is checked, and it is not removed.
    case named
  }

  /// The file that holds the record.
  var record: String { path + "/record" }
  /// The file in which a new record is written before it takes the old one's place.
  var newRecord: String { path + "/record.new" }
  /// The file that is locked while a run changes the namespace.
  var lock: String { path + "/lock" }
  /// The file that is locked by the guardian of an apply that is to be confirmed.
  var guardian: String { path + "/guardian" }

  private init(base: String, cookie: UInt64, trust: Trust) {
    self.base = base
    path = "\(base)/\(cookie)"
    self.trust = trust
  }

  /// Decides where the folder is. The same process finds the same place for reading and for writing.
  ///
  /// - Parameters:
  ///   - cookie: The namespace's `SO_NETNS_COOKIE`.
  ///   - environment: The environment variables; `VNETCTL_STATE_DIR` overrules all else.
  ///   - systemBase: The system's folder, `/run/vnetctl`.
  ///   - temporary: The folder for what is nobody's, `/tmp`.
  public static func locate(
    cookie: UInt64, environment: [String: String], systemBase: String = "/run/vnetctl", temporary: String = "/tmp"
  ) throws(FileError) -> StateDirectory {
    if let base = environment["VNETCTL_STATE_DIR"], !base.isEmpty {
      return StateDirectory(base: base, cookie: cookie, trust: .named)
    }
    let system = StateDirectory(base: systemBase, cookie: cookie, trust: .system)
    let isThere = try FileSystem.status(system.path) != nil
    let isOurs = try isUsable(systemBase)
    if isThere || isOurs { return system }
    if let runtime = environment["XDG_RUNTIME_DIR"], !runtime.isEmpty, FileSystem.isWritable(runtime) {
      return StateDirectory(base: runtime + "/vnetctl", cookie: cookie, trust: .user)
    }
    // Within a user namespace everybody can be 0: the namespace's inode keeps two of them apart.
    let identity = try File.open("/proc/self/ns/user", O_RDONLY).status().inode
    return StateDirectory(base: "\(temporary)/vnetctl-\(geteuid())-\(identity)", cookie: cookie, trust: .user)
  }

  private static func isUsable(_ base: String) throws(FileError) -> Bool {
    if try FileSystem.status(base) != nil { return FileSystem.isWritable(base) }
    return FileSystem.isWritable(base.split(separator: "/").dropLast().reduce(into: "") { $0 += "/" + $1 })
  }

  /// Makes the folder.
  func create() throws(FileError) {
    let permissions: mode_t = trust == .user ? 0o700 : 0o755
    try FileSystem.makeDirectory(base, permissions: permissions)
    try checkOwner()
    try FileSystem.makeDirectory(path, permissions: permissions)
  }

  /// Makes sure that a private folder is not one that somebody else laid out for us.
  func checkOwner() throws(FileError) {
    guard trust == .user, let status = try FileSystem.status(base) else { return }
    guard status.isDirectory, status.owner == geteuid(), status.mode & 0o022 == 0 else {
      throw FileError(
        "use", base, code: EPERM,
        reason: "it must be a folder that belongs to you and that nobody else can write to; remove it")
    }
  }

  /// Removes the folder, and the one around it, as far as nothing is left in them.
  func removeIfEmpty() {
    FileSystem.removeEmptyDirectory(path)
    if trust != .named { FileSystem.removeEmptyDirectory(base) }
  }
}
