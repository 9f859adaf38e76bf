import NetworkModel
import RandomNumbers
import Testing

@testable import TopologyFormat

struct JSONSchemaTests {
  @Test func `the schema in the repository is the one of the option tables`() throws {
    #expect(
      try Repository.text("Config/topology.schema.json") == JSONSchema.text,
      "renew it: vnetctl schema > Config/topology.schema.json")
  }

  @Test func `an independent validator takes the schema, and every example by it`() throws {
    #expect(Repository.examples.count >= 5)
    let documents = try Repository.examples.map { name in
      let bytes = Array(try Repository.text("Config/examples/\(name)").utf8)
      let root =
        SourceFile(name: name, bytes: bytes).isYAML
        ? try YAMLReader.parse(bytes, file: name) : try JSONScanner.parse(bytes, file: name)
      return JSONWriter.text(root.json)
    }
    #expect(try SchemaValidator.faults(of: documents) == Array(repeating: nil, count: documents.count))
  }

  @Test func `wrong documents fail by the schema wherever it can express the fault, and there alone`() throws {
    let documents = WrongDocument.all
    let faults = try SchemaValidator.faults(of: documents.map(\.text))
    try #require(faults.count == documents.count)
    for (document, fault) in zip(documents, faults) {
      #expect((fault != nil) == document.isSeenBySchema, "\(document.text)\n\(fault ?? "is valid")")
    }
  }

  @Test func `what the writer writes is valid by the schema`() throws {
    var random = SplitMix64(seed: 20)
    let documents = (0..<50).map { _ in TopologyWriter.text(of: .random(using: &random)) }
    #expect(try SchemaValidator.faults(of: documents) == Array(repeating: nil, count: documents.count))
  }

  @Test func `another schema would be noticed`() throws {
    let faults = try SchemaValidator.faults(of: ["{}", "[]"], by: #"{"type": "array"}"#)
    #expect(faults[0] != nil && faults[1] == nil)
  }
}
