internal import Glibc

/// What is done with files by their paths.
enum FileSystem {
  /// Makes a folder; one that is there already is left as it is.
  static func makeDirectory(_ path: String, permissions: mode_t) throws(FileError) {
    // SAFETY: the path is a NUL-terminated text while the calls last.
    if unsafe mkdir(path, permissions) == 0 {
      // Once more, since the umask may have taken away what others need for reading.
      _ = unsafe chmod(path, permissions)
    } else if errno != EEXIST {
      throw FileError("make the folder", path, code: errno)
    }
  }

  /// Makes `bytes` the contents of the file called `name` in `folder`, in one step for whoever reads it. One process at a
  /// time may do so.
  ///
  /// It is not waited until they are on the disk. What is on record does not outlive a restart of the machine; of the
  /// history one entry may then be lost.
  static func replace(
    _ name: String, in folder: String, with bytes: [UInt8], permissions: mode_t
  ) throws(FileError) {
    let path = "\(folder)/\(name)"
    let new = newName(path)
    // What a run left that was killed here. Then nothing is there that could lead elsewhere.
    try remove(new)
    do throws(FileError) {
      let file = try File.open(new, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, permissions: permissions)
      try file.setPermissions(permissions)
      try file.replaceContents(bytes)
      // SAFETY: the paths are NUL-terminated texts while the call lasts.
      guard unsafe rename(new, path) == 0 else { throw FileError("replace", path, code: errno) }
    } catch {
      // On a full disk, half a file is in the way of everybody.
      try? remove(new)
      throw error
    }
  }

  /// The file in which the new contents are written before they take the place of `path`.
  static func newName(_ path: String) -> String { path + ".new" }

  /// Whether files can be made in the folder, or it can be made itself.
  static func canBeUsed(_ folder: String) throws(FileError) -> Bool {
    if try status(folder) != nil { return isWritable(folder) }
    return isWritable(parent(of: folder))
  }

  /// The folder that the file or folder at `path` is in.
  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    let parent = path[..<slash]
    return parent.allSatisfy { $0 == "/" } ? "/" : String(parent)
  }

  /// Removes a file; one that is not there is no error.
  static func remove(_ path: String) throws(FileError) {
    // SAFETY: the path is a NUL-terminated text while the call lasts.
    guard unsafe unlink(path) == 0 || errno == ENOENT else { throw FileError("remove", path, code: errno) }
  }

  /// Removes a folder if it is empty.
  static func removeEmptyDirectory(_ path: String) {
    // SAFETY: the path is a NUL-terminated text while the call lasts.
    _ = unsafe rmdir(path)
  }

  /// The status of what is at `path`, of a link itself if it is one; nil when there is nothing.
  static func status(_ path: String) throws(FileError) -> File.Status? {
    var status = stat()
    // SAFETY: the path is a NUL-terminated text while the call lasts, and the kernel fills in the local variable.
    guard unsafe lstat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw FileError("look at", path, code: errno)
    }
    return File.Status(status)
  }

  /// Whether this process, by its effective identity, may make files in the folder.
  static func isWritable(_ path: String) -> Bool {
    // SAFETY: the path is a NUL-terminated text while the call lasts.
    unsafe faccessat(AT_FDCWD, path, W_OK | X_OK, AT_EACCESS) == 0
  }
}
