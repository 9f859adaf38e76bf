@testable import Netlink
import NetworkModel
import RandomNumbers
import Testing

/// Messages about qdiscs and filters. That the kernel takes and makes such, the kernel's tests show.
@Suite struct `Traffic control` {
  private func message(_ write: (inout RequestBatch) throws -> Void) throws -> [UInt8] {
    var batch = RequestBatch()
    try write(&batch)
    return batch.buffer.withBytes(of: batch.buffer.ranges[0]) { $0.array }
  }

  private func qdisc(_ bytes: [UInt8]) throws -> QdiscMessage {
    try Array(bytes[16...]).withSpan { bytes throws(MalformedMessage) in try QdiscMessage(bytes) }
  }

  private func filter(_ bytes: [UInt8]) throws -> FilterMessage {
    try Array(bytes[16...]).withSpan { bytes throws(MalformedMessage) in try FilterMessage(bytes) }
  }

  @Test(arguments: [12_500_000, 5_000_000_000] as [UInt64])
  func `a token bucket is read as it was written, at the root alone`(rate: UInt64) throws {
    let limit = TrafficLimit(rate: rate)
    let new = try message { try $0.setShaper(limit, of: 3, isNew: true) }
    let change = try message { try $0.setShaper(limit, of: 3, isNew: false) }
    // RTM_NEWQDISC; NLM_F_REQUEST and NLM_F_ACK, and NLM_F_CREATE and NLM_F_EXCL besides.
    #expect(new[4..<8].elementsEqual([36, 0, 0x05, 0x06]))
    #expect(change[4..<8].elementsEqual([36, 0, 0x05, 0]))
    #expect(new[16..<36].elementsEqual([0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0xE4, 0x76, 255, 255, 255, 255, 0, 0, 0, 0]))
    let read = try qdisc(new)
    #expect(read.isShaper)
    #expect(read.limit == limit)
    let control = TrafficControl([read], [])
    #expect(control.egress == limit)
    #expect(control.foreignQdisc == nil)
    // A token bucket of somebody else's, and what the kernel itself chooses.
    var others = new
    others[24..<28] = [0, 0, 1, 0x80]
    #expect(TrafficControl([try qdisc(others)], []) == TrafficControl(foreignQdisc: "tbf 8001:"))
    others[24..<28] = [0, 0, 0, 0]
    #expect(TrafficControl([try qdisc(others)], []) == TrafficControl())
  }

  @Test(arguments: [(12_500_000, true), (5_000_000_000, false)] as [(UInt64, Bool)])
  func `a policer is read as it was written`(rate: UInt64, isInOwnHook: Bool) throws {
    let limit = TrafficLimit(rate: rate)
    let bytes = try message { try $0.addPolicer(limit, to: 3, inOwnHook: isInOwnHook) }
    // RTM_NEWTFILTER
    #expect(bytes[4..<8].elementsEqual([44, 0, 0x05, 0x06]))
    // The ingress hook; preference 7, ETH_P_ALL in network order.
    let handle: [UInt8] = [isInOwnHook ? 1 : 2, 0, 0xE4, 0x76]
    #expect(
      bytes[16..<36].elementsEqual([0, 0, 0, 0, 3, 0, 0, 0] + handle + [0xF2, 255, 255, 255, 0, 3, 7, 0]))
    let read = try filter(bytes)
    #expect(read.isInOwnHook == isInOwnHook)
    #expect(!read.isForeign)
    #expect(read.limit == limit)
    let hook = try qdisc(try message { try $0.addHook(to: 3) })
    let control = TrafficControl([hook], [read])
    #expect(control.ingress.rate == rate)
    #expect(control.ingress.hook == .spare)
    #expect(control.ingress.isInOwnHook == isInOwnHook)
    #expect(control.foreignFilter == nil)
    // One of another preference is somebody else's.
    var other = bytes
    other[34] = 8
    let foreign = try filter(other)
    #expect(foreign.isForeign)
    #expect(TrafficControl([hook], [read, foreign]).ingress.hook == .occupied)
    #expect(TrafficControl([hook], [foreign]).ingress == TrafficLimit(rate: 0, burst: 0, hook: .occupied))
    // One of ours, but for the handle, is in the way.
    other = bytes
    other[24] = 9
    #expect(TrafficControl([hook], [try filter(other)]).foreignFilter?.contains("matchall") == true)
    #expect(TrafficControl([hook], []).ingress == TrafficLimit(rate: 0, burst: 0, hook: .spare))
    #expect(TrafficControl([], []).ingress.hook == .absent)
  }

  @Test func `no damaged message crashes or hangs the readers`() throws {
    let shaper = try message { try $0.setShaper(TrafficLimit(rate: 5_000_000_000), of: 3, isNew: true) }
    let policer = try message { try $0.addPolicer(TrafficLimit(rate: 5_000_000_000), to: 3, inOwnHook: true) }
    var generator = SplitMix64(seed: 20_261_123)
    for _ in 0..<2000 {
      let bytes = FuzzTests.damaged(Array((Bool.random(using: &generator) ? shaper : policer)[16...]), &generator)
      let qdisc = try? bytes.withSpan { bytes throws(MalformedMessage) in try QdiscMessage(bytes) }
      let filter = try? bytes.withSpan { bytes throws(MalformedMessage) in try FilterMessage(bytes) }
      let control = TrafficControl([qdisc].compactMap(\.self), [filter].compactMap(\.self))
      // Whatever it may be, it can be told.
      #expect(!"\(control.ingress) \(control.egress)".isEmpty)
    }
  }

  @Test func `what limits goes by its handle`() throws {
    let shaper = try message { try $0.removeShaper(of: 3) }
    #expect(shaper[4..<6].elementsEqual([37, 0]))
    #expect(shaper[24..<32].elementsEqual([0, 0, 0xE4, 0x76, 255, 255, 255, 255]))
    let policer = try message { try $0.removePolicer(of: 3, inOwnHook: true) }
    #expect(policer[4..<6].elementsEqual([45, 0]))
    #expect(policer[24..<36].elementsEqual([1, 0, 0xE4, 0x76, 0xF2, 255, 255, 255, 0, 3, 7, 0]))
    let hook = try message { try $0.removeHook(of: 3) }
    #expect(hook[4..<6].elementsEqual([37, 0]))
    #expect(hook[24..<32].elementsEqual([0, 0, 255, 255, 0xF1, 255, 255, 255]))
  }
}
