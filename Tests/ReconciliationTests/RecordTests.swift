import NetworkModel
import Testing

@testable import Reconciliation

@Suite struct RecordTests {
  /// A record with something of everything in it.
  static let full: Ownership = {
    var found = DeclaredLink(name: link("eth0"), kind: .nic)
    found.settings[.mtu] = .integer(1500)
    found.settings[.mac] = MACAddress("52:54:00:12:34:56").map(OptionValue.mac)
    found.settings[.up] = .boolean(false)
    found.settings[.promiscuous] = .boolean(true)
    found.settings[OptionTable.link.rows[5]] = .text("50 % of it\nüber zwei Zeilen")
    found.settings[.backupPort] = .link(link("eth1"))
    found.bridge = .on(link("br0"))
    var vlans = BridgeVLANs()
    vlans.insert(20, through: 29, untagged: false)
    vlans.insertPVID(10, untagged: true)
    found.vlans = vlans

    var tap = DeclaredLink(name: link("t0"), kind: .tap)
    tap.settings[.owner] = .account(Account(number: 64055, name: "libvirt-qemu"))
    tap.settings[.group] = .account(Account(number: 7))
    tap.settings[OptionTable.link.rows[5]] = .text("")
    tap.bridge = DeclaredLink.Bridge.none

    var vlan = DeclaredLink(name: link("v"), kind: .vlan, lower: link("eth0"))
    if let map = OptionTable.vlan["egress_qos_map"] { vlan.settings[map] = .map([0: 1, 7: 3]) }
    if let map = OptionTable.vlan["ingress_qos_map"] { vlan.settings[map] = .map([:]) }
    vlan.settings[.backupPort] = .link(nil)
    vlan.vlans = BridgeVLANs()

    return Ownership(links: [
      .init(name: link("vm1"), index: 12, kind: .tap, topology: "default"),
      .init(name: link("vm2"), index: nil, kind: .tap, topology: ""),
      .init(name: link("%ä"), index: 3, kind: .bridge, topology: "with space"),
      .init(name: link("eth0"), index: 2, kind: .nic, topology: "default", found: found),
      .init(name: link("t0"), index: 4, kind: .tap, topology: "default", found: tap),
      .init(name: link("v"), index: 5, kind: .vlan, topology: "default", found: vlan),
    ])
  }()

  @Test func `a record reads back as it was written`() throws {
    let text = RecordWriter.text(Self.full, boot: "b")
    let (read, boot) = try RecordReader.read(text)
    #expect(read == Self.full)
    #expect(boot == "b")
    // Accounts are equal by number; the name has to survive as well.
    guard case .account(let owner) = read.links[link("t0")]?.found?.settings[.owner] else {
      Issue.record("the owner is lost")
      return
    }
    #expect(owner.name == "libvirt-qemu")
  }

  @Test func `every option of every table reads back`() throws {
    var links: [Ownership.Link] = []
    for (number, kind) in LinkKind.allCases.enumerated() {
      var found = DeclaredLink(name: link("l\(number)"), kind: kind)
      for table in [OptionTable.link, .port] + [kind.table].compactMap({ $0 }) {
        for option in table.rows { found.settings[option] = option.standard ?? .integer(1) }
      }
      links.append(.init(name: found.name, index: 1, kind: kind, topology: "t", found: found))
    }
    let ownership = Ownership(links: links)
    #expect(try RecordReader.read(RecordWriter.text(ownership, boot: "b")).ownership == ownership)
  }

  @Test func `a record looks like this`() {
    let ownership = Ownership(links: [
      .init(name: link("vm10"), index: 12, kind: .tap, topology: "default"),
      .init(name: link("vm2"), index: nil, kind: .tap, topology: "two words"),
    ])
    let expected = """
      vnetctl-record 1
      link vm2 - tap =two%20words
      link vm10 12 tap =default
      end 2 b

      """
    #expect(RecordWriter.text(ownership, boot: "b") == expected)
  }

  @Test func `a record that breaks off anywhere is damaged`() {
    let text = RecordWriter.text(Self.full, boot: "b")
    for length in 0..<text.utf8.count {
      let prefix = String(decoding: text.utf8.prefix(length), as: UTF8.self)
      #expect(throws: RecordReader.Damage.self) { try RecordReader.read(prefix) }
    }
  }

  @Test(arguments: [
    ("vnetctl-record 2\nend 0 b\n", 1),
    ("vnetctl-record 1\nlink a 1 tap =t\nend 2 b\n", 3),
    ("vnetctl-record 1\nlink a 1 tap =t\nlink a 2 tap =t\nend 2 b\n", 4),
    ("vnetctl-record 1\nlink a 0 tap =t\nend 1 b\n", 2),
    ("vnetctl-record 1\nlink a 1 tun =t\nend 1 b\n", 2),
    ("vnetctl-record 1\nlink aaaaaaaaaaaaaaaa 1 tap =t\nend 1 b\n", 2),
    ("vnetctl-record 1\nfound a tap\nend 0 b\n", 2),
    ("vnetctl-record 1\nlink a 1 nic =t\nfound a nic\nsetting kind id integer 1\nend 1 b\n", 4),
    ("vnetctl-record 1\nlink a 1 nic =t\nfound a nic\nsetting link mtu integer x\nend 1 b\n", 4),
    ("vnetctl-record 1\nlink a 1 nic =t\nfound a nic\nvlans - 0-1t\nend 1 b\n", 4),
    ("vnetctl-record 1\nlink a 1 nic =t\nfound a nic\nvlans 3 1-2t\nend 1 b\n", 4),
    ("vnetctl-record 1\nlink %4 1 nic =t\nend 1 b\n", 2),
    ("vnetctl-record 1\nend 0 b\nlink a 1 tap =t\n", 3),
  ])
  func `what vnetctl does not write it does not read`(text: String, line: Int) {
    let damage = #expect(throws: RecordReader.Damage.self) { try RecordReader.read(text) }
    #expect(damage?.line == line)
  }
}
