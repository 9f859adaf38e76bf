public import NetworkModel

/// Reads documents: text to ``Topology``, or to everything that is wrong with the text.
public enum TopologyReader {
  /// The most links that one topology may declare, ranges counted out.
  public static let maximumLinks = 10_000

  /// Makes one topology of `files`.
  ///
  /// - Throws: ``DocumentError`` with all that is wrong in all files, in their order and from top to bottom.
  public static func read(_ files: [SourceFile], accounts: any AccountLookup) throws(DocumentError) -> Topology {
    var decoder = DocumentDecoder(accounts: accounts)
    for file in files { decoder.decode(file) }
    let (topology, diagnostics) = complete(decoder)
    guard diagnostics.isEmpty else { throw DocumentError(sorted(diagnostics, files: files)) }
    return topology
  }

  /// Makes a topology of a tree that did not come from a document of ours, as far as it makes sense, and everything that is
  /// wrong with it, in no order.
  package static func read(
    _ root: DocumentNode, file: String, accounts: any AccountLookup
  ) -> (topology: Topology, diagnostics: [Diagnostic]) {
    var decoder = DocumentDecoder(accounts: accounts)
    decoder.decode(root, file: file)
    return complete(decoder)
  }

  private static func complete(_ decoder: DocumentDecoder) -> (topology: Topology, diagnostics: [Diagnostic]) {
    var checks = TopologyChecks(declarations: decoder.declarations, byName: decoder.byName)
    checks.run()
    checks.checkRoutes(over: decoder.routeDevices)
    let routes = checks.routes(decoder.routes)
    let topology = Topology(
      name: decoder.name ?? Topology.standardName, links: checks.completedLinks, routes: routes)
    return (topology, decoder.diagnostics + checks.diagnostics)
  }

  private static func sorted(_ diagnostics: [Diagnostic], files: [SourceFile]) -> [Diagnostic] {
    let order = Dictionary(files.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let keyed = diagnostics.enumerated().map { place, diagnostic in
      let position = diagnostic.position
      return (key: (order[position.file] ?? 0, position.line, position.column, place), diagnostic: diagnostic)
    }
    return keyed.sorted { $0.key < $1.key }.map(\.diagnostic)
  }
}
