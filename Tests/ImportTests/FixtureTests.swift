internal import Import
internal import NetworkModel
internal import Testing
internal import TopologyFormat

@Suite struct `Imports` {
  @Test(arguments: Fixture.all)
  func `make the document, and tell what they leave out`(fixture: Fixture) throws {
    let result = try fixture.format.read(fixture.files)
    #expect(result.text == (try fixture.expected("document.json")))
    #expect(result.leftOut.map { "\($0)\n" }.joined() == (try fixture.expected("left-out.txt")))
  }

  @Test(arguments: ForeignFormat.allCases)
  func `are tested for every format`(format: ForeignFormat) {
    #expect(Fixture.all.contains { $0.format == format })
  }

  @Test(arguments: Fixture.all)
  func `make documents that pass the check`(fixture: Fixture) throws {
    let text = try fixture.format.read(fixture.files).text
    let topology = try TopologyReader.read(
      [SourceFile(name: "imported.json", bytes: Array(text.utf8))], accounts: AnyAccount())
    #expect(!topology.links.isEmpty)
  }
}
