internal import Glibc
internal import Netlink

/// The right to change a network namespace: one run at a time has it. It ends with the value, however the run ends.
struct NamespaceLock: ~Copyable {
  private let file: File
  private let directory: StateDirectory

  /// How often a lock is tried that another run holds.
  private static let interval = Duration.milliseconds(20)

  /// Takes the lock. While another run has it, waits as long as `timeout` says, without limit when that is nil; then
  /// says who has it.
  static func acquire(in directory: StateDirectory, timeout: Duration? = .zero) throws(StateError) -> NamespaceLock {
    let clock = ContinuousClock()
    let start = clock.now
    var attempts = 0
    while true {
      do throws(StateError) {
        if let lock = try attempt(in: directory) { return lock }
        // Another run that ends may remove the folder between any two steps, but it does not go on for ever.
        attempts += 1
        if attempts == 1000 { throw .busy(path: directory.lock, process: nil) }
      } catch {
        guard case .busy = error, timeout.map({ clock.now - start < $0 }) ?? true else { throw error }
        attempts = 0
        usleep(UInt32(interval / .microseconds(1)))
      }
    }
  }

  private static func attempt(in directory: StateDirectory) throws(StateError) -> NamespaceLock? {
    let file: File
    do throws(FileError) {
      try directory.create()
      // Not for everybody to read: who can open a file can lock it.
      file = try directory.open(directory.lock, O_RDWR | O_CREAT, permissions: 0o600)
    } catch {
      guard error.number.code == ENOENT else { throw .file(error) }
      return nil
    }
    var isBusy = false
    do throws(FileError) {
      isBusy = try !file.tryLock()
      if !isBusy {
        // The file may have been removed before it was locked, and another one made in its place.
        guard try FileSystem.status(directory.lock)?.identity == file.status().identity else { return nil }
        try file.replaceContents(Array("\(getpid())\n".utf8))
      }
    } catch {
      throw .file(error)
    }
    guard !isBusy else { throw .busy(path: directory.lock, process: holder(of: file)) }
    return NamespaceLock(file: file, directory: directory)
  }

  /// The process that wrote its number into the file; nil while it is about to.
  private static func holder(of file: borrowing File) -> Int32? {
    guard let bytes = try? file.readAll(limit: 16), let text = String(validating: bytes, as: UTF8.self) else {
      return nil
    }
    return Int32(text.prefix { $0 != "\n" })
  }

  /// Removes what no longer serves: the folder, when nothing is on record. The lock is held while it goes, so that
  /// nobody can have begun to use it.
  borrowing func tidy() {
    do throws(FileError) {
      try FileSystem.remove(directory.newRecord)
      guard try FileSystem.status(directory.record) == nil else {
        // The file stays, but not the number of a process that will soon be another's.
        try file.replaceContents([])
        return
      }
      try FileSystem.remove(directory.lock)
    } catch {
      // An empty folder that stays behind harms nobody; the next run tries again.
      return
    }
    directory.removeIfEmpty()
  }
}
