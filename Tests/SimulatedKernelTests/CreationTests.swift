import Glibc
import NetworkModel
import Netlink
import Planning
import SimulatedKernel
import Testing

@Suite struct CreationTests {
  @Test func `a name that is taken is refused`() throws {
    let kernel = SimulatedKernel()
    #expect(try kernel.addBridge("a") == nil)
    #expect(try kernel.addBridge("a")?.code == EEXIST)
    // TUNSETIFF with IFF_TUN_EXCL has another word for it.
    #expect(try kernel.addTAP("a")?.code == EBUSY)
  }

  @Test func `a new link has the kernel's standards`() throws {
    let kernel = SimulatedKernel()
    #expect(try kernel.addBridge("br0") == nil)
    let bridge = try #require(try kernel.look("br0"))
    #expect(bridge.mtu == 1500)
    #expect(bridge.isUp == false)
    #expect(bridge.settings.flag(.stp) == false)
    #expect(bridge.settings.number(.forwardDelay) == 1500)
    // 31.25 s are 7812.5 jiffies.
    #expect(bridge.settings[try #require(OptionTable.bridge["mcast_startup_query_interval"])] == .integer(3124))
  }

  @Test func `what the kernel lacks it calls an unknown device type`() throws {
    let kernel = SimulatedKernel(missing: [.vlan, .bridge])
    #expect(try kernel.addBridge("br0")?.words == "Unknown device type")
    let error = try #require(try kernel.addVLAN("v", over: "lo", id: 1))
    #expect(error.code == EOPNOTSUPP)
    #expect(try kernel.snapshot(probing: [.vlan, .tap]).features == [.vlan: false, .tap: true])
  }

  @Test func `rtnetlink makes no TAPs`() throws {
    let kernel = SimulatedKernel()
    let error = try kernel.ask(.create(link("t"), index: 0, .tap, Settings(), lower: nil))
    #expect(error?.words == "tun/tap creation via rtnetlink is not supported.")
  }

  @Test func `a TAP that is open is not retuned`() throws {
    let kernel = SimulatedKernel()
    #expect(try kernel.addTAP("t") == nil)
    let header = Settings(.tap, ["vnet_header": .boolean(true)])
    #expect(try kernel.ask(.retuneTAP(link("t"), header)) == nil)
    #expect(try kernel.look("t")?.settings.flag(.vnetHeader) == true)
    kernel.connect("t")
    #expect(try kernel.look("t")?.isInUse == true)
    #expect(try kernel.ask(.retuneTAP(link("t"), Settings(.tap, ["vnet_header": .boolean(false)])))?.code == EBUSY)
  }

  @Test func `a TAP does not become multi-queue`() throws {
    let kernel = SimulatedKernel()
    #expect(try kernel.addTAP("t") == nil)
    #expect(try kernel.ask(.retuneTAP(link("t"), Settings(.tap, ["queues": .integer(4)])))?.code == EINVAL)
  }

  @Test func `MAC addresses differ from each other and not from run to run`() throws {
    let kernels = [SimulatedKernel(), SimulatedKernel()]
    for kernel in kernels {
      #expect(try kernel.addTAP("a") == nil)
      #expect(try kernel.addTAP("b") == nil)
    }
    #expect(kernels[0].state == kernels[1].state)
    let mac = try #require(try kernels[0].look("a")?.mac)
    #expect(mac != (try kernels[0].look("b")?.mac))
    #expect(!mac.isMulticast)
  }

  @Test func `a creation that fails halfway leaves nothing`() throws {
    let kernel = SimulatedKernel()
    kernel.addNIC("eth0")
    let before = kernel.state
    // The base is down, so the VLAN cannot come up.
    #expect(try kernel.addVLAN("eth0.1", over: "eth0", id: 1, .up(true))?.code == ENETDOWN)
    #expect(kernel.state == before)
  }

  @Test func `an index is not used again, and an old one finds nobody`() throws {
    let kernel = SimulatedKernel()
    #expect(try kernel.addTAP("t") == nil)
    let old = try #require(try kernel.look("t")?.index)
    kernel.arrange(.delete(link("t")))
    kernel.arrange(.createTAP(link("t"), index: 0, Settings()))
    // The name is known with the old index until the next snapshot.
    #expect(kernel.perform([.delete(link("t"))])[0]?.code == ENODEV)
    #expect(try #require(try kernel.look("t")).index > old)
  }

  @Test func `faults strike the n-th operation`() throws {
    let kernel = SimulatedKernel()
    kernel.faults = [1: .refusal(EBUSY, "not now"), 2: .silence]
    var seen: [Int] = []
    kernel.interruption = { _, number in seen.append(number) }
    let results = kernel.perform((0..<4).map { .createTAP(link("t\($0)"), index: 0, Settings()) })
    #expect(results.map { $0?.code } == [nil, EBUSY, nil, nil])
    #expect(results[1]?.words == "not now")
    #expect(try kernel.snapshot(probing: []).links.map(\.name.text) == ["lo", "t0", "t3"])
    #expect(seen == [0, 1, 2, 3])
  }
}
