import Glibc
import NetworkModel
import Planning
import Testing

@testable import Reconciliation

@Suite struct SSHSessionTests {
  @Test func `a session has two ends`() throws {
    let session = try #require(Protection.Session("192.0.2.1 50000 192.0.2.7 22"))
    #expect(session.client == IPAddress(192, 0, 2, 1) && session.server == IPAddress(192, 0, 2, 7))
    let six = try #require(Protection.Session("2001:db8::1 50000 2001:db8::7 22"))
    #expect(six.client.description == "2001:db8::1" && six.server.description == "2001:db8::7")
    let onLink = try #require(Protection.Session("fe80::1%eth0 50000 fe80::2%eth0 22"))
    #expect(onLink.client.description == "fe80::1" && onLink.server.description == "fe80::2")
  }

  @Test(arguments: [
    "", " ", "192.0.2.1 50000 192.0.2.7", "192.0.2.1 50000 192.0.2.7 22 x", "192.0.2.1 x 192.0.2.7 22",
    "192.0.2.1 50000 host 22", "192.0.2.1  50000 192.0.2.7", "192.0.2.1 70000 192.0.2.7 22",
    "UNKNOWN 65535 UNKNOWN 65535",
  ]) func `what is no session is none`(text: String) {
    #expect(Protection.Session(text) == nil)
  }

  @Test func `a program's name does not hide its parent`() {
    #expect(SSHSession.parent(inStatus: Array("7 (sh) S 42 7 7 0 -1".utf8)) == 42)
    #expect(SSHSession.parent(inStatus: Array("7 (a) R 1 (b) S 42 7 7 0 -1".utf8)) == 42)
    #expect(SSHSession.parent(inStatus: Array("7 (sh".utf8)) == nil)
    #expect(SSHSession.parent(inStatus: Array("7 (sh)".utf8)) == nil)
  }
}
