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

  /// Puts a file in the place of another, in one step.
  static func rename(_ old: String, to new: String) throws(FileError) {
    // SAFETY: the paths are NUL-terminated texts while the call lasts.
    guard unsafe Glibc.rename(old, new) == 0 else { throw FileError("replace", new, code: errno) }
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
