import Foundation
import Testing

@testable import Reconciliation

@Suite struct HistoryTests {
  private let scratch: Scratch
  private let history: History

  init() throws {
    scratch = try Scratch()
    history = History(base: scratch.path + "/a/b", namespace: try HistoryTests.key(scratch, cookie: 1))
  }

  /// The key of a namespace that is nothing but a file; the machine's own where the cookie is 1.
  static func key(_ scratch: Scratch, cookie: UInt64, boot: String = "1b4e28ba-2fa1") throws -> NamespaceKey {
    let own = scratch.path + "/own"
    if !scratch.exists(own) { try scratch.write("", to: own) }
    return try NamespaceKey(
      cookie: cookie, boot: boot, own: own, initial: scratch.path + "/none", named: scratch.path + "/netns")
  }

  private func texts(_ topology: String) throws -> [String] {
    try history.entries(topology: topology).map { try history.text(of: $0) }
  }

  @Test func `nothing applied is an empty history`() throws {
    #expect(try history.entries(topology: "default").isEmpty)
    #expect(!scratch.exists(scratch.path + "/a"))
  }

  @Test func `documents are kept, the newest first`() throws {
    let start = Int64(Date().timeIntervalSince1970)
    try history.add("one", topology: "default")
    try history.add("zwei ü\0", topology: "default")
    let entries = try history.entries(topology: "default")
    #expect(entries.map(\.number) == [2, 1])
    #expect(entries.map(\.path) == [2, 1].map { "\(scratch.path)/a/b/host/default/\($0).json" })
    #expect(entries.allSatisfy { $0.written >= start - 1 && $0.written <= start + 60 })
    #expect(try texts("default") == ["zwei ü\0", "one"])
    #expect(try history.entries(topology: "other").isEmpty)
  }

  @Test func `only the owner can read them`() throws {
    try history.add("one", topology: "default")
    for path in ["a", "a/b", "a/b/host", "a/b/host/default"] {
      #expect(try scratch.permissions("\(scratch.path)/\(path)") == 0o700)
    }
    #expect(try scratch.permissions(scratch.path + "/a/b/host/default/1.json") == 0o600)
  }

  @Test func `the same document is kept once, until another came between`() throws {
    for text in ["one", "one", "two", "one", "one"] { try history.add(text, topology: "t") }
    #expect(try texts("t") == ["one", "two", "one"])
  }

  @Test func `the last ten are kept, and numbers go on`() throws {
    for number in 1...25 { try history.add("\(number)", topology: "t") }
    #expect(try history.entries(topology: "t").map(\.number) == (16...25).reversed())
    #expect(try texts("t") == (16...25).reversed().map(String.init))
    #expect(try Folder.names(at: scratch.path + "/a/b/host/t")?.count == History.length)
  }

  @Test func `any name of a topology is a folder of its own`() throws {
    let long = String(repeating: "ä/", count: 500)
    let names = [
      "", ".", "..", "../..", "/etc", "a/b", "a%2fb", "%", "-rf", "a b", "ü", "new\nline", ".hidden", "a.b", "\0", long,
      long + "x", "default", "Default", "*",
    ]
    for name in names { try history.add("of \(name)", topology: name) }
    for name in names { #expect(try texts(name) == ["of \(name)"]) }
    let folders = try #require(try Folder.names(at: scratch.path + "/a/b/host"))
    #expect(folders.count == names.count)
    for folder in folders {
      #expect(!folder.hasPrefix(".") && folder.utf8.count < 255)
      #expect(folder.utf8.allSatisfy { 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "/") })
    }
    #expect(try Folder.names(at: scratch.path) == ["a", "own"])
    #expect(folders.contains("%2e.%2f.."))
  }

  @Test func `what a run that was killed left does not count and is replaced`() throws {
    try history.add("one", topology: "t")
    let folder = scratch.path + "/a/b/host/t"
    for name in ["2.json.new", "0.json", "01.json", "-1.json", "x.json", "3.txt"] {
      try scratch.write("half", to: "\(folder)/\(name)")
    }
    #expect(try texts("t") == ["one"])
    try history.add("two", topology: "t")
    #expect(try texts("t") == ["two", "one"])
    #expect(!scratch.exists(folder + "/2.json.new"))
  }

  @Test func `links are not followed`() throws {
    try history.add("one", topology: "t")
    let folder = scratch.path + "/a/b/host/t"
    let victim = scratch.path + "/victim"
    try scratch.write("precious", to: victim)
    try FileManager.default.createSymbolicLink(atPath: folder + "/2.json.new", withDestinationPath: victim)
    try history.add("two", topology: "t")
    #expect(try scratch.text(victim) == "precious")
    try FileManager.default.createSymbolicLink(atPath: folder + "/3.json", withDestinationPath: victim)
    #expect(throws: FileError.self) { try texts("t") }
    try FileManager.default.moveItem(atPath: folder, toPath: scratch.path + "/moved")
    try FileManager.default.createSymbolicLink(atPath: folder, withDestinationPath: scratch.path + "/moved")
    #expect(throws: FileError.self) { try history.entries(topology: "t") }
    #expect(throws: FileError.self) { try history.add("three", topology: "t") }
  }

  @Test func `a folder that others may write is refused`() throws {
    try history.add("one", topology: "t")
    for path in ["a/b", "a/b/host", "a/b/host/t"] {
      let folder = "\(scratch.path)/\(path)"
      try FileManager.default.setAttributes([.posixPermissions: 0o770], ofItemAtPath: folder)
      #expect(throws: FileError.self) { try history.entries(topology: "t") }
      #expect(throws: FileError.self) { try history.add("two", topology: "t") }
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
    }
    #expect(try texts("t") == ["one"])
  }

  @Test func `nameless namespaces of other boots are forgotten`() throws {
    let base = scratch.path + "/a/b"
    func add(_ cookie: UInt64, _ boot: String) throws {
      try History(base: base, namespace: try Self.key(scratch, cookie: cookie, boot: boot)).add("x", topology: "t")
    }
    try history.add("kept", topology: "t")
    try add(5, "aaaaaaaa-1")
    try add(6, "aaaaaaaa-1")
    let outside = scratch.path + "/outside"
    try scratch.write("precious", to: outside)
    try FileManager.default.createSymbolicLink(
      atPath: base + "/boot-aaaaaaaa-6/link", withDestinationPath: scratch.path)
    #expect(try Folder.names(at: base) == ["boot-aaaaaaaa-5", "boot-aaaaaaaa-6", "host"])
    try add(5, "bbbbbbbb-1")
    #expect(try Folder.names(at: base) == ["boot-bbbbbbbb-5", "host"])
    #expect(try scratch.text(outside) == "precious")
    #expect(try texts("t") == ["kept"])
  }

  @Test func `where it is depends on what there is`() throws {
    func locate(_ environment: [String: String], _ system: String) throws -> String? {
      try History.locate(environment: environment, system: scratch.path + system)
    }
    let all = ["VNETCTL_STATE_DIR": "/s", "XDG_STATE_HOME": "/x", "HOME": "/h"]
    #expect(try locate(all, "/new") == "/s/history")
    #expect(try locate(["HOME": "/h"], "/new") == scratch.path + "/new")
    #expect(try locate(["XDG_STATE_HOME": "/x", "HOME": "/h"], "/none/such") == "/x/vnetctl")
    #expect(try locate(["XDG_STATE_HOME": "x", "HOME": "/h"], "/none/such") == "/h/.local/state/vnetctl")
    #expect(try locate(["VNETCTL_STATE_DIR": "", "HOME": ""], "/none/such") == nil)
  }
}

@Suite struct NamespaceKeyTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try FileManager.default.createDirectory(atPath: scratch.path + "/netns", withIntermediateDirectories: false)
    for name in ["own", "first"] { try scratch.write("", to: "\(scratch.path)/\(name)") }
  }

  private func key(_ cookie: UInt64 = 4711, initial: String = "first") throws -> String {
    try NamespaceKey(
      cookie: cookie, boot: "1b4e28ba-2fa1", own: scratch.path + "/own", initial: "\(scratch.path)/\(initial)",
      named: scratch.path + "/netns"
    ).text
  }

  @Test func `a namespace is called by its name, if it has one`() throws {
    try scratch.write("", to: scratch.path + "/netns/another")
    #expect(try key() == "boot-1b4e28ba-4711")
    // As a bind mount does, a second name has the same device and inode.
    try FileManager.default.linkItem(atPath: scratch.path + "/own", toPath: scratch.path + "/netns/.blue %")
    #expect(try key() == "netns-%2eblue%20%25")
    #expect(try key(1, initial: "own") == "netns-%2eblue%20%25")
  }

  @Test func `the machine's own namespace is that of the first process`() throws {
    #expect(try key(initial: "own") == "host")
    #expect(try key(1) == "boot-1b4e28ba-1")
    // Where that cannot be seen, the first cookie is it.
    #expect(try key(1, initial: "none") == "host")
    #expect(try key(2, initial: "none") == "boot-1b4e28ba-2")
  }

  @Test func `without the folder of ip netns there are no names`() throws {
    try scratch.remove(scratch.path + "/netns")
    #expect(try key() == "boot-1b4e28ba-4711")
  }

  @Test func `the namespace of this thread has a key`() throws {
    let text = try NamespaceKey(cookie: 0, boot: try RecordFile.currentBoot()).text
    #expect(text == "host" || text.hasPrefix("netns-") || text.hasSuffix("-0"))
  }
}
