import NetworkModel
import Planning
import Testing

@testable import Reconciliation

/// Which of root's rights are kept.
struct CapabilityTests {
  private static let owner = Settings(.deviceOwner, .account(Account(number: 1000)))
  private static let name = LinkName(kernelName: "t")

  @Test func `files can be given away only for a document that gives one away`() {
    let plain = DeclaredLink(name: Self.name, kind: .macvtap)
    #expect(Topology(links: [plain]).capabilities == .netAdmin)
    let owned = DeclaredLink(name: Self.name, kind: .macvtap, settings: Self.owner)
    #expect(Topology(links: [plain, owned]).capabilities == [.netAdmin, .chown])
    // The owner of a TAP the kernel itself keeps.
    let tap = DeclaredLink(name: Self.name, kind: .tap, settings: Settings(.owner, .account(Account(number: 1000))))
    #expect(Topology(links: [tap]).capabilities == .netAdmin)
  }

  @Test func `and for a record of one that has to be given back`() {
    let found = DeclaredLink(name: Self.name, kind: .macvtap, settings: Self.owner)
    var link = Ownership.Link(name: Self.name, index: 7, kind: .macvtap, topology: "a")
    #expect(HostRecord(ownership: Ownership(links: [link])).capabilities == .netAdmin)
    link.found = found
    #expect(HostRecord(ownership: Ownership(links: [link])).capabilities == [.netAdmin, .chown])
    let checkpoint = Checkpoint(links: [Self.name: .init(state: found, index: 7, isRemoved: false)])
    let transaction = Transaction(checkpoint: checkpoint, topology: "a", process: 1, started: BootClock.now())
    #expect(HostRecord(transaction: transaction).capabilities == [.netAdmin, .chown])
  }
}
