internal import Glibc
internal import NetworkModel
public import Planning

/// The SSH session in which the program runs, if it runs in one.
public enum SSHSession {
  private static let variable = "SSH_CONNECTION"

  /// What `sshd` says of it in the environment of this process, or else of the processes that it comes from: `sudo` and
  /// `su` do not hand the variable on.
  public static func current() -> Protection.Session? {
    if let session = Environment[variable].flatMap(Protection.Session.init) { return session }
    var process = getppid()
    // A process that ends meanwhile leaves its children to another one, but no way up is that long.
    for _ in 0..<256 where process > 1 {
      if let session = session(of: process) { return session }
      guard let parent = parent(of: process) else { return nil }
      process = parent
    }
    return nil
  }

  /// Nil also when the process is somebody else's, and its environment not to be read.
  private static func session(of process: Int32) -> Protection.Session? {
    guard let bytes = try? File.reading("/proc/\(process)/environ").readAll() else { return nil }
    let start = "\(variable)=".utf8
    guard let entry = bytes.split(separator: 0).first(where: { $0.starts(with: start) }) else { return nil }
    return Protection.Session(String(decoding: entry.dropFirst(start.count), as: UTF8.self))
  }

  private static func parent(of process: Int32) -> Int32? {
    guard let bytes = try? File.reading("/proc/\(process)/stat").readAll() else { return nil }
    return parent(inStatus: bytes)
  }

  /// `4711 (name) S 42 …`, where the name of the program can hold anything.
  static func parent(inStatus text: [UInt8]) -> Int32? {
    guard let end = text.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = text[end...].split(separator: UInt8(ascii: " "), maxSplits: 3)
    return fields.count > 2 ? Int32(String(decoding: fields[2], as: UTF8.self)) : nil
  }
}

extension Protection.Session {
  /// Reads `192.0.2.1 50000 192.0.2.7 22`: the far end and this one; nil for anything else.
  init?(_ text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 4, UInt16(words[1]) != nil, UInt16(words[3]) != nil,
      let client = Self.address(words[0]), let server = Self.address(words[2])
    else { return nil }
    self.init(client: client, server: server)
  }

  /// An address without the zone that those of one link alone have: `fe80::1%eth0`.
  private static func address(_ text: Substring) -> IPAddress? {
    IPAddress(String(text.prefix { $0 != "%" }))
  }
}
