internal import Glibc

/// The documents that were applied last, so that one can go back to an earlier one: a folder for each namespace, in it one
/// for each topology, in it the documents as `1.json`, `2.json` and so on. Only their owner can read them.
///
/// Whoever adds to it holds the lock of the namespace.
public struct History: Sendable {
  /// A document that was applied.
  public struct Entry: Sendable, Equatable {
    /// Its number: the first has 1.
    public let number: Int
    /// When it was written, in seconds since 1970.
    public let written: Int64
    /// Its file.
    public let path: String
    /// How long that is, in bytes.
    let size: Int64
  }

  /// How many documents of a topology are kept.
  public static let length = 10

  private static let ending = ".json"
  /// The document of an apply that waits to be confirmed.
  private static let proposal = "unconfirmed.json"

  private let base: String
  private let namespace: NamespaceKey

  /// The history of a namespace, in the folder `base`.
  public init(base: String, namespace: NamespaceKey) {
    self.base = base
    self.namespace = namespace
  }

  /// Decides where histories are kept.
  /// - Parameters:
  ///   - environment: The environment variables; `VNETCTL_STATE_DIR` overrules all else.
  ///   - system: The system's folder, `/var/lib/vnetctl`.
  /// - Returns: Nil when there is no place at all: no folder of the system's, and no home.
  public static func locate(
    environment: [String: String], system: String = "/var/lib/vnetctl"
  ) throws(FileError) -> String? {
    if let named = environment["VNETCTL_STATE_DIR"], !named.isEmpty { return named + "/history" }
    if try FileSystem.canBeUsed(system) { return system }
    // A path that is relative is to be ignored: XDG Base Directory Specification.
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/vnetctl" }
    if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.local/state/vnetctl" }
    return nil
  }

  /// The variables of the environment that ``locate(environment:system:)`` asks for.
  public static let variables = ["VNETCTL_STATE_DIR", "XDG_STATE_HOME", "HOME"]

  /// Keeps a document that has been applied, unless it is the same as the newest, and lets go of the oldest.
  public func add(_ text: String, topology: String) throws(FileError) {
    let folder = folder(topology)
    try makeFolders(folder)
    let entries = try entries(topology: topology)
    if let newest = entries.first, newest.size == text.utf8.count, try self.text(of: newest) == text { return }
    let number = (entries.first?.number ?? 0) + 1
    try FileSystem.replace("\(number)\(Self.ending)", in: folder, with: Array(text.utf8), permissions: 0o600)
    for entry in entries.dropFirst(Self.length - 1) { try FileSystem.remove(entry.path) }
  }

  /// Keeps a document whose apply waits to be confirmed: until ``confirm(topology:)`` it was not applied.
  public func propose(_ text: String, topology: String) throws(FileError) {
    let folder = folder(topology)
    try makeFolders(folder)
    // An older one, of an apply that was undone, must not be confirmed in its place.
    try FileSystem.remove("\(folder)/\(Self.proposal)")
    try FileSystem.replace(Self.proposal, in: folder, with: Array(text.utf8), permissions: 0o600)
  }

  /// Takes the document that was proposed last for applied.
  public func confirm(topology: String) throws(FileError) {
    let path = "\(folder(topology))/\(Self.proposal)"
    guard try FileSystem.status(path) != nil else { return }
    try add(try text(at: path), topology: topology)
    try FileSystem.remove(path)
  }

  /// The documents of a topology that are kept, the newest first.
  public func entries(topology: String) throws(FileError) -> [Entry] {
    let folder = folder(topology)
    guard try FileSystem.status(folder) != nil else { return [] }
    try check(folder)
    var entries: [Entry] = []
    for name in try Folder.names(at: folder) ?? [] {
      // Names that vnetctl does not write, such as "01.json", are nothing of its own.
      guard name.hasSuffix(Self.ending), let number = Int(name.dropLast(Self.ending.count)), number > 0,
        name == "\(number)\(Self.ending)", let status = try FileSystem.status("\(folder)/\(name)")
      else { continue }
      // What was being written when the machine lost its power is there and has nothing in it.
      guard status.size > 0 else { continue }
      entries.append(Entry(number: number, written: status.modified, path: "\(folder)/\(name)", size: status.size))
    }
    return entries.sorted { $0.number > $1.number }
  }

  /// A document as it was applied.
  public func text(of entry: Entry) throws(FileError) -> String { try text(at: entry.path) }

  private func text(at path: String) throws(FileError) -> String {
    let file = try File.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    try file.status().demandTrust(path, as: .file)
    guard let text = String(validating: try file.readAll(), as: UTF8.self) else {
      throw FileError("read", path, code: EILSEQ, reason: "it is no text")
    }
    return text
  }

  private var namespaceFolder: String { "\(base)/\(namespace.text)" }

  private func folder(_ topology: String) -> String { "\(namespaceFolder)/\(FileName.encode(topology))" }

  /// Makes sure that nobody else laid out the folders, or can change what is in them.
  private func check(_ folder: String) throws(FileError) {
    for path in [base, namespaceFolder, folder] {
      try FileSystem.status(path)?.demandTrust(path, as: .folder)
    }
  }

  private func makeFolders(_ folder: String) throws(FileError) {
    try makeAncestors(of: base)
    let isNew = try FileSystem.status(namespaceFolder) == nil
    for path in [base, namespaceFolder, folder] {
      try FileSystem.makeDirectory(path, permissions: 0o700)
      try FileSystem.status(path)?.demandTrust(path, as: .folder)
    }
    if isNew && namespace.isOfThisBoot { try removeOtherBoots() }
  }

  private func makeAncestors(of path: String) throws(FileError) {
    let parent = FileSystem.parent(of: path)
    guard parent != path, try FileSystem.status(parent) == nil else { return }
    try makeAncestors(of: parent)
    try FileSystem.makeDirectory(parent, permissions: 0o700)
  }

  /// Namespaces without a name do not outlive the boot, and nobody could ask for their histories again.
  private func removeOtherBoots() throws(FileError) {
    for name in try Folder.names(at: base) ?? []
    where name.hasPrefix(NamespaceKey.bootPrefix) && !name.hasPrefix(namespace.boot + "-") {
      try remove("\(base)/\(name)", depth: 2)
    }
  }

  /// Removes a folder with what a history has in it, and follows no links. What does not go stays.
  private func remove(_ path: String, depth: Int) throws(FileError) {
    guard depth > 0, try FileSystem.status(path)?.isDirectory == true else {
      try? FileSystem.remove(path)
      return
    }
    for name in try Folder.names(at: path) ?? [] { try remove("\(path)/\(name)", depth: depth - 1) }
    FileSystem.removeEmptyDirectory(path)
  }
}
