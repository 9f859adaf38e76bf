internal import Glibc
internal import Netlink

/// The place of the guardian that watches over an apply until it is confirmed. It is free again when the guardian ends,
/// however it ends.
struct GuardPost: ~Copyable {
  private let file: File
  private let directory: StateDirectory

  /// Takes the place, once the guardian before has left it.
  static func occupy(in directory: StateDirectory) throws(StateError) -> GuardPost {
    // The one before ends a moment after its transaction, which on a busy machine can be a long one.
    for _ in 0..<500 {
      do throws(FileError) {
        let file = try directory.open(directory.guardian, O_RDWR | O_CREAT, permissions: 0o600)
        let isFree = try file.tryLock()
        if isFree, try FileSystem.status(directory.guardian)?.identity == file.status().identity {
          return GuardPost(file: file, directory: directory)
        }
      } catch {
        throw .file(error)
      }
      usleep(20_000)
    }
    throw .busy(path: directory.guardian, process: nil)
  }

  /// Whether somebody stands there.
  static func isOccupied(in directory: StateDirectory) throws(StateError) -> Bool {
    do throws(FileError) {
      return try !directory.open(directory.guardian, O_RDWR).tryLock()
    } catch {
      if error.number.code == ENOENT { return false }
      throw .file(error)
    }
  }

  /// Leaves the place.
  consuming func leave() {
    // A file that stays behind harms nobody.
    try? FileSystem.remove(directory.guardian)
  }
}
