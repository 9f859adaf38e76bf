internal import Foundation
internal import KernelTestSupport
internal import NetworkModel
internal import Reconciliation
internal import Testing

/// What vnetctl does when its records cannot be kept, or cannot be trusted: nothing, and it says so.
@Suite(.requires(.namespaces)) struct StateFolderTests {
  private static let first = #""br": {"kind": "bridge"}, "vm0": {"kind": "tap", "bridge": "br"}"#
  private static let second = #""br": {"kind": "bridge"}, "vm1": {"kind": "tap", "bridge": "br"}"#

  /// Runs vnetctl with its state on a file system of its own, in a mount namespace of its own.
  private static let script = """
    set -u
    status() { "$@"; echo "status $?"; }
    mkdir -p "$3"
    mount -t tmpfs -o size=64k none "$3"
    case $4 in
      full-before) head -c 1000000 /dev/zero > "$3/filler" 2>/dev/null; status "$1" apply "$2/first.json" ;;
      full-after)
        status "$1" apply "$2/first.json"
        head -c 1000000 /dev/zero > "$3/filler" 2>/dev/null
        status "$1" apply "$2/second.json" --yes ;;
      read-only-before) mount -o remount,ro "$3"; status "$1" apply "$2/first.json" ;;
      read-only-after)
        status "$1" apply "$2/first.json"
        mount -o remount,ro "$3"
        status "$1" apply "$2/second.json" --yes ;;
    esac
    ip -br link > "$2/links"
    case $4 in
      full-*) rm "$3/filler" ;;
      *) mount -o remount,rw "$3" ;;
    esac
    status "$1" apply "$2/second.json" --yes
    status "$1" destroy test --yes
    """

  /// What is wrong with the folder.
  enum Trouble: String, CaseIterable {
    case fullBefore = "full-before", fullAfter = "full-after"
    case readOnlyBefore = "read-only-before", readOnlyAfter = "read-only-after"
  }

  @Test(arguments: Trouble.allCases)
  func `nothing is changed that cannot be put on record, and all goes on once it can`(_ trouble: Trouble) throws {
    let host = try Host()
    for (name, links) in [("first", Self.first), ("second", Self.second)] {
      _ = try host.file("\(name).json", "{\"version\": 1, \"name\": \"test\", \"links\": {\(links)}}")
    }
    let state = host.folder + "/state"
    let output = try host.namespace.spawn(
      "unshare", ["-m", "sh", "-c", Self.script, "sh", Host.program, host.folder, state, trouble.rawValue],
      variables: ["VNETCTL_STATE_DIR": state])
    let statuses = output.text.split(separator: "\n").filter { $0.hasPrefix("status ") }.map { $0.dropFirst(7) }
    let isAfter = trouble == .fullAfter || trouble == .readOnlyAfter
    #expect(statuses == (isAfter ? ["0"] : []) + ["2", "0", "0"], "\(output)")
    let isFull = trouble == .fullBefore || trouble == .fullAfter
    #expect(output.errors.contains(isFull ? "make room there" : "make it writable"), "\(output.errors)")
    let links = try String(contentsOfFile: host.folder + "/links", encoding: .utf8)
    #expect(links.contains("vm0") == isAfter && !links.contains("vm1"), "\(links)")
    #expect(try host.links().names == [])
  }

  /// How a record is spoilt.
  enum Damage: CaseIterable {
    case flipped, cut, empty, foreign

    func apply(to bytes: Data) -> Data {
      switch self {
      case .flipped:
        var bytes = bytes
        bytes[bytes.count / 2] ^= 1
        return bytes
      case .cut: return bytes.prefix(bytes.count - 20)
      case .empty: return Data()
      case .foreign: return Data("something else\n".utf8)
      }
    }
  }

  @Test(arguments: Damage.allCases)
  func `on the ground of a record that cannot be trusted nothing is removed`(_ damage: Damage) throws {
    let host = try Host.withNIC()
    try host.apply(Self.first + #", "nic": {"kind": "nic", "bridge": "br"}"#)
    try host.waitForDuplicateAddressDetection()
    let before = try host.settled()
    let record = try host.recordPath()
    let original = try Data(contentsOf: URL(fileURLWithPath: record))
    try damage.apply(to: original).write(to: URL(fileURLWithPath: record))
    let document = try host.document(Self.second)
    for command in [
      ["apply", document, "--yes"], ["destroy", "test", "--yes"], ["revert", "--name", "test", "--yes"], ["confirm"],
    ] {
      let output = try host.vnetctl(command)
      #expect(output.status == 2, "\(command): \(output)")
      #expect(output.errors.contains(record) && output.errors.contains("record"), "\(output.errors)")
      let differences = try HostState.differences(of: host, from: before)
      #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
    }
    // Nothing is lost by that.
    try original.write(to: URL(fileURLWithPath: record))
    try host.destroy()
    #expect(try host.links().names == ["nic", "peer"])
  }

  @Test func `a record from before the machine last started owns nothing of what is there now`() throws {
    let host = try Host()
    let topology = try Rehearsal.topology("\"links\": {\(Self.first)}")
    try host.reconcile { kernel, file in
      _ = try Reconciler(kernel: kernel, record: RecordFile(in: file.directory, boot: "before")).apply(topology)
    }
    let output = try host.vnetctl("destroy", "test", "--yes")
    #expect(output.status == 0, "\(output)")
    #expect(try host.links().names == ["br", "vm0"])
    // What others made is taken as it is, and stays theirs.
    try host.apply(Self.first)
    try host.destroy()
    #expect(try host.links().names == ["br", "vm0"])
  }
}

extension Host {
  /// The file that holds the record of this host.
  fileprivate func recordPath() throws -> String { try reconcile { _, file in file.directory.path + "/record" } }
}
