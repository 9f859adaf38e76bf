import KernelTestSupport
import Testing

@Suite(.enabled(if: Namespace.isAvailable, "\(Namespace.requirement)"))
struct NamespaceTests {
  @Test func `a new namespace holds the loopback alone`() throws {
    let namespace = try Namespace()
    let links = try namespace.ipJSON("link")
    #expect(links.elements.map { $0["ifname"].string } == ["lo"])
    #expect(links[0]["operstate"] == "DOWN")
  }

  @Test func `two namespaces do not see each other's links`() throws {
    let one = try Namespace()
    let two = try Namespace()
    try one.ip("link", "add", "br0", "type", "bridge")
    #expect(try one.ipJSON("link").elements.count == 2)
    #expect(try two.ipJSON("link").elements.count == 1)
  }

  @Test func `a program that fails is an error with its words`() throws {
    let namespace = try Namespace()
    #expect(throws: Namespace.Failure.self) { try namespace.ip("link", "show", "absent0") }
  }
}
