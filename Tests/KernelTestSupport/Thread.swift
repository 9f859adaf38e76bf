internal import Glibc

/// A thread that does one thing. A network namespace is a property of a thread, so what enters one needs its own.
enum Thread {
  private final class Job {
    let work: () -> Void
    init(_ work: @escaping () -> Void) { self.work = work }
  }

  /// Runs `body` on a new thread and waits for it.
  static func run<Value>(_ body: () throws -> Value) throws -> Value {
    var result: Result<Value, any Error>?
    try withoutActuallyEscaping(body) { body in
      try unsafe withUnsafeMutablePointer(to: &result) { slot in
        let job = Job { unsafe slot.pointee = Result { try body() } }
        var thread = pthread_t()
        let argument = unsafe Unmanaged.passRetained(job).toOpaque()
        // SAFETY: the thread takes over the retained job, and has ended before this scope does, so the slot and the
        // closure outlive it.
        let code = unsafe pthread_create(
          &thread, nil,
          { argument in
            guard let argument = unsafe argument else { return nil }
            unsafe Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().work()
            return nil
          }, argument)
        guard code == 0 else {
          unsafe Unmanaged<Job>.fromOpaque(argument).release()
          throw Namespace.Failure(description: "pthread_create: \(Namespace.words(code))")
        }
        pthread_join(thread, nil)
      }
    }
    guard let result else { throw Namespace.Failure(description: "the thread ended without a result") }
    return try result.get()
  }
}
