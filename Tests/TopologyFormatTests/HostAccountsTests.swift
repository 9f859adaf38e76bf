import Testing

@testable import TopologyFormat

struct HostAccountsTests {
  @Test func `root is user and group 0 on every host`() {
    #expect(HostAccounts().user(named: "root") == 0)
    #expect(HostAccounts().group(named: "root") == 0)
  }

  @Test(arguments: ["", "no such account", "root\0", "0", "ro\u{F6}t", String(repeating: "x", count: 100_000)])
  func `names that nobody has are not found`(_ name: String) {
    #expect(HostAccounts().user(named: name) == nil)
    #expect(HostAccounts().group(named: name) == nil)
  }
}
