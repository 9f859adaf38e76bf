internal import CLinuxShim
internal import Glibc

/// An open network namespace.
public struct NetworkNamespace: ~Copyable {
  /// Where `ip netns` keeps the namespaces that it has names for.
  public static let folder = "/run/netns"

  /// Its descriptor, open as long as this value lives.
  public let descriptor: Int32
  private let path: String

  /// Opens the namespace that `ip netns` calls `name`, or, when there is a `/` in it, the one at that path, such as
  /// `/proc/PID/ns/net`.
  public init(_ name: String) throws(KernelError) {
    let path = name.utf8.contains(UInt8(ascii: "/")) ? name : "\(Self.folder)/\(name)"
    // SAFETY: the path is a NUL-terminated text while the call lasts.
    let opened = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw KernelError(request: "open the network namespace \(path)", code: errno) }
    descriptor = opened
    self.path = path
  }

  deinit {
    close(descriptor)
  }

  /// Whether the calling thread is in it.
  var isCurrent: Bool {
    var (here, there) = (stat(), stat())
    // SAFETY: the path is a NUL-terminated text while the call lasts, and the kernel fills in the local variables.
    guard unsafe fstat(descriptor, &there) == 0, unsafe stat("/proc/thread-self/ns/net", &here) == 0 else {
      return false
    }
    return here.st_dev == there.st_dev && here.st_ino == there.st_ino
  }

  /// Moves the calling thread into the namespace. What it opens from then on belongs there; other threads stay where
  /// they are.
  public func enter() throws(KernelError) {
    let code = shim_enter_network_namespace(descriptor)
    guard code == 0 else { throw KernelError(request: "enter the network namespace \(path)", code: code) }
  }
}
