internal import Foundation
internal import KernelTestSupport
internal import Testing

/// What ethtool sets, as ethtool(8) shows it.
@Suite(.requires(.namespaces, .ethtool)) struct EthtoolTests {
  @Test func `features come with links, change in place, and are given back`() throws {
    let host = try Host.withNIC()
    let before = try host.ethtool("-k", "nic")
    try host.apply(
      """
      "br": {"kind": "bridge", "features": {"gso": false}},
      "vm": {"kind": "tap", "features": {"tso": false, "tx-vlan-offload": false}, "bridge": "br"},
      "nic": {"kind": "nic", "features": {"tso": false, "rx-gro-list": true, "sg": true}}
      """)
    #expect(try host.feature("tx-generic-segmentation", of: "br") == "off")
    #expect(try host.feature("tx-vlan-hw-insert", of: "vm") == "off")
    // Nobody asks for it any more, whatever the guest's program allows.
    #expect(try host.feature("tx-tcp-segmentation", of: "vm") == "off")
    for part in ["tx-tcp-segmentation", "tx-tcp6-segmentation", "tx-tcp-mangleid-segmentation"] {
      #expect(try host.feature(part, of: "nic") == "off")
    }
    #expect(try host.feature("rx-gro-list", of: "nic") == "on")
    #expect(try host.feature("tx-generic-segmentation", of: "nic") == "on")
    #expect(try host.isInSync())
    // What is not named any more stays as it is until the link is let go.
    try host.apply(#""nic": {"kind": "nic", "features": {"tx-tcp6-segmentation": true, "rx-gro-list": false}}"#)
    #expect(try host.feature("tx-tcp-segmentation", of: "nic") == "off")
    #expect(try host.feature("tx-tcp6-segmentation", of: "nic") == "on")
    #expect(try host.feature("rx-gro-list", of: "nic") == "off")
    #expect(try host.isInSync())
    try host.destroy()
    #expect(try host.ethtool("-k", "nic") == before)
  }

  @Test func `what depends on a feature goes and comes back with it`() throws {
    let host = try Host.withNIC()
    let before = try host.ethtool("-k", "nic")
    let output = try host.apply(#""nic": {"kind": "nic", "features": {"scatter-gather": false}}"#)
    #expect(output.contains("features.tx-scatter-gather on → off"), "\(output)")
    #expect(try host.feature("tx-tcp-segmentation", of: "nic") == "off [requested on]")
    #expect(try host.isInSync())
    try host.destroy()
    #expect(try host.ethtool("-k", "nic") == before)
  }

  @Test func `somebody else's changes are put right, and stay when the link is let go`() throws {
    let host = try Host.withNIC()
    try host.apply(#""nic": {"kind": "nic", "features": {"tso": false, "rx-gro-list": true}}"#)
    try host.ethtool("-K", "nic", "tx-tcp6-segmentation", "on")
    #expect(try !host.isInSync())
    try host.apply(#""nic": {"kind": "nic", "features": {"tso": false, "rx-gro-list": true}}"#)
    #expect(try host.feature("tx-tcp6-segmentation", of: "nic") == "off")
  }

  @Test func `an apply that fails leaves features as they were, those included that depend on others`() throws {
    let host = try Host.withNIC()
    let before = try host.ethtool("-k", "nic")
    // Without a channel there is no link, which the kernel says when it is asked.
    let output = try host.tryApply(
      """
      "nic": {"kind": "nic", "features": {"sg": false, "rx-gro-list": true}},
      "peer": {"kind": "nic", "channels_rx": 0, "channels_tx": 0}
      """)
    #expect(output.status == 2, "\(output.errors)")
    #expect(output.errors.contains("cannot set channels_rx 0, channels_tx 0 of peer"), "\(output.errors)")
    #expect(output.errors.contains("the kernel says"), "\(output.errors)")
    #expect(output.errors.contains("Rolled back"), "\(output.errors)")
    #expect(try host.ethtool("-k", "nic") == before)
  }

  @Test(arguments: [
    (#""features": {"tsoo": false}"#, 69, #"features: the kernel has no feature "tsoo"; this link can change "#),
    (#""features": {"lro": true}"#, 69, "features: lro is fixed off on this link, and cannot be changed"),
    (
      #""features": {"sg": false, "gso": true}"#, 69,
      "features: gso needs tx-scatter-gather, which is off; declare that as true, too"
    ),
    (#""ring_rx": 512"#, 69, "ring_rx: the link's driver has no rings that can be set"),
    (#""private_flags": {"x": true}"#, 69, "private_flags: the link's driver has no private flags that can be set"),
    (
      #""channels_combined": 2"#, 69,
      "channels_combined: the link's driver has no such setting; of channels it has channels_rx, channels_tx"
    ),
    (#""channels_rx": 3"#, 2, "channels_rx: 3 is more than the 2 that its driver allows"),
  ])
  func `what a link cannot have is refused before anything is changed`(
    settings: String, status: Int32, message: String
  ) throws {
    let host = try Host()
    try host.ip(
      lines: "link add nic numrxqueues 2 numtxqueues 2 type veth peer name far numrxqueues 2 numtxqueues 2")
    let output = try host.tryApply("\"new\": {\"kind\": \"tap\"},\n\"nic\": {\"kind\": \"nic\", \(settings)}")
    #expect(output.status == status, "\(output.errors)")
    #expect(output.errors.contains("test.json:3:1: nic: \(message)"), "\(output.errors)")
    #expect(output.errors.contains("Nothing was changed."))
    #expect(try host.links().names.sorted() == ["far", "nic"])
  }

  @Test func `channels change, and are given back`() throws {
    let host = try Host()
    try host.ip(
      lines: "link add nic numrxqueues 4 numtxqueues 4 type veth peer name far numrxqueues 4 numtxqueues 4")
    try host.ethtool("-L", "nic", "rx", "3", "tx", "4")
    let before = try host.ethtool("-l", "nic")
    try host.apply(#""nic": {"kind": "nic", "channels_rx": 2, "channels_tx": 1}"#)
    #expect(try host.value("RX", "-l", "nic") == "2" && host.value("TX", "-l", "nic") == "1")
    #expect(try host.isInSync())
    try host.destroy()
    #expect(try host.ethtool("-l", "nic") == before)
  }

  @Test func `interrupts of a TAP are put off`() throws {
    let host = try Host()
    try host.apply(#""vm": {"kind": "tap", "coalesce_rx_frames": 32}"#)
    #expect(try host.value("rx-frames", "-c", "vm") == "32")
    #expect(try host.isInSync())
    try host.apply(#""vm": {"kind": "tap", "coalesce_rx_frames": 16}"#)
    #expect(try host.value("rx-frames", "-c", "vm") == "16")
    let output = try host.tryApply(#""vm": {"kind": "tap", "coalesce_rx_usecs": 16}"#)
    #expect(output.status == 69, "\(output.errors)")
  }

  @Test func `a feature that a new link cannot have is taken back together with the link`() throws {
    let host = try Host()
    let output = try host.tryApply(#""vm": {"kind": "tap", "features": {"lro": true}}"#)
    #expect(output.status == 69, "\(output.errors)")
    #expect(output.errors.contains("vm: features: lro is fixed off on this link"), "\(output.errors)")
    #expect(try host.links().names == [])
  }
}

/// A card with a driver of its own: the lab's machines have an Intel 82574L, which e1000e drives.
@Suite(.requires(.labMachine, .ethtool), .serialized) struct NetworkCardTests {
  /// Plugs the card into a host, under the name `card`.
  private func plug(into host: Host) throws {
    let script = """
      set -e
      modprobe -r e1000e 2>/dev/null || true
      modprobe e1000e
      for try in $(seq 100); do
        card=$(ls /sys/bus/pci/drivers/e1000e/0000:*/net 2>/dev/null | head -n 1) && [ -n "$card" ] && break
      done
      ip link set dev "$card" name card netns "$1"
      """
    let output = try host.namespace.spawn(
      "nsenter", ["--net=/proc/1/ns/net", "sh", "-c", script, "sh", host.namespace.path])
    guard output.status == 0 else { throw Failure(description: "no card: \(output.errors)\(output.text)") }
  }

  @Test func `has rings, coalescing, pause frames and private flags`() throws {
    let host = try Host()
    try plug(into: host)
    let shown = { try ["-g", "-c", "-a", "-k", "--show-priv-flags"].map { try host.ethtool($0, "card") } }
    let before = try shown()
    try host.apply(
      """
      "card": {"kind": "nic", "ring_rx": 512, "ring_tx": 1024, "coalesce_rx_usecs": 20, "pause_autoneg": false,
        "pause_rx": true, "pause_tx": false, "private_flags": {"s0ix-enabled": false},
        "features": {"tso": false, "gro": false, "rx-fcs": true}}
      """)
    #expect(try host.value("RX", "-g", "card") == "512" && host.value("TX", "-g", "card") == "1024")
    #expect(try host.value("rx-usecs", "-c", "card") == "20")
    #expect(try host.value("Autonegotiate", "-a", "card") == "off" && host.value("RX", "-a", "card") == "on")
    #expect(try host.value("TX", "-a", "card") == "off")
    #expect(try host.feature("rx-fcs", of: "card") == "on" && host.feature("rx-gro", of: "card") == "off")
    #expect(try host.isInSync())
    try host.destroy()
    #expect(try shown() == before)
  }

  @Test func `is spared what it cannot have, and what fails is undone`() throws {
    let host = try Host()
    try plug(into: host)
    let shown = { try ["-g", "-c", "-a", "-k", "--show-priv-flags"].map { try host.ethtool($0, "card") } }
    let before = try shown()
    for (settings, message) in [
      (#""ring_rx": 100000"#, "ring_rx: 100000 is more than the 4096 that its driver allows"),
      (
        #""ring_rx_jumbo": 1"#, "ring_rx_jumbo: the link's driver has no such setting; of rings it has ring_rx, ring_tx"
      ),
      (#""channels_combined": 1"#, "channels_combined: the link's driver has no channels that can be set"),
      (
        #""private_flags": {"legacy-rx": true}"#,
        #"private_flags: the link's driver has no flag "legacy-rx"; it has "#
      ),
      (#""features": {"rx-vlan-filter": false}"#, "features: rx-vlan-filter is fixed on on this link"),
    ] {
      let output = try host.tryApply("\"card\": {\"kind\": \"nic\", \(settings)}")
      #expect(output.errors.contains("card: \(message)"), "\(output.errors)")
    }
    // The driver knows the flag, and refuses it for this card.
    let refused = try host.tryApply(
      #""card": {"kind": "nic", "ring_rx": 512, "features": {"sg": false}, "private_flags": {"s0ix-enabled": true}}"#)
    #expect(refused.status == 2 && refused.errors.contains("Rolled back"), "\(refused.errors)")
    #expect(try shown() == before)
  }
}

extension Host {
  /// What ethtool(8) prints.
  @discardableResult
  fileprivate func ethtool(_ arguments: String...) throws -> String {
    let output = try namespace.spawn("ethtool", arguments)
    guard output.status == 0 else {
      throw Failure(description: "ethtool \(arguments.joined(separator: " ")): \(output.errors)\(output.text)")
    }
    return output.text
  }

  /// How a feature of the kernel is: `on`, `off [requested on]`.
  fileprivate func feature(_ name: String, of link: String) throws -> String {
    // Those that are alone in a group are shown under its name.
    let shown = [
      "tx-generic-segmentation": "generic-segmentation-offload", "rx-gro": "generic-receive-offload",
      "tx-vlan-hw-insert": "tx-vlan-offload",
    ]
    return try value(shown[name] ?? name, "-k", link)
  }

  /// The value behind a word, of several the last one: maxima are shown before what there is.
  fileprivate func value(_ word: String, _ flag: String, _ link: String) throws -> String {
    let pairs = try ethtool(flag, link).split(separator: "\n").map { $0.split(separator: ":", maxSplits: 1) }
    let found = pairs.last { $0.count == 2 && $0[0].trimmingCharacters(in: .whitespaces) == word }
    guard let found else { throw Failure(description: "ethtool \(flag) \(link) shows no \(word)") }
    return found[1].trimmingCharacters(in: .whitespaces)
  }
}
