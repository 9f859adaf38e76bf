internal import Glibc

/// A folder's contents.
public enum Folder {
  /// The names of the files in the folder at `path`, sorted by their bytes; nil when it is no folder.
  public static func names(at path: String) throws(FileError) -> [String]? {
    // SAFETY: the stream is used here alone and closed before it goes; each entry is copied before the next is read.
    guard let stream = unsafe opendir(path) else {
      if errno == ENOTDIR { return nil }
      throw FileError("open", path, code: errno)
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    errno = 0
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw FileError("read", path, code: errno) }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
