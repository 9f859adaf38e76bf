internal import Foundation
internal import KernelTestSupport
internal import Testing

/// Applies that are undone unless somebody confirms them.
@Suite(.requires(.namespaces)) struct ConfirmationTests {
  private static let attached = #""nic": {"kind": "nic", "bridge": "br"}, "br": {"kind": "bridge"}"#

  private func host() throws -> Host {
    let host = try Host.withNIC()
    try host.ip(lines: "address add 192.0.2.7/24 dev nic\nroute add default via 192.0.2.1 dev nic")
    return host
  }

  @Test func `what nobody confirms is undone`() throws {
    let host = try host()
    let before = try host.addressing(of: "nic")
    let events = try LinkEvents(on: host)
    let output = try host.tryApply(Self.attached, "--confirm", "1")
    #expect(output.status == 0 && output.text.contains("vnetctl confirm"), "\(output.errors)")
    try events.waitUntilGone("br")
    try host.waitForTheGuardian()
    #expect(try host.addressing(of: "nic") == before)
    #expect(try host.vnetctl("confirm").status == 2)
  }

  @Test func `what is confirmed stays, and until then others have to wait`() throws {
    let host = try host()
    #expect(try host.tryApply(Self.attached, "--confirm", "600").status == 0)
    let other = try host.tryApply(#""tap": {"kind": "tap"}"#, name: "other")
    #expect(other.status == 75 && other.errors.contains("waits to be confirmed"))
    #expect(try host.vnetctl("confirm").status == 0)
    try host.waitForTheGuardian()
    #expect(try host.isInSync())
    #expect(try host.tryApply(#""tap": {"kind": "tap"}"#, name: "other").status == 0)
  }

  @Test func `revert undoes it at once`() throws {
    let host = try host()
    let before = try host.addressing(of: "nic")
    #expect(try host.tryApply(Self.attached, "--confirm", "600").status == 0)
    let output = try host.vnetctl("revert", "--yes")
    #expect(output.status == 0, "\(output.errors)")
    #expect(try host.addressing(of: "nic") == before)
    #expect(try host.links().names == ["nic", "peer"])
    try host.waitForTheGuardian()
  }

  /// The session ends, and all of its processes get a SIGHUP; or the process that applies is killed outright, in the middle.
  @Test(arguments: ["KILL", "HUP"]) func `the guardian does it when the apply is dead`(signal: String) throws {
    let host = try host()
    let before = try host.addressing(of: "nic")
    let document = try host.document(
      Self.attached + #", "vm[0-\#(Requirement.isLab ? 199 : 799)]": {"kind": "tap", "bridge": "br"}"#)
    // The first link that is made tells that the apply is at work.
    let script = """
      ip -n "$4" monitor link >"$5/events" & monitor=$!
      "$1" apply "$2" --netns "$3" --yes --confirm 600 >"$5/output" 2>&1 & apply=$!
      until grep -q vm10 "$5/events"; do kill -0 $apply || break; done
      kill -\(signal) $apply
      kill $monitor
      wait $apply
      """
    let events = try LinkEvents(on: host)
    let name = "vnetctl-test-\(UUID().uuidString.prefix(8))"
    _ = try Host.elsewhere.get().spawn(
      "sh",
      [
        "-c", script.replacing("ip -n \"$4\"", with: "nsenter --net=\"$3\" ip"), "sh", Host.program, document,
        host.namespace.path, name, host.folder,
      ], variables: ["VNETCTL_STATE_DIR": host.folder + "/state"])
    if try host.links().names.contains("br") { try events.waitUntilGone("br") }
    try host.waitForTheGuardian()
    #expect(try host.links().names == ["nic", "peer"])
    #expect(try host.addressing(of: "nic") == before)
  }
}

extension Host {
  /// Waits until the guardian has ended, by the lock that it holds as long as it lives.
  func waitForTheGuardian() throws {
    let output = try namespace.spawn(
      "sh",
      [
        "-c", "for post in \"$1\"/state/[0-9]*/guardian; do [ ! -e \"$post\" ] || flock -w 30 \"$post\" true; done",
        "sh", folder,
      ])
    guard output.status == 0 else { throw Failure(description: "the guardian does not end: \(output.errors)") }
  }
}
