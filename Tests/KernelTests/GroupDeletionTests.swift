internal import Foundation
internal import KernelTestSupport
internal import RandomNumbers
internal import Synchronization
internal import Testing

/// Many links are removed by one request for a device group, in which there must be nobody else's.
@Suite(.requires(.namespaces)) struct GroupDeletionTests {
  @Test func `links of others that go from group to group meanwhile are not removed along`() throws {
    let host = try Host()
    let others = (0..<20).map { "other\($0)" }
    try host.ip(lines: others.map { "link add \($0) type bridge" }.joined(separator: "\n"))
    let document = try host.document(#""br": {"kind": "bridge"}, "vm[0-59]": {"kind": "tap", "bridge": "br"}"#)

    // The groups in which links are by default or by custom, and such as vnetctl could choose.
    let isOver = Mutex(false)
    let finished = DispatchSemaphore(value: 0)
    let thread = Thread {
      defer { finished.signal() }
      var dice = SplitMix64(seed: 7)
      while !isOver.withLock({ $0 }) {
        let lines = others.map { name in
          let group = dice.next() % 4 == 0 ? dice.next() % 8 : 0x4000_0000 + dice.next() % 0x4000_0000
          return "link set dev \(name) group \(group)"
        }
        try? host.ip(lines: lines.joined(separator: "\n"))
      }
    }
    thread.start()
    defer {
      isOver.withLock { $0 = true }
      finished.wait()
    }
    for _ in 0..<(Requirement.isLab ? 2 : 6) {
      let made = try host.vnetctl("apply", document)
      #expect(made.status == 0, "\(made.errors)")
      let removed = try host.vnetctl("destroy", "test", "--yes")
      #expect(removed.status == 0, "\(removed.errors)")
      let left = try host.links().names
      #expect(Set(left) == Set(others))
    }
  }

  @Test func `a link that was put into a group of its own is removed with the others`() throws {
    let host = try Host()
    let document = try host.document(#""vm[0-3]": {"kind": "tap"}"#)
    #expect(try host.vnetctl("apply", document).status == 0)
    try host.ip(lines: "link set dev vm1 group 42\nlink add theirs group 42 type bridge")
    #expect(try host.vnetctl("destroy", "test", "--yes").status == 0)
    #expect(try Set(host.links().names) == ["theirs"])
  }
}
