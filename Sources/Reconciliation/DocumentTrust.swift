internal import Glibc

/// Whose documents are taken: what root applies, nobody else may be able to write.
public struct DocumentTrust: Sendable {
  /// A document that somebody else could have written.
  public struct Violation: Error, Sendable, Equatable {
    /// The file or the folder.
    public let path: String
    /// Who could write to it: `everybody may write to it (mode 0666)`.
    public let reason: String
    /// What to do about it.
    public let remedy: String
  }

  /// The users whose files are taken; nil when everybody's are.
  private let owners: Set<UInt32>?

  /// Takes all documents.
  public static let unlimited = DocumentTrust(owners: nil)

  /// Takes the documents of these users alone, if nobody else can write to them.
  init(owners: Set<UInt32>?) { self.owners = owners }

  /// What this process should take. Only root of the whole machine can do what others cannot: everybody can be root of a
  /// user namespace, and do there what they like.
  /// - Parameters:
  ///   - sudoUser: The environment variable `SUDO_UID`: who became root.
  ///   - map: The user namespace's mapping.
  public static func ofThisProcess(
    sudoUser: String?, map: String = "/proc/self/uid_map"
  ) throws(FileError) -> DocumentTrust {
    guard geteuid() == 0, try isInitial(File.reading(map).readAll()) else { return .unlimited }
    return DocumentTrust(owners: [0, getuid(), sudoUser.flatMap { UInt32($0) } ?? 0])
  }

  /// Whether a mapping is that of all users to themselves.
  static func isInitial(_ map: [UInt8]) -> Bool {
    let words = String(decoding: map, as: UTF8.self).split { $0 == " " || $0 == "\n" }
    return words == ["0", "0", "4294967295"]
  }

  /// Why an open file cannot be trusted, or the folder that it is in; nil when both can.
  /// - Parameter path: By what name it was opened. Where that is a link, the folders of both are looked at: whoever can write
  ///   to either decides what is read.
  public func violation(by file: borrowing File, at path: String) throws(FileError) -> Violation? {
    guard owners != nil else { return nil }
    let folder = FileSystem.parent(of: path)
    if let violation = try violation(byFolder: folder) { return violation }
    if let target = try file.target().map(FileSystem.parent), target != folder,
      let violation = try violation(byFolder: target)
    {
      return violation
    }
    return violation(try file.status(), path)
  }

  /// Why a folder of documents cannot be trusted; nil when it can.
  public func violation(byFolder path: String) throws(FileError) -> Violation? {
    guard owners != nil else { return nil }
    return violation(try File.open(path, O_RDONLY | O_DIRECTORY).status(), path)
  }

  private func violation(_ status: File.Status, _ path: String) -> Violation? {
    guard let owners, owners.contains(status.owner) else {
      return Violation(
        path: path, reason: "it belongs to the user \(status.owner)", remedy: "make it root's (chown root)")
    }
    // In a sticky folder such as /tmp nobody can put another file in the place of one that is not his.
    guard status.isWritableForOthers, !(status.isDirectory && status.isSticky) else { return nil }
    let mode = String(status.mode & 0o7777, radix: 8)
    return Violation(
      path: path, reason: "its mode \(mode) lets \(status.mode & 0o002 != 0 ? "everybody" : "its group") write to it",
      remedy: "take that right away (chmod go-w)")
  }
}

extension DocumentTrust.Violation: CustomStringConvertible {
  /// One sentence: what is wrong, and what to do about it.
  public var description: String {
    """
    \(path): \(reason), and so somebody else could decide what root does to this host; \(remedy), or say \
    --allow insecure-files
    """
  }
}
