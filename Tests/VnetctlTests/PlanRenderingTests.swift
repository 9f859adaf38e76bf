import NetworkModel
@testable import Planning
import TopologyFormat
import Testing

@testable import vnetctl

@Suite struct PlanRenderingTests {
  static func plan(_ changes: [Change]) -> Plan {
    // A phase without operations does: rendering looks at changes, and at whether there are phases.
    Plan(changes: changes, phases: [], positions: [:], ownership: Ownership())
  }

  static let changes = [
    Change(
      action: .create, kind: .bridge, name: link("br0"),
      details: [.init(name: "vlan_filtering", before: nil, after: "on")]),
    Change(
      action: .create, kind: .tap, name: link("vm0"),
      details: [
        .init(name: "owner", before: nil, after: "libvirt-qemu"), .init(name: "queues", before: nil, after: "4"),
        .init(name: "bridge", before: nil, after: "br0"), .init(name: "vlan", before: nil, after: "access 10"),
      ]),
    Change(
      action: .update, kind: .nic, name: link("eth0"),
      details: [
        .init(name: "bridge", before: "none", after: "br0"), .init(name: "promiscuous", before: "off", after: "on"),
      ],
      notes: ["STP: 30 s until it forwards"]),
    Change(
      action: .replace, kind: .vlan, name: link("br0.10"), details: [.init(name: "id", before: "10", after: "20")],
      notes: ["re-created: the kernel ignores a change of id"]),
    Change(action: .remove, kind: .tap, name: link("vm9")),
  ]

  @Test func `a plan reads like this`() {
    let text = PlanText(plan: Self.plan(Self.changes), hasColor: false)
    #expect(
      text.changes == [
        "+ bridge br0     vlan_filtering on",
        "+ tap    vm0     owner libvirt-qemu, queues 4, bridge br0, vlan access 10",
        "~ nic    eth0    bridge none → br0; promiscuous off → on (STP: 30 s until it forwards)",
        "∓ vlan   br0.10  id 10 → 20 (re-created: the kernel ignores a change of id)",
        "- tap    vm9",
      ])
    #expect(text.prospect == "2 to create, 2 to change, 1 to remove")
  }

  @Test func `a NIC that is found is told by both of its names`() {
    var found = Change(
      action: .update, kind: .nic, name: link("enp3s0"), details: [.init(name: "up", before: "off", after: "on")])
    found.handle = link("uplink")
    let renamed = Change(
      action: .update, kind: .nic, name: link("lan"), details: [.init(name: "name", before: "enp4s0", after: "lan")])
    let plan = Self.plan([found, renamed])
    #expect(
      PlanText(plan: plan, hasColor: false).changes == [
        "~ nic enp3s0 (uplink)  up off → on", "~ nic lan              name enp4s0 → lan",
      ])
    let json = JSONWriter.text(.object(PlanJSON(plan: plan, topology: "t").members))
    #expect(json.contains(#""handle": "uplink""#) && json.split(separator: "handle").count == 2, "\(json)")
  }

  @Test(arguments: [
    (Duration.microseconds(1240), "1.2 ms"), (.milliseconds(12), "12 ms"), (.milliseconds(999), "999 ms"),
    (.milliseconds(1250), "1.2 s"), (.seconds(61), "61 s"),
  ])
  func `the summary tells the time`(duration: Duration, text: String) {
    let plan = Self.plan([Self.changes[0], Self.changes[4]])
    #expect(PlanText(plan: plan, hasColor: false).summary(after: duration) == "1 created, 1 removed in \(text)")
  }

  @Test func `what is in place is in sync`() {
    var plan = Self.plan([])
    func text(_ topology: Topology) -> String { PlanText(plan: plan, hasColor: false).inSync(topology) }
    let one = DeclaredLink(name: link("a"), kind: .tap)
    #expect(text(Topology(links: [one])) == "in sync (1 link)")
    #expect(text(Topology(links: [one, one])) == "in sync (2 links)")
    #expect(text(Topology()) == "in sync: the topology \"default\" has nothing here")
    plan.ownership = Ownership(links: [.init(name: link("a"), index: 1, kind: .tap, topology: "vm42")])
    #expect(text(Topology()) == "in sync: the topology \"default\" has nothing here; there is \"vm42\"")
  }

  @Test func `colours mark the signs and nothing else`() {
    let text = PlanText(plan: Self.plan([Self.changes[4]]), hasColor: true)
    #expect(text.changes == ["\u{1B}[31m-\u{1B}[0m tap vm9"])
  }

  @Test func `a terminal is not obeyed to what others wrote`() {
    let change = Change(
      action: .update, kind: .nic, name: link("eth0"),
      details: [.init(name: "description", before: "\"\u{1B}[2J\u{9B}\"", after: "\"Büro\"")])
    let text = PlanText(plan: Self.plan([change]), hasColor: false)
    #expect(text.changes == [#"~ nic eth0  description "\u{1B}[2J\u{009B}" → "Büro""#])
  }

  @Test func `programs read a plan like this`() {
    let json = PlanJSON(plan: Self.plan([Self.changes[2], Self.changes[4]]), topology: "host")
    #expect(
      JSONWriter.text(.object(json.members)) == """
        {
          "version": 1,
          "topology": "host",
          "in_sync": true,
          "summary": { "create": 0, "change": 1, "remove": 1 },
          "changes": [
            {
              "action": "update",
              "kind": "nic",
              "name": "eth0",
              "settings": [
                { "name": "bridge", "before": "none", "after": "br0" },
                { "name": "promiscuous", "before": "off", "after": "on" }
              ],
              "notes": ["STP: 30 s until it forwards"]
            },
            { "action": "remove", "kind": "tap", "name": "vm9", "settings": [], "notes": [] }
          ]
        }

        """)
  }
}

func link(_ name: String) -> LinkName { LinkName(kernelName: name) }
