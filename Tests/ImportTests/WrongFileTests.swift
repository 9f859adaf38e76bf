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
    (.libvirt, "<network>\n <name>x</nam>\n</network>", "x:2:9: no element <nam> is open here"),
    (.libvirt, "<network>\n <name>", "x:2:2: the element <name> has no end"),
    (.libvirt, "<!DOCTYPE network [<!ENTITY a \"b\">]>\n<network/>", "x:1:1: document types and entities are not read"),
    (.libvirt, "<network>\n&lol;</network>", "x:2:1: this is none of &lt;"),
    (.libvirt, "<network>&#0;</network>", "x:1:10: this is none of &lt;"),
    (.libvirt, "<network a='1'\n a='2'/>", "x:2:2: the element has this attribute already"),
    (.libvirt, "<network a=1/>", "x:1:12: the value of an attribute stands in quotes"),
    (.libvirt, "<network a='1'b='2'/>", "x:1:15: an attribute, \">\" or \"/>\" must stand here"),
    (.libvirt, "<network a='<'/>", "x:1:13: the value of the attribute has no end"),
    (.libvirt, "<network/>\n<network/>", "x:2:1: a second element begins here"),
    (.libvirt, "<network/>\n x", "x:1:11: text stands outside of the element"),
    (.libvirt, "<network><!-- x</network>", "x:1:10: the comment has no end"),
    (.libvirt, "<network><![CDATA[x</network>", "x:1:10: the character data has no end"),
    (.libvirt, "<network><1/></network>", "x:1:11: a name must stand here"),
    (.libvirt, "<!-- nothing -->", "x:1:17: there is no element in this file"),
    (.netplan, "network:\n\tversion: 2\n", "x:2:1: a tab cannot indent YAML; use spaces"),
  ])
  func `name the place`(format: ForeignFormat, text: String, message: String) {
    let error = #expect(throws: DocumentError.self) {
      try format.read([SourceFile(name: "x", bytes: Array(text.utf8))])
    }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "no error")")
  }
}
