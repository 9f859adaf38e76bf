internal import KernelTestSupport
internal import Testing

/// The NIC that carries the host's own addresses is attached to a bridge and released, while the host is in use.
@Suite(.requires(.namespaces), .requires(.bareMachine)) struct OutageTests {
  /// Of a thousand datagrams a second: 5 ms.
  private static let mostLost = 5

  @Test(arguments: Neighbour.hostAddresses)
  func `addresses move to the bridge and back, and hardly a datagram is lost`(_ address: String) throws {
    let host = try Host()
    let neighbour = try Neighbour(of: host)
    let before = try host.addressing(of: "nic")
    let addresses = try host.globalAddresses(of: "nic")
    #expect(Set(addresses) == ["192.0.2.7/24", "192.0.2.8/24", "2001:db8::7/64", "2001:db8::8/64"])
    let conversation = try Conversation(from: neighbour, to: host, at: address)
    #expect(conversation.carries("before"))
    let flood = try DatagramFlood(from: neighbour, to: host, at: address)

    let beforeAttaching = flood.next
    try host.apply(#""br": {"kind": "bridge"}, "nic": {"kind": "nic", "bridge": "br"}"#)
    let attaching = try flood.loss(since: beforeAttaching)
    #expect(attaching.datagrams <= Self.mostLost)
    #expect(attaching.answers <= Self.mostLost)
    #expect(conversation.carries("attached"))
    #expect(try host.links()["nic"]["master"] == "br")
    #expect(try host.globalAddresses(of: "br") == addresses)
    #expect(try host.globalAddresses(of: "nic") == [])
    #expect(try host.namespace.ip("route", "show", "default") == "default via 192.0.2.1 dev br \n")
    #expect(try host.isInSync())

    let beforeReleasing = flood.next
    try host.destroy()
    let releasing = try flood.loss(since: beforeReleasing)
    #expect(releasing.datagrams <= Self.mostLost)
    #expect(releasing.answers <= Self.mostLost)
    #expect(conversation.carries("released"))
    #expect(try host.addressing(of: "nic") == before)
    #expect(try host.links().names == ["nic"])
  }
}
