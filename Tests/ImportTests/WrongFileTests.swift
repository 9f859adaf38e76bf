internal import Import
internal import Testing
internal import TopologyFormat

/// What cannot be read at all says where.
@Suite struct `Wrong files` {
  @Test(arguments: [
    (ForeignFormat.nmstate, "interfaces: [\n  {name: a", "x:2:11: this is not valid YAML"),
    (.nmstate, "interfaces: []\ninterfaces: []\n", "x:2:1: interfaces: this key stands in the same object already"),
    (.ifupdown, "address 192.0.2.1\n", "x:1:1: \"address\" begins no stanza"),
    (.ifupdown, "auto lo\niface\n", "x:2:1: the name of the interface is missing"),
    (.networkd, "# x\n Name=eth0\n", "x:2:2: there is no section such as [Match] above this line"),
    (.networkd, "[Match]\nName eth0\n", "x:2:1: a setting is a key, \"=\" and a value"),
    (.networkd, "[Match\n", "x:1:1: a section's name ends with"),
    (.netplan, "network:\n\tversion: 2\n", "x:2:1: a tab cannot indent YAML; use spaces"),
  ])
  func `name the place`(format: ForeignFormat, text: String, message: String) {
    let error = #expect(throws: DocumentError.self) {
      try format.read([SourceFile(name: "x", bytes: Array(text.utf8))])
    }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "no error")")
  }
}
