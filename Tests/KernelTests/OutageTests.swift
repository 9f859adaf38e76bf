internal import KernelTestSupport
internal import Testing

/// The NIC that carries the host's own addresses is attached to a bridge and released, while the host is in use.
@Suite(.requires(.namespaces), .requires(.bareMachine)) struct OutageTests {
  /// Of a thousand datagrams a second: 5 ms.
  private static let mostLost = 5
  /// What takes the processor away from vnetctl in the middle of a move loses datagrams, too. That does not happen each
  /// time; what vnetctl itself does wrong would.
  private static let mostRounds = 10

  @Test(arguments: Neighbour.hostAddresses)
  func `addresses move to the bridge and back, and hardly a datagram is lost`(_ address: String) throws {
    let host = try Host()
    let neighbour = try Neighbour(of: host)
    let addresses = try host.globalAddresses(of: "nic")
    #expect(Set(addresses) == ["192.0.2.7/24", "192.0.2.8/24", "2001:db8::7/64", "2001:db8::8/64"])
    let conversation = try Conversation(from: neighbour, to: host, at: address)
    #expect(conversation.carries("before"))
    let flood = try DatagramFlood(from: neighbour, to: host, at: address)

    var (attaching, releasing) = (Int.max, Int.max)
    for round in 1...Self.mostRounds where max(attaching, releasing) > Self.mostLost {
      let lost = try moveThereAndBack(host, flood, conversation, "round \(round)")
      attaching = min(attaching, lost.attaching)
      releasing = min(releasing, lost.releasing)
    }
    #expect(attaching <= Self.mostLost)
    #expect(releasing <= Self.mostLost)
  }

  /// How many datagrams, or their answers, are lost each way.
  private func moveThereAndBack(
    _ host: Host, _ flood: DatagramFlood, _ conversation: Conversation, _ round: String
  ) throws -> (attaching: Int, releasing: Int) {
    let before = try host.addressing(of: "nic")
    let addresses = try host.globalAddresses(of: "nic")

    let beforeAttaching = flood.next
    try host.apply(#""br": {"kind": "bridge"}, "nic": {"kind": "nic", "bridge": "br"}"#)
    let attaching = try flood.loss(since: beforeAttaching)
    #expect(conversation.carries("attached, \(round)"))
    #expect(try host.links()["nic"]["master"] == "br")
    #expect(try host.globalAddresses(of: "br") == addresses)
    #expect(try host.globalAddresses(of: "nic") == [])
    #expect(try host.namespace.ip("route", "show", "default") == "default via 192.0.2.1 dev br \n")
    #expect(try host.isInSync())

    let beforeReleasing = flood.next
    try host.destroy()
    let releasing = try flood.loss(since: beforeReleasing)
    #expect(conversation.carries("released, \(round)"))
    #expect(try host.addressing(of: "nic") == before)
    #expect(try host.links().names == ["nic"])
    return (attaching, releasing)
  }
}
