internal import KernelTestSupport
internal import Testing

/// Documents that say for many links at once what they have.
@Suite(.requires(.namespaces)) struct TemplateTests {
  @Test func `defaults and values that count along reach the kernel, and are shown when asked for`() throws {
    let host = try Host()
    let document = try host.file(
      "test.json",
      """
      {"name": "test", "defaults": {"tap": {"mtu": 1450, "bridge": "br1"}},
       "links": {"br[1-2]": {"kind": "bridge"}, "guest": {"kind": "tap"},
        "vm[08-11]": {"kind": "tap", "mac": "52:54:00:00:01:[0e-11]", "description": "guest [8-11]", "mtu": "[1408-1411]"},
        "pair[1-2]": {"kind": "tap", "bridge": {"name": "br[1-2]", "isolated": true}}}}
      """)
    let output = try host.vnetctl("apply", document)
    #expect(output.status == 0, "\(output.errors)")
    let links = try host.links()
    for (number, name) in ["vm08", "vm09", "vm10", "vm11"].enumerated() {
      #expect(links[name]["mtu"].integer == 1408 + number)
      #expect(
        links[name]["address"].string
          == ["52:54:00:00:01:0e", "52:54:00:00:01:0f", "52:54:00:00:01:10", "52:54:00:00:01:11"][number])
      #expect(links[name]["ifalias"].string == "guest \(8 + number)")
      #expect(links[name]["master"] == "br1")
    }
    #expect(links["guest"]["mtu"] == 1450 && links["guest"]["master"] == "br1")
    #expect(links["pair1"]["master"] == "br1" && links["pair2"]["master"] == "br2")
    #expect(links["pair2"]["mtu"] == 1450 && links["pair2"]["linkinfo"]["info_slave_data"]["isolated"] == true)

    // What it says in full is the same.
    let expanded = try host.namespace.spawn(Host.program, ["check", "--expand", document])
    #expect(expanded.status == 0 && !expanded.text.contains("["), "\(expanded.errors)\(expanded.text)")
    let again = try host.vnetctl("diff", host.file("expanded.json", expanded.text))
    #expect(again.status == 0, "\(again.text)\(again.errors)")
  }
}
