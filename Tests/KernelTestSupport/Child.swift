internal import Foundation
public import Glibc

/// A child process. It inherits the network namespace of the thread that starts it.
public final class Child {
  /// Its number.
  public let process: pid_t
  private let output: Int32
  private let errors: Int32
  private var hasEnded = false

  /// Starts a program. Its output goes through unnamed files, so that no amount of it blocks.
  /// - Parameter variables: Environment variables that it gets besides, or instead of, those of this process.
  init(_ program: String, _ arguments: [String], variables: [String: String] = [:]) throws {
    output = try Self.scratchFile()
    errors = try Self.scratchFile()

    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, errors, 2)

    // The threads on which tests run block all signals, which a program would inherit: it could not be ended.
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var noSignals = sigset_t()
    unsafe sigemptyset(&noSignals)
    unsafe posix_spawnattr_setsigmask(&attributes, &noSignals)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    let vector = Vector([program] + arguments)
    let environment = Vector(
      ProcessInfo.processInfo.environment.merging(variables) { _, new in new }.map { "\($0)=\($1)" })
    var child = pid_t()
    let code = withExtendedLifetime((vector, environment)) {
      unsafe posix_spawnp(&child, program, &actions, &attributes, vector.pointers, environment.pointers)
    }
    process = child
    guard code == 0 else {
      hasEnded = true
      throw Namespace.Failure(description: "\(program): \(Namespace.words(code))")
    }
  }

  deinit {
    if !hasEnded {
      kill(process, SIGKILL)
      _ = wait()
    }
    close(output)
    close(errors)
  }

  /// Runs a program to its end.
  static func run(
    _ program: String, _ arguments: [String], variables: [String: String] = [:]
  ) throws -> Namespace.Output {
    try Child(program, arguments, variables: variables).wait()
  }

  /// Sends it a signal.
  public func signal(_ number: Int32) { kill(process, number) }

  /// Waits for its end.
  public func wait() -> Namespace.Output {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
    hasEnded = true
    let signal = status & 0x7F
    return Namespace.Output(
      status: signal == 0 ? status >> 8 & 0xFF : 128 + signal, text: Self.contents(of: output),
      errors: Self.contents(of: errors))
  }

  /// The NULL-terminated array of C strings that the exec family takes.
  @safe private final class Vector {
    let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ texts: [String]) { unsafe pointers = unsafe texts.map { unsafe strdup($0) } + [nil] }

    deinit { unsafe pointers.forEach { unsafe free($0) } }
  }

  private static func scratchFile() throws -> Int32 {
    var template = Array("/tmp/vnetctl-test-XXXXXX".utf8CString)
    let descriptor = unsafe mkstemp(&template)
    guard descriptor >= 0 else { throw Namespace.Failure(description: "mkstemp: \(Namespace.words(errno))") }
    unsafe unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  private static func contents(of descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = unsafe pread(descriptor, &chunk, chunk.count, off_t(bytes.count))
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
