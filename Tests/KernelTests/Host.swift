internal import Foundation
internal import KernelTestSupport

/// A host to be plumbed: a network namespace of a test's own, with the program under test to do it.
final class Host: Sendable {
  let namespace: Namespace
  /// A folder for the test's documents and for vnetctl's records. It goes with the value.
  let folder: String

  /// The program: `$VNETCTL`, or the one that was built along with the tests.
  static let program: String = {
    if let path = ProcessInfo.processInfo.environment["VNETCTL"], !path.isEmpty { return path }
    let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("vnetctl").path
  }()

  /// Where the program is started: in an empty namespace, so that one which ignored `--netns` would find nothing, and
  /// could do no harm to the machine.
  static let elsewhere = Result { try Namespace() }

  init() throws {
    namespace = try Namespace()
    folder = NSTemporaryDirectory() + "/vnetctl-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Runs the program on this host, its records kept in the test's own folder.
  func vnetctl(_ arguments: [String]) throws -> Namespace.Output {
    try Self.elsewhere.get().spawn(
      Self.program, arguments + ["--netns", namespace.path], variables: ["VNETCTL_STATE_DIR": folder + "/state"])
  }

  /// Starts the program on this host, and does not wait for it.
  /// - Parameter wrapper: A program, and its first arguments, to start it with.
  func start(_ arguments: [String], through wrapper: [String] = []) throws -> Child {
    let command = wrapper + [Self.program] + arguments + ["--netns", namespace.path]
    return try Self.elsewhere.get().start(
      command[0], Array(command.dropFirst()), variables: ["VNETCTL_STATE_DIR": folder + "/state"])
  }

  /// Runs the program on this host.
  func vnetctl(_ arguments: String...) throws -> Namespace.Output { try vnetctl(arguments) }

  /// Writes a file into the test's folder and returns its path.
  func file(_ name: String, _ text: String) throws -> String {
    let path = folder + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// A document with these links: the inside of the object that `links` is.
  func document(_ links: String, name: String = "test") throws -> String {
    try file("\(name).json", "{\"version\": 1, \"name\": \"\(name)\", \"links\": {\n\(links)\n}}\n")
  }

  /// Runs `apply` on a document with these links, whatever comes of it.
  func tryApply(_ links: String, name: String = "test", _ options: String...) throws -> Namespace.Output {
    try vnetctl(["apply", try document(links, name: name), "--yes"] + options)
  }

  /// Applies a document with these links.
  /// - Throws: ``Namespace/Failure`` with the program's words unless it succeeds.
  @discardableResult
  func apply(_ links: String, name: String = "test", _ options: String...) throws -> String {
    try succeed(["apply", try document(links, name: name), "--yes"] + options)
  }

  /// Removes what a topology owns.
  /// - Throws: ``Namespace/Failure`` with the program's words unless it succeeds.
  @discardableResult
  func destroy(_ name: String = "test", _ options: String...) throws -> String {
    try succeed(["destroy", name, "--yes"] + options)
  }

  /// Whether the topology that was applied last is in sync: `diff` finds nothing to do.
  func isInSync(_ name: String = "test") throws -> Bool {
    let output = try vnetctl("diff", "\(folder)/\(name).json")
    switch output.status {
    case 0: return true
    case 1: return false
    default: throw Failure(description: "vnetctl diff: exit status \(output.status): \(output.errors)")
    }
  }

  private func succeed(_ arguments: [String]) throws -> String {
    let output = try vnetctl(arguments)
    guard output.status == 0 else {
      let command = arguments.joined(separator: " ")
      throw Failure(
        description: "vnetctl \(command): exit status \(output.status):\n\(output.errors)\(output.text)")
    }
    return output.text
  }
}

/// Why a test cannot go on.
struct Failure: Error, CustomStringConvertible {
  let description: String
}

extension Host {
  /// Runs `ip` on lines such as `link add br0 type bridge`, all in one process.
  func ip(lines: String) throws {
    try namespace.ip("-batch", try file("batch", lines + "\n"))
  }

  /// A host with a pair of veths, both up and running, one of which plays the NIC.
  static func withNIC() throws -> Host {
    let host = try Host()
    let events = try LinkEvents(on: host)
    try host.ip(
      lines: """
        link add nic address 52:54:00:aa:00:01 type veth peer name peer address 52:54:00:aa:00:02
        link set dev nic up
        link set dev peer up
        """)
    try events.waitUntilRunning("nic", "peer")
    return host
  }
}
