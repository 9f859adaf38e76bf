internal import Glibc

/// What a network namespace is called where things are kept that outlive a boot: as far as possible by what it is to
/// people, since its cookie means another namespace after the next boot.
public struct NamespaceKey: Sendable, Equatable {
  /// `netns-blue` for one that `ip netns` knows, `host` for the machine's own, and otherwise
  /// `boot-1b4e28ba-4711`, of which nothing is left after this boot.
  public let text: String

  /// What `text` begins with for namespaces that have no name, and so are gone after the boot.
  static let bootPrefix = "boot-"

  /// How many digits of the boot's name are in the key.
  private static let bootDigits = 8

  /// Whether the namespace is gone after this boot.
  var isOfThisBoot: Bool { text.hasPrefix(Self.bootPrefix) }

  /// What the keys of the namespaces of this boot begin with, where the key is one of those.
  var boot: Substring { text.prefix(Self.bootPrefix.count + Self.bootDigits) }

  /// The key of the namespace that the calling thread is in.
  /// - Parameters:
  ///   - cookie: Its `SO_NETNS_COOKIE`.
  ///   - boot: The name of this boot, a UUID.
  ///   - own: The namespace as a file.
  ///   - initial: The namespace of the first process as a file. Ordinary users cannot open it.
  ///   - named: The folder in which `ip netns` keeps its namespaces.
  public init(
    cookie: UInt64, boot: String, own: String = "/proc/thread-self/ns/net", initial: String = "/proc/1/ns/net",
    named: String = "/run/netns"
  ) throws(FileError) {
    let identity = try File.reading(own).status().identity
    let names = try? Folder.names(at: named)
    if let name = (names ?? [])?.first(where: { Self.identity("\(named)/\($0)") == identity }) {
      text = "netns-" + FileName.encode(name)
    } else if let first = Self.identity(initial) {
      text = first == identity ? "host" : Self.unnamed(cookie, boot)
    } else {
      // The kernel numbers namespaces in the order in which they are made (net/core/net_namespace.c), and begins with
      // its own.
      text = cookie == 1 ? "host" : Self.unnamed(cookie, boot)
    }
  }

  private static func identity(_ path: String) -> File.Status.Identity? { try? File.reading(path).status().identity }

  private static func unnamed(_ cookie: UInt64, _ boot: String) -> String {
    "\(bootPrefix)\(FileName.encode(String(boot.prefix(bootDigits))))-\(cookie)"
  }
}
