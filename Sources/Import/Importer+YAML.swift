internal import TopologyFormat

extension Importer {
  /// The tree of a YAML file. Keys that stand twice in it are faults, as they are in documents.
  mutating func yaml(_ file: SourceFile) throws(DocumentError) -> DocumentNode {
    self.file = file.name
    var doubled: [Diagnostic] = []
    let root = try YAMLReader.parse(file.bytes, file: file.name, doubledKeys: &doubled)
    guard doubled.isEmpty else { throw DocumentError(doubled) }
    return root
  }
}
