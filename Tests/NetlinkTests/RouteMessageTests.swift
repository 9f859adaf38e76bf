@testable import Netlink
import NetworkModel
import Testing

/// What a kernel said of routes, read, and written again.
struct RouteMessageTests {
  private static let a0 = LinkName(kernelName: "a0")

  private func read(_ name: String) throws -> Route { try #require(try route(Capture(name).payload)) }

  private func route(_ payload: [UInt8]) throws -> Route? {
    let message = try payload.withSpan { bytes throws(MalformedMessage) in try RouteMessage(bytes) }
    return message.flatMap { $0.resolved { $0 == 9 ? Self.a0 : nil } }
  }

  /// The captured message with a change.
  private func changed(_ name: String, _ change: (inout [UInt8]) -> Void) throws -> Route? {
    var payload = try Capture(name).payload
    change(&payload)
    return try route(payload)
  }

  @Test func `a route is read in full`() throws {
    let route = try read("6.18/route-single")
    #expect(route.description == "10.1.0.0/16 via 10.0.0.2 dev a0 table 1000 src 10.0.0.1 metric 50")
    #expect(route.origin == 16)
    #expect(route.scope == .global)
    #expect(route.metrics == [1: [4, 0, 0, 0], 2: [0x78, 5, 0, 0], 8: [0x50, 5, 0, 0]])
    #expect(route.others == [:])
  }

  @Test func `the ways of a route are read in full`() throws {
    let route = try read("6.18/route-multipath")
    #expect(
      route.hops == [
        Route.Hop(link: Self.a0, gateway: IPAddress(10, 0, 0, 2), weight: 3),
        Route.Hop(link: Self.a0, gateway: IPAddress(203, 0, 113, 3), isOnLink: true), Route.Hop(link: Self.a0),
      ])
    #expect(route.typeOfService == 0x10)
    #expect(try read("6.18/route-via-inet6").description == "10.1.0.0/16 via inet6 2001:db8::1 dev a0 table 1002")
    #expect(try read("6.18/route-ipv6-multipath").hops.map(\.weight) == [2, 1])
  }

  @Test func `a route of IPv6 is read in full`() throws {
    let route = try read("6.18/route-ipv6")
    #expect(route.description == "2001:db8:1::/48 via 2001:db8::1 dev a0 table 1003")
    // 599.98 s: a second that has begun counts, lest every copy of a route lived a little shorter.
    #expect(route.expires == 600)
    #expect(route.others == [20: [1]], "the router's preference")
    let rejected = try read("6.18/route-ipv6-unreachable")
    #expect(rejected.description == "unreachable 2001:db8:1::/48 table 1004 metric 7")
    #expect(rejected.hops.isEmpty)
    #expect(rejected.others == [:], "the preference that every route has")
  }

  @Test func `what is no route is not read as one, and what comes and goes is not read at all`() throws {
    let route = try read("6.18/route-ipv6")
    // RTM_F_CLONED
    #expect(try changed("6.18/route-ipv6") { $0[9] |= 0x02 } == nil)
    // RTN_LOCAL, and the family of multicast routes.
    #expect(try changed("6.18/route-ipv6") { $0[7] = 2 } == nil)
    #expect(try changed("6.18/route-ipv6") { $0[0] = 128 } == nil)
    // A link that is not known.
    #expect(try changed("6.18/route-ipv6") { $0[$0.count - 48] = 10 } == nil)
    // It expired a while ago, and is not yet removed.
    #expect(
      try changed("6.18/route-ipv6") {
        $0[$0.count - 30] = 0xFF; $0[$0.count - 29] = 0xFF
      } == nil)
    // RTNH_F_DEAD, RTNH_F_OFFLOAD, RTNH_F_LINKDOWN, RTNH_F_TRAP; RTM_F_OFFLOAD and RTM_F_TRAP.
    #expect(
      try changed("6.18/route-ipv6") {
        $0[8] |= 0x59; $0[9] |= 0xC0
      } == route)
    let multipath = try read("6.18/route-multipath")
    #expect(try changed("6.18/route-multipath") { $0[34] |= 0x59 } == multipath)
    // RTNH_F_ONLINK
    #expect(try changed("6.18/route-multipath") { $0[34] |= 0x04 }?.hops[0].isOnLink == true)
  }

  @Test func `attributes that are not known are kept, with their flags`() throws {
    let unknown = Message.attribute(0x8000 | 29, [1, 2, 3]) + Message.attribute(11, [5, 0, 0, 0])
    let route = try #require(try changed("6.18/route-single") { $0 += unknown })
    #expect(route.others == [0x801D: [1, 2, 3], 11: [5, 0, 0, 0]])
    let written = try self.written(route, 24)
    #expect(written.attributes[29] == [1, 2, 3])
    #expect(written.bytes.hexadecimal.contains("07 00 1d 80 01 02 03 00"))
    // Of a route over a nexthop object, only what the object does not say.
    let copied = try #require(try changed("6.18/route-single") { $0 += unknown + Message.attribute(30, [7, 0, 0, 0]) })
    #expect(copied.nexthop == 7)
    #expect(copied.others == [0x801D: [1, 2, 3]])
    #expect(copied.hops.count == 1)
    let attributes = try self.written(copied, 24).attributes
    #expect(attributes[30] == [7, 0, 0, 0])
    #expect(attributes[4] == nil && attributes[5] == nil, "the hops are the object's")
  }

  private func written(_ route: Route, _ type: UInt8) throws -> (bytes: [UInt8], attributes: [Int: [UInt8]]) {
    var batch = RequestBatch()
    let index = { (name: LinkName) in name == Self.a0 ? Int32(9) : nil }
    if type == 24 { try batch.addRoute(route, index: index) } else { try batch.removeRoute(route, index: index) }
    let bytes = batch.buffer.withBytes(of: batch.buffer.ranges[0]) { $0.array }
    return (bytes, Attributes(bytes, from: 28).byType)
  }

  @Test(arguments: ["single", "multipath", "via-inet6", "ipv6", "ipv6-multipath", "ipv6-unreachable"])
  func `what is read is written as the kernel wrote it`(_ name: String) throws {
    let payload = try Capture("6.18/route-\(name)").payload
    var kernel = Attributes(payload, from: 12).byType
    // RTA_CACHEINFO becomes RTA_EXPIRES; the rest is what the kernel says of every route of IPv6.
    kernel[12] = nil
    if name == "ipv6" { kernel[23] = [0x58, 2, 0, 0] } else { kernel[20] = nil }
    if name == "ipv6-unreachable" { kernel[4] = nil }
    let (bytes, attributes) = try written(try read("6.18/route-\(name)"), 24)
    #expect(attributes == kernel)
    #expect(bytes[16..<28].elementsEqual(payload[..<12]))
    // NLM_F_REQUEST, NLM_F_ACK, NLM_F_CREATE and NLM_F_APPEND.
    #expect(bytes[4..<8].elementsEqual([24, 0, 0x05, 0x0C]))
  }

  @Test func `a route is removed by all that tells it from others`() throws {
    let route = try read("6.18/route-ipv6")
    let (bytes, attributes) = try written(route, 25)
    #expect(bytes[4..<8].elementsEqual([25, 0, 0x05, 0]))
    #expect(attributes[23] == nil, "when it expires")
    #expect(attributes[4] == [9, 0, 0, 0])
    #expect(attributes[6] == [0, 4, 0, 0])
    // One that rejects is told from one that does not by the loopback.
    #expect(try written(try read("6.18/route-ipv6-unreachable"), 25).attributes[4] == [1, 0, 0, 0])
  }

  @Test func `a route over a link that is not there is refused`() throws {
    var batch = RequestBatch()
    let route = try read("6.18/route-multipath")
    #expect(throws: KernelError(request: "", code: 19, words: "there is no link a0")) {
      try batch.addRoute(route) { _ in nil }
    }
    #expect(batch.count == 0)
  }
}
