internal import Foundation
internal import KernelTestSupport
internal import Testing

/// What cannot be done is refused in one line each, with an exit status of its own, before anything is changed.
@Suite(.requires(.namespaces)) struct RefusalTests {
  /// What stands in a file that is no document.
  enum Content: String, CaseIterable {
    case empty, text, binary, zeros, deep, doubled

    var bytes: Data {
      switch self {
      case .empty: Data()
      case .text: Data("hello\n".utf8)
      case .binary: Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ 128) })
      case .zeros: Data(count: 4096)
      case .deep: Data(repeating: UInt8(ascii: "["), count: 100_000_000)
      case .doubled: Data(#"{"links": {"t": {"kind": "tap"}, "t": {"kind": "tap"}}}"#.utf8)
      }
    }

    /// What vnetctl has to say of it.
    var words: String {
      switch self {
      case .empty: "empty"
      case .text: "1:1"
      case .binary, .zeros: "binary data"
      case .deep: "levels deep"
      case .doubled: "links.t: this key"
      }
    }
  }

  @Test(arguments: Content.allCases) func `a file that is no document is refused in one line`(_ content: Content) throws
  {
    let host = try Host()
    let path = "\(host.folder)/\(content).json"
    try content.bytes.write(to: URL(fileURLWithPath: path))
    let output = try host.vnetctl("apply", path)
    #expect(output.status == 65)
    #expect(output.errors.contains("\(content).json") && output.errors.contains(content.words), "\(output.errors)")
    #expect(output.errors.split(separator: "\n").count == 1 && output.errors.utf8.count < 400 && output.text.isEmpty)
  }

  @Test func `a file or a namespace that is not there, and a wrong command line`() throws {
    let host = try Host()
    let missing = try host.vnetctl("apply", "/nonexistent/topology.json")
    #expect(missing.status == 65)
    #expect(missing.errors == "vnetctl: cannot open /nonexistent/topology.json: No such file or directory (ENOENT)\n")

    let document = try host.document(#""t": {"kind": "tap"}"#)
    let nowhere = try host.namespace.spawn(Host.program, ["apply", document, "--netns", "no-such-namespace"])
    #expect(nowhere.status == 2)
    #expect(nowhere.errors.contains("/run/netns/no-such-namespace: No such file or directory (ENOENT)"))
    let noNamespace = try host.namespace.spawn(Host.program, ["apply", document, "--netns", "/dev/null"])
    #expect(noNamespace.status == 2 && noNamespace.errors.contains("/dev/null"))

    for arguments in [
      ["aply"], ["apply"], ["apply", document, "--allow", "anything"], ["apply", document, "--wrong"],
    ] {
      #expect(try host.vnetctl(arguments).status == 64)
    }
    #expect(try host.links().names == [])
  }

  @Test func `every fault of a document is told at once, with its place`() throws {
    let host = try Host()
    let output = try host.tryApply(
      """
      "sixteen-letters-": {"kind": "tap"},
      "a/b": {"kind": "tap"},
      "a b": {"kind": "tap"},
      "tap%d": {"kind": "tap"},
      "v0": {"kind": "vlan", "link": "n", "id": 0},
      "v4095": {"kind": "vlan", "link": "n", "id": 4095},
      "m1": {"kind": "tap", "mtu": 1},
      "m2": {"kind": "tap", "mtu": 1000000000},
      "mac": {"kind": "tap", "mac": "01:00:5e:00:00:01"},
      "user": {"kind": "tap", "owner": "no-such-user"},
      "key": {"kind": "tap", "ovner": 0},
      "type": {"kind": "tap", "up": "yes"},
      "self": {"kind": "tap", "bridge": "self"},
      "loop1": {"kind": "vlan", "link": "loop2", "id": 1},
      "loop2": {"kind": "vlan", "link": "loop1", "id": 1},
      "n": {"kind": "nic"}
      """)
    #expect(output.status == 65)
    let lines = output.errors.split(separator: "\n")
    for (line, words) in [
      (2, "16 bytes"), (3, "\"/\""), (4, "white space"), (5, "numbering template"), (6, "links.v0.id"),
      (7, "links.v4095.id"), (8, "links.m1.mtu"), (9, "links.m2.mtu"), (10, "multicast"), (11, "no-such-user"),
      (12, "did you mean \"owner\""), (13, "links.type.up"), (14, "links.self.bridge"),
    ] {
      #expect(
        lines.contains { $0.contains("test.json:\(line):") && $0.contains(words) }, "line \(line): \(output.errors)")
    }
    #expect(lines.contains { $0.contains("loop1") && $0.contains("loop2") })
    #expect(try host.links().names == [])
  }

  @Test func `a name that another kind of link has is refused before anything is changed`() throws {
    let host = try Host()
    try host.ip(lines: "link add taken type bridge\ntuntap add tun0 mode tun")
    let before = try host.steady()
    let output = try host.tryApply(#""first": {"kind": "tap"}, "taken": {"kind": "tap"}"#)
    #expect(output.status == 2)
    #expect(output.errors.contains("test.json:2:27: taken: there is a bridge of that name, which vnetctl did not make"))
    let tun = try host.tryApply(#""tun0": {"kind": "tap"}"#)
    #expect(tun.status == 2 && tun.errors.contains("tun0: there is a link of kind tun of that name"))
    #expect(try host.steady() == before)
  }

  @Test func `a reference to a link that is nowhere is a fault of the document`() throws {
    let host = try Host()
    try host.ip(lines: "tuntap add tap0 mode tap")
    let dangling = try host.tryApply(#""t": {"kind": "tap", "bridge": "br9"}"#)
    #expect(dangling.status == 65 && dangling.errors.contains("there is no bridge br9"))
    let noBridge = try host.tryApply(#""t": {"kind": "tap", "bridge": "tap0"}"#)
    #expect(noBridge.status == 65 && noBridge.errors.contains("tap0 is a tap, not a bridge"))
    #expect(try host.links().names == ["tap0"])
  }

  @Test(.requires(.root)) func `without permission nothing is changed and the capability is named`() throws {
    let host = try Host()
    let document = try host.document(#""br": {"kind": "bridge"}"#)
    let program = try host.publicProgram()
    let user = ["--reuid", "65534", "--regid", "65534", "--clear-groups", program]
    let output = try host.namespace.spawn("setpriv", user + ["apply", document])
    #expect(output.status == 77)
    #expect(output.errors.contains("EPERM") && output.errors.contains("CAP_NET_ADMIN"))
    #expect(try host.links().names == [])
    // To look is allowed to everybody.
    let diff = try host.namespace.spawn("setpriv", user + ["diff", document])
    #expect(diff.status == 1 && diff.text.contains("+ bridge br"))
  }

  @Test func `a missing /dev/net/tun names the module that brings it`() throws {
    let host = try Host()
    let document = try host.document(#""br": {"kind": "bridge"}, "t": {"kind": "tap", "bridge": "br"}"#)
    let output = try host.namespace.spawn(
      "unshare",
      ["--mount", "sh", "-c", "mount -t tmpfs none /dev/net && exec \"$@\"", "sh", Host.program, "apply", document],
      variables: ["VNETCTL_STATE_DIR": host.folder + "/state"])
    #expect(output.status == 69)
    #expect(output.errors.contains("test.json:2:27: t: this kernel has no TAP devices: load the module tun"))
    #expect(try host.links().names == [])
  }

  @Test(.enabled(if: !Requirement.vlan.isMet, "this kernel has VLANs"))
  func `a kernel without VLAN devices is told by the name of the module`() throws {
    let host = try Host.withNIC()
    let output = try host.tryApply(
      #""br": {"kind": "bridge"}, "v": {"kind": "vlan", "link": "nic", "id": 1}"#)
    #expect(output.status == 69)
    #expect(output.errors.contains("v: this kernel has no VLAN devices: load the module 8021q"))
    #expect(try host.links().names == ["nic", "peer"])
  }

  @Test(.enabled(if: !Requirement.vlanFiltering.isMet, "this kernel's bridges filter VLANs"))
  func `a kernel without VLAN filtering is told before anything is changed`() throws {
    let host = try Host()
    for links in [
      #""br": {"kind": "bridge", "vlan_filtering": true}"#,
      #""br": {"kind": "bridge"}, "t": {"kind": "tap", "bridge": {"name": "br", "vlan": {"access": 10}}}"#,
    ] {
      let output = try host.tryApply(links)
      #expect(output.status == 69 && output.errors.contains("this kernel has no VLAN filtering on bridges"))
    }
    #expect(try host.links().names == [])
  }

  @Test func `a second run at the same time is refused`() throws {
    let host = try Host()
    try host.apply(#""t": {"kind": "tap"}"#)
    let state = host.folder + "/state"
    let cookie = try #require(FileManager.default.contentsOfDirectory(atPath: state).first { Int($0) != nil })
    let descriptor = unsafe open("\(state)/\(cookie)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    #expect(descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let output = try host.tryApply(#""t": {"kind": "tap", "mtu": 1400}"#, name: "test", "--lock-timeout", "0")
    #expect(output.status == 75)
    #expect(output.errors.contains("another vnetctl"))
    #expect(try host.links()["t"]["mtu"] == 1500)
    // To look is allowed meanwhile.
    #expect(try host.vnetctl("diff", host.folder + "/test.json").status == 1)
    close(descriptor)
    try host.apply(#""t": {"kind": "tap", "mtu": 1400}"#)
    #expect(try host.links()["t"]["mtu"] == 1400)
  }

  /// Which routers can be reached vnetctl leaves to the kernel to say.
  @Test func `what the kernel refuses is told in its own words, and rolled back`() throws {
    let host = try Host.withNIC()
    let links = #""br": {"kind": "bridge", "addresses": ["192.0.2.1/24"]}, "t": {"kind": "tap", "bridge": "br"}"#
    let before = try host.steady()
    let document = { [host] (router: String) in
      try host.file(
        "test.json",
        #"{"name": "test", "links": {\#(links)}, "routes": [{"to": "198.51.100.0/24", "via": "\#(router)", "dev": "br"}]}"#
      )
    }
    let output = try host.vnetctl(["apply", document("203.0.113.1"), "--yes"])
    #expect(output.status == 2)
    #expect(
      output.errors.contains("cannot add the route 198.51.100.0/24 via 203.0.113.1 dev br: Network is unreachable (")
        && output.errors.contains("ENETUNREACH") && output.errors.contains("Nexthop has invalid gateway"),
      "\(output.errors)")
    #expect(output.errors.hasSuffix("Rolled back: the host is as it was before.\n"))
    #expect(output.errors.split(separator: "\n").filter { $0.contains("cannot") }.count == 1)
    #expect(try host.steady() == before)
    #expect(try host.vnetctl(["apply", document("192.0.2.9"), "--yes"]).status == 0)
    #expect(try host.links()["t"]["master"] == "br")
    try host.destroy()
    #expect(try host.links().names == ["nic", "peer"])
  }
}

extension Host {
  /// A copy of the program that every user can run, wherever the one under test lies.
  func publicProgram() throws -> String {
    let copy = folder + "/vnetctl"
    // By another process: a program cannot be run while any process has it open for writing, and those that other tests
    // start at the same time would inherit the descriptor.
    let output = try namespace.spawn("install", ["-m", "755", Host.program, copy])
    guard output.status == 0 else { throw Failure(description: "install: \(output.errors)") }
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
    return copy
  }
}
