import Glibc
import NetworkModel
import Netlink
import Planning
import SimulatedKernel
import Testing

/// Limits of traffic, as the real kernel was seen to behave.
@Suite struct `Simulated traffic control` {
  private let kernel = SimulatedKernel()
  private let name = LinkName(kernelName: "br0")

  init() {
    kernel.arrange(.create(name, index: 0, .bridge, Settings(.txQueueLength, .integer(0)), lower: nil))
  }

  private func perform(_ step: TrafficControlStep) throws -> Int32? {
    _ = try kernel.snapshot(probing: [])
    return kernel.perform([.controlTraffic(name, step)])[0]?.code
  }

  private func observed() throws -> TrafficControl {
    _ = try kernel.snapshot(probing: [])
    return try #require(try kernel.trafficControl()[name])
  }

  @Test func `a queue of the length 0 gets another one along with a qdisc`() throws {
    #expect(try perform(.addShaper(TrafficLimit(rate: 125_000))) == nil)
    #expect(try kernel.snapshot(probing: [])[name]?.settings.number(.txQueueLength) == 1000)
    #expect(try observed().egress == TrafficLimit(rate: 125_000))
    #expect(try perform(.addShaper(TrafficLimit(rate: 125_000))) == EEXIST)
    #expect(try perform(.removeShaper) == nil)
    #expect(try observed() == TrafficControl())
  }

  @Test func `what somebody else has chosen is not replaced, and filters keep their qdisc`() throws {
    kernel.arrangeQdisc("htb 1:", of: "br0")
    #expect(try perform(.addShaper(TrafficLimit(rate: 125_000))) == EEXIST)
    #expect(try perform(.addPolicer(TrafficLimit(rate: 125_000), inOwnHook: true)) == EINVAL)
    #expect(try perform(.addHook) == nil)
    #expect(try perform(.addPolicer(TrafficLimit(rate: 125_000), inOwnHook: true)) == nil)
    #expect(try observed().ingress.isInOwnHook)
    #expect(try perform(.removePolicer(inOwnHook: false)) == ENOENT)
    kernel.arrangeFilters(1, of: "br0")
    #expect(try perform(.removePolicer(inOwnHook: true)) == nil)
    #expect(try perform(.removeHook) == nil)
    #expect(try observed().ingress.hook == .occupied)
  }
}
