internal import Import
internal import Testing
internal import TopologyFormat

/// What cannot be read at all says where.
@Suite struct `Wrong files` {
  @Test(arguments: [
    (ForeignFormat.nmstate, "interfaces: [\n  {name: a", "x:2:11: this is not valid YAML"),
    (.nmstate, "interfaces: []\ninterfaces: []\n", "x:2:1: interfaces: this key stands in the same object already"),
    (.netplan, "network:\n\tversion: 2\n", "x:2:1: a tab cannot indent YAML; use spaces"),
  ])
  func `name the place`(format: ForeignFormat, text: String, message: String) {
    let error = #expect(throws: DocumentError.self) {
      try format.read([SourceFile(name: "x", bytes: Array(text.utf8))])
    }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "no error")")
  }
}
