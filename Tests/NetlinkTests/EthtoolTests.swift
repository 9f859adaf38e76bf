import NetworkModel
import Testing

@testable import Netlink

/// Messages of ethtool's family of generic netlink, by Documentation/networking/ethtool-netlink.rst.
@Suite struct `Ethtool's messages` {
  private static let family: UInt16 = 21

  /// `CTRL_CMD_NEWFAMILY`, with `CTRL_ATTR_FAMILY_ID` and what is of no interest.
  private static let introduction = RecordedTransport.Event.datagram(
    Message.make(
      type: 0x10,
      [1, 2, 0, 0] + Message.attribute(2, Array("ethtool\0".utf8)) + Message.attribute(1, Message.bytes(family)))
      + Message.error(0))

  private static func reply(_ command: UInt8, _ attributes: [UInt8]) -> [UInt8] {
    // ETHTOOL_A_*_HEADER, which tells the link.
    let header = Message.attribute(0x8001, Message.attribute(1, Message.bytes(UInt32(7))))
    return Message.make(type: family, [command, 1, 0, 0] + header + attributes)
  }

  private static func number(_ attribute: UInt16, _ number: UInt32) -> [UInt8] {
    Message.attribute(attribute, Message.bytes(number))
  }

  /// A bitset in its long form: each bit with its number, its name, and perhaps that it is set.
  private static func bitset(_ attribute: UInt16, _ bits: [(String, Bool)], isList: Bool = false) -> [UInt8] {
    let nested = bits.enumerated().flatMap { place, bit in
      Message.attribute(
        0x8001,
        number(1, UInt32(place)) + Message.attribute(2, Array(bit.0.utf8) + [0])
          + (bit.1 && !isList ? Message.attribute(3, []) : []))
    }
    let size = number(2, UInt32(bits.count))
    return Message.attribute(
      attribute | 0x8000, (isList ? Message.attribute(1, []) : []) + size + Message.attribute(0x8003, nested))
  }

  /// - Parameter events: What the kernel says once it has introduced the family.
  private func client(_ events: [RecordedTransport.Event]) throws -> EthtoolClient<RecordedTransport> {
    guard let client = try EthtoolClient(RecordedTransport([Self.introduction] + events)) else {
      throw MalformedMessage(reason: "no family")
    }
    return client
  }

  private func look(
    _ groups: Set<EthtoolGroup>, _ events: RecordedTransport.Event...
  ) throws -> ObservedEthtool? {
    var client = try client(events)
    return try client.look(at: groups, of: 7)
  }

  @Test func `a kernel without the family has no client, and says so by ENOENT`() throws {
    guard let client = try EthtoolClient(RecordedTransport([.datagram(Message.error(2))])) else { return }
    Issue.record("there is one that sent \(client.client.transport.sent)")
  }

  @Test func `rings are numbers with limits, and what a driver lacks is missing`() throws {
    let rings = Self.number(2, 4096) + Self.number(5, 2048) + Self.number(6, 512) + Self.number(9, 256)
    let found = try #require(try look([.rings], .datagram(Self.reply(15, rings) + Message.error(0))))
    let table = OptionTable.rings
    let (rx, tx, mini) = (table["ring_rx"], table["ring_tx"], table["ring_rx_mini"])
    #expect(rx.map { found.settings[$0] == .integer(512) && found.limits[$0.id] == 4096 } == true)
    #expect(tx.map { found.settings[$0] == .integer(256) && found.limits[$0.id] == 2048 } == true)
    #expect(mini.map { found.settings[$0] == nil && found.limits[$0.id] == nil } == true)
    #expect(found.lacking == [])
  }

  @Test func `a group that the driver lacks is told from one that it has`() throws {
    let found = try look(
      [.rings, .pause], .datagram(Message.error(95)),
      .datagram(Self.reply(21, Message.attribute(2, [1]) + Message.attribute(3, [0])) + Message.error(0)))
    #expect(found?.lacking == [.rings])
    #expect(found?.settings.summary == "pause_autoneg on, pause_rx off")
  }

  @Test func `a link that is gone is no error, and what else goes wrong is one`() throws {
    #expect(try look([.rings], .datagram(Message.error(19))) == nil)
    #expect(throws: KernelError(request: "look at rings", code: 1, words: "no")) {
      try look([.rings], .datagram(Message.error(1, words: "no")))
    }
  }

  @Test func `features are what can be changed, what is wanted of that, and what is in force`() throws {
    let hardware = Self.bitset(
      2, [("tx-scatter-gather", true), ("", true), ("rx-gro", true), ("rx-lro", false), ("tx-lockless", true)])
    let wanted = Self.bitset(3, [("rx-gro", true), ("tx-lockless", true)], isList: true)
    let active = Self.bitset(4, [("tx-lockless", true), ("highdma", true)], isList: true)
    let fixed = Self.bitset(5, [("tx-lockless", true)], isList: true)
    let found = try #require(
      try look([.features], .datagram(Self.reply(11, hardware + wanted + active + fixed) + Message.error(0))))
    #expect(found.features == ["tx-scatter-gather": false, "rx-gro": true])
    #expect(found.activeFeatures == ["tx-lockless", "highdma"])
    #expect(found.knownFeatures == ["tx-scatter-gather", "rx-gro", "rx-lro", "tx-lockless"])
  }

  @Test func `private flags are a set with a mask`() throws {
    let flags = Self.bitset(2, [("link-down-on-close", true), ("vf true promisc", false)])
    let found = try look([.privateFlags], .datagram(Self.reply(13, flags) + Message.error(0)))
    #expect(found?.settings.flags(.privateFlags) == ["link-down-on-close": true, "vf true promisc": false])
  }

  @Test func `what is set goes in one message that speaks of nothing else`() throws {
    var client = try client([.datagram(Message.error(0))])
    var settings = Settings(.features, .flags(["rx-gro": false, "tx-gso-list": true]))
    settings[.mtu] = .integer(1500)
    try client.set(.features, settings, of: 7)
    let sent = client.client.transport.sent.last ?? []
    // The family, NLM_F_REQUEST and NLM_F_ACK; ETHTOOL_MSG_FEATURES_SET.
    #expect(sent[4..<8].elementsEqual(Message.bytes(Self.family) + [5, 0]))
    #expect(sent[16..<20].elementsEqual([12, 1, 0, 0]))
    let bits =
      Message.attribute(0x8001, Message.attribute(2, Array("rx-gro\0".utf8)))
      + Message.attribute(0x8001, Message.attribute(2, Array("tx-gso-list\0".utf8)) + Message.attribute(3, []))
    // ETHTOOL_FLAG_OMIT_REPLY; ETHTOOL_A_FEATURES_WANTED with ETHTOOL_A_BITSET_BITS, without ETHTOOL_A_BITSET_NOMASK.
    let header = Message.attribute(0x8001, Self.number(1, 7) + Self.number(3, 2))
    #expect(sent[20...].elementsEqual(header + Message.attribute(0x8003, Message.attribute(0x8003, bits))))
  }

  @Test func `numbers and switches travel as the tables say`() throws {
    var client = try client([.datagram(Message.error(0))])
    var settings = Settings()
    settings[try #require(OptionTable.coalescing["coalesce_adaptive_rx"])] = .boolean(true)
    settings[try #require(OptionTable.coalescing["coalesce_rx_usecs"])] = .integer(64)
    try client.set(.coalescing, settings, of: 7)
    let sent = client.client.transport.sent.last ?? []
    let header = Message.attribute(0x8001, Self.number(1, 7) + Self.number(3, 2))
    #expect(sent[16..<20].elementsEqual([20, 1, 0, 0]))
    #expect(sent[20...].elementsEqual(header + Message.attribute(11, [1]) + Self.number(2, 64)))
  }

  @Test func `an error has the kernel's words, and the setting that it points at`() throws {
    var client = try client([.datagram(Message.error(22, words: "requested ring size exceeds maximum", offset: 40))])
    let ring = try #require(OptionTable.rings["ring_rx"])
    do {
      try client.set(.rings, Settings(ring, .integer(9000)), of: 7)
      Issue.record("there is none")
    } catch {
      #expect(
        error
          == KernelError(request: "", code: 22, words: "requested ring size exceeds maximum", attribute: "ring_rx"))
    }
  }

  @Test(arguments: EthtoolGroup.allCases)
  func `cut short, an answer is malformed and nothing worse`(group: EthtoolGroup) throws {
    let whole = Self.bitset(2, [("rx-gro", true), ("rx-lro", false)]) + Self.number(3, 5)
    for length in 0..<whole.count {
      // What is cut need not end at a boundary.
      _ = try? look([group], .datagram(Self.reply(11, Array(whole[..<length])) + Message.error(0)))
    }
  }

  @Test func `every row has an attribute of its own, and so has every limit`() {
    for group in EthtoolGroup.allCases {
      let numbers = group.table.rows.flatMap { option -> [UInt16] in
        if case .u32Limited(let maximum) = option.wire { [option.attribute, maximum] } else { [option.attribute] }
      }
      #expect(Set(numbers).count == numbers.count && !numbers.contains(1), "\(group)")
    }
  }
}
