internal import KernelTestSupport
internal import NetworkModel
internal import Netlink
internal import Planning
internal import Reconciliation
internal import Testing

/// Virtual functions, of NICs that the kernel simulates. No hardware that has any is there for tests.
@Suite(
  .requires(.namespaces),
  .enabled(if: SimulatedNIC.isAvailable, "there is no module netdevsim; Tests/Lab/netdevsim builds it for the lab"))
struct VirtualFunctionTests {
  private static let document = """
    "nic": {
      "kind": "nic", "virtual_functions": 4,
      "vf": {
        "0": {"mac": "52:54:00:00:00:01", "vlan": 10, "qos": 3, "vlan_protocol": "802.1ad"},
        "1-2": {"spoof_check": true, "trust": true, "link_state": "disable", "query_rss": true},
        "3": {"min_tx_rate": 100, "max_tx_rate": 1000}
      }
    }
    """

  @Test func `are made with their settings, and taken away again when that is allowed`() throws {
    let nic = try SimulatedNIC()
    let host = nic.host
    let before = try host.settled()
    try host.apply(Self.document)
    #expect(try nic.count == "4")
    let functions = try host.functions()
    #expect(functions.count == 4)
    let tag = functions[0]["vlan_list"][0]
    #expect(functions[0]["address"] == "52:54:00:00:00:01")
    #expect(tag["vlan"] == 10 && tag["qos"] == 3 && tag["protocol"] == "802.1ad")
    for function in functions[1...2] {
      #expect(function["spoofchk"] == true && function["trust"] == true, "\(function)")
      #expect(function["link_state"] == "disable" && function["query_rss_en"] == true, "\(function)")
    }
    #expect(functions[3]["rate"]["min_tx"] == 100 && functions[3]["rate"]["max_tx"] == 1000)
    #expect(try host.isInSync())
    let export = try host.vnetctl("export").text
    #expect(export.contains("\"virtual_functions\": 4") && export.contains("\"max_tx_rate\": 1000"), "\(export)")

    let refused = try host.vnetctl("destroy", "test", "--yes")
    #expect(refused.status == 2 && refused.errors.contains("the 4 that there are go when their number changes"))
    #expect(try nic.count == "4")
    try host.destroy("test", "--allow", "disruption")
    #expect(try nic.count == "0")
    let differences = try HostState.differences(of: host, from: before)
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
  }

  @Test func `that were there are changed in their places, and given back as they were`() throws {
    let nic = try SimulatedNIC()
    let host = nic.host
    try nic.setCount(3)
    try host.ip(
      lines: """
        link set dev nic vf 1 vlan 7 qos 2
        link set dev nic vf 2 max_tx_rate 500 min_tx_rate 50
        link set dev nic vf 2 mac 52:54:00:00:00:02
        """)
    let before = try host.functions()
    try host.apply(
      """
      "nic": {"kind": "nic", "vf": {
        "1": {"vlan": 8}, "2": {"max_tx_rate": 400, "mac": "52:54:00:00:00:03"}, "0": {"mac": "52:54:00:00:00:04"}}}
      """)
    let functions = try host.functions()
    // What shares a struct with what changes stays.
    #expect(functions[1]["vlan_list"][0]["vlan"] == 8 && functions[1]["vlan_list"][0]["qos"] == 2)
    #expect(functions[2]["rate"]["max_tx"] == 400 && functions[2]["rate"]["min_tx"] == 50)
    #expect(functions[2]["address"] == "52:54:00:00:00:03" && functions[0]["address"] == "52:54:00:00:00:04")
    #expect(try host.isInSync())
    try host.destroy()
    #expect(try host.functions() == before)
  }

  @Test func `of another number are made anew, and keep what they had`() throws {
    let nic = try SimulatedNIC()
    let host = nic.host
    try nic.setCount(2)
    try host.ip(lines: "link set dev nic vf 1 vlan 7 qos 2")
    let before = try host.functions()
    let document = #""nic": {"kind": "nic", "virtual_functions": 4, "vf": {"3": {"trust": true}}}"#
    let refused = try host.tryApply(document)
    #expect(refused.status == 2 && refused.errors.contains("test.json:2"), "\(refused.errors)")
    #expect(refused.errors.contains("--allow disruption"), "\(refused.errors)")
    let text = try host.apply(document, "--allow", "disruption")
    #expect(text.contains("all virtual functions are made anew"), "\(text)")
    let functions = try host.functions()
    #expect(functions.count == 4 && functions[1]["vlan_list"] == before[1]["vlan_list"])
    #expect(functions[3]["trust"] == true)
    try host.destroy("test", "--allow", "disruption")
    #expect(try host.functions() == before)
  }

  @Test func `that the driver cannot make are refused with the kernel's words, and nothing is left`() throws {
    let nic = try SimulatedNIC()
    let host = nic.host
    let before = try host.settled()
    // nsim_drv_configure_vfs()
    let output = try host.tryApply(#""nic": {"kind": "nic", "mtu": 1400, "virtual_functions": 5}"#)
    #expect(output.status == 2 && output.errors.contains("set the number of virtual functions of nic to 5"))
    #expect(output.errors.contains("ENOMEM"), "\(output.errors)")
    let differences = try HostState.differences(of: host, from: before)
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
  }

  /// From none, and from others, which come back.
  @Test(arguments: [0, 2]) func `are as they were after whatever operation is refused`(count: Int) throws {
    let nic = try SimulatedNIC()
    let host = nic.host
    try nic.setCount(count)
    if count > 0 { try host.ip(lines: "link set dev nic vf 1 vlan 7 qos 2\nlink set dev nic vf 0 trust on") }
    let before = try host.functions()
    let topology = try Rehearsal.topology("\"links\": {\(Self.document)}")
    let options = ApplyOptions(allowing: [.disruption])
    let operations = try host.reconcile { kernel, file in
      try Reconciler(kernel: kernel, record: file).diff(topology, options).operations
    }
    #expect(operations.count == (count == 0 ? 5 : 6))
    for place in operations.indices {
      let error = try host.reconcile { _, file -> ReconciliationError? in
        do throws(ReconciliationError) {
          let kernel = try FailingKernel.make(.refusal, at: place)
          _ = try Reconciler(kernel: kernel, record: file).apply(topology, options)
          return nil
        } catch {
          return error
        }
      }
      guard case .failed(let failed)? = error else {
        Issue.record("\(operations[place]): \(String(describing: error))")
        return
      }
      #expect(failed.rollback.isComplete, "\(operations[place]): \(failed.rollback.leftovers)")
      #expect(try nic.count == "\(count)", "\(operations[place])")
      #expect(try host.functions() == before, "\(operations[place])")
      #expect(try host.record().isEmpty)
    }
  }
}

extension Host {
  /// What `ip` shows of the virtual functions of `nic`.
  fileprivate func functions() throws -> [JSON] { try links()["nic"]["vfinfo_list"].elements }
}
