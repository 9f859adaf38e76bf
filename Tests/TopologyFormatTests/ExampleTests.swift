import NetworkModel
import Testing

@testable import TopologyFormat

struct ExampleTests {
  @Test(arguments: Repository.examples)
  func `every example is a topology`(_ name: String) throws {
    let topology = try topology(try Repository.text("Config/examples/\(name)"), name: name)
    #expect(!topology.links.isEmpty)
    #expect(topology.name != Topology.standardName, "examples have names, so that they can be applied side by side")
  }

  @Test func `the host of guests needs no VLANs, so that it works on every kernel with bridges and TAPs`() throws {
    let topology = try topology(try Repository.text("Config/examples/kvm-host.json"))
    #expect(topology.links.allSatisfy { $0.kind != .vlan && $0.vlans == nil })
    #expect(topology.links.filter { $0.kind == .nic }.map(\.name.text) == ["eth0"])
  }

  @Test func `the guest of its own document goes onto the bridge of the host's`() throws {
    let host = try topology(try Repository.text("Config/examples/kvm-host.json"))
    let guest = try topology(try Repository.text("Config/examples/vm42.json"))
    for link in guest.links {
      #expect(host.links.contains { $0.kind == .bridge && $0.name == link.masterName })
      #expect(!host.links.contains { $0.name == link.name })
    }
  }

  @Test func `the examples of the manual page are documents`() throws {
    let page = try Repository.text("man/vnetctl-topology.5")
    let displays = page.split(separator: ".Bd -literal").dropFirst().map { display in
      display.split(separator: "\n.Ed")[0].split(separator: "\n").dropFirst().joined(separator: "\n") + "\n"
    }
    let documents = displays.filter { $0.contains("\"links\": {\n") || $0.contains("\nlinks:\n") }
    #expect(documents.count == 8)
    for text in documents {
      // libvirt's user is not on every host.
      let text = text.replacing("\"libvirt-qemu\"", with: "\"root\"")
      #expect(complaints(text, name: text.hasPrefix("{") ? "m.json" : "m.yaml") == [], "\(text)")
    }
  }
}
