internal import CLinuxShim
internal import Glibc

/// A throw-away network namespace. It is gone, with every link in it, once the value and what runs in it are.
///
/// The caller's own namespace is never touched: everything happens on threads made for the purpose, which enter the
/// namespace and end. Tests in different namespaces run in parallel in one process.
public final class Namespace: Sendable {
  /// What a program printed, and how it ended.
  public struct Output: Sendable {
    /// The exit status, or 128 plus the number of the signal that ended it.
    public let status: Int32
    /// Its standard output.
    public let text: String
    /// Its standard error.
    public let errors: String
  }

  /// Why something could not be done.
  public struct Failure: Error, CustomStringConvertible {
    /// One sentence.
    public let description: String
  }

  private let descriptor: Int32

  /// The namespace as a path for programs that take one. It is valid as long as this value and the process live.
  public let path: String

  /// Whether this process may make network namespaces. It may as root, and under `unshare -Urn`.
  public static let isAvailable = (try? Namespace()) != nil

  /// Why tests that need namespaces are skipped where ``isAvailable`` is false.
  public static let requirement = "needs root, or `unshare -Urn`, to make network namespaces"

  /// Makes a namespace. Its loopback is down.
  public init() throws {
    descriptor = try Thread.run {
      let code = shim_unshare_network_namespace()
      guard code == 0 else { throw Failure(description: "unshare: \(Self.words(code))") }
      let descriptor = unsafe open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw Failure(description: "/proc/thread-self/ns/net: \(Self.words(errno))") }
      return descriptor
    }
    path = "/proc/\(getpid())/fd/\(descriptor)"
  }

  deinit {
    close(descriptor)
  }

  /// Runs `body` on a thread of its own inside the namespace, and waits for it. Sockets, tun descriptors and programs
  /// that it opens or starts belong to the namespace.
  public func run<Value>(_ body: () throws -> Value) throws -> Value {
    try Thread.run {
      let code = shim_enter_network_namespace(self.descriptor)
      guard code == 0 else { throw Failure(description: "setns: \(Self.words(code))") }
      return try body()
    }
  }

  /// Runs a program inside the namespace and waits for it; `program` is looked for on the PATH.
  /// - Parameter variables: Environment variables that it gets besides, or instead of, those of this process.
  public func spawn(_ program: String, _ arguments: [String], variables: [String: String] = [:]) throws -> Output {
    try run { try Child.run(program, arguments, variables: variables) }
  }

  /// Starts a program inside the namespace, and does not wait for it.
  /// - Parameter variables: Environment variables that it gets besides, or instead of, those of this process.
  public func start(_ program: String, _ arguments: [String], variables: [String: String] = [:]) throws -> Child {
    try run { try Child(program, arguments, variables: variables) }
  }

  /// Runs `ip` with these arguments and returns what it printed.
  /// - Throws: ``Failure`` with its words when it does not succeed.
  @discardableResult
  public func ip(_ arguments: String...) throws -> String { try succeed("ip", arguments) }

  /// Runs `bridge` with these arguments and returns what it printed.
  /// - Throws: ``Failure`` with its words when it does not succeed.
  @discardableResult
  public func bridge(_ arguments: String...) throws -> String { try succeed("bridge", arguments) }

  /// Runs `tc` with these arguments and returns what it printed.
  /// - Throws: ``Failure`` with its words when it does not succeed.
  @discardableResult
  public func tc(_ arguments: String...) throws -> String { try succeed("tc", arguments) }

  /// What `tc -j` prints for these arguments.
  public func tcJSON(_ arguments: String...) throws -> JSON { try JSON(succeed("tc", ["-j"] + arguments)) }

  /// What `ip -d -j` prints for these arguments.
  public func ipJSON(_ arguments: String...) throws -> JSON { try JSON(succeed("ip", ["-d", "-j"] + arguments)) }

  /// What `bridge -d -j` prints for these arguments.
  public func bridgeJSON(_ arguments: String...) throws -> JSON {
    try JSON(succeed("bridge", ["-d", "-j"] + arguments))
  }

  private func succeed(_ program: String, _ arguments: [String]) throws -> String {
    let output = try spawn(program, arguments)
    guard output.status == 0 else {
      let command = ([program] + arguments).joined(separator: " ")
      throw Failure(description: "\(command): exit status \(output.status): \(output.errors)")
    }
    return output.text
  }

  static func words(_ code: Int32) -> String {
    // SAFETY: strerror returns a NUL-terminated text for every number.
    unsafe String(cString: strerror(code))
  }
}
