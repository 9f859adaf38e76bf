internal import NetworkModel

/// In which tables routes are, and whether two are one.
extension TopologyChecks {
  /// The routes with their tables: who puts a link into a VRF wants its routes there, where the kernel has those to the
  /// link's own subnets.
  mutating func routes(_ declarations: [RouteDeclaration]) -> [DeclaredRoute] {
    var places: [Route.Key: DeclaredRoute] = [:]
    var result: [DeclaredRoute] = []
    for declaration in declarations {
      var declared = declaration.route
      if !declaration.hasTable {
        guard let table = table(of: declaration) else { continue }
        declared.route.table = table
      }
      if let first = places[declared.route.key] {
        let place = first.position.map { " at \($0)" } ?? ""
        diagnostics.append(
          declaration.place.diagnostic(
            "a route to \(declared.route.destination) with the same metric and table is declared already\(place); "
              + "give one of them another \"metric\", or make one route with \"hops\""))
        continue
      }
      places[declared.route.key] = declared
      result.append(declared)
    }
    return result
  }

  /// The table of a route that names none; nil where that cannot be told.
  private mutating func table(of declaration: RouteDeclaration) -> UInt32? {
    let links = declaration.route.route.hops.compactMap { self[$0.link]?.link }
    guard let domain = links.compactMap(\.vrf).first else { return Route.mainTable }
    let key = RouteKey.table.rawValue
    guard declaration.route.route.hops.allSatisfy({ self[$0.link]?.link.vrf == domain }) else {
      diagnostics.append(
        declaration.place.diagnostic("not all of its ways are in the VRF \(domain); say in which \"\(key)\" it is"))
      return nil
    }
    guard let vrf = self[domain], vrf.link.kind == .vrf else {
      diagnostics.append(
        declaration.place.diagnostic(
          "it leads into the VRF \(domain), which is not declared here; say in which \"\(key)\" it is"))
      return nil
    }
    return vrf.link.settings.number(.vrfTable).map(UInt32.init)
  }
}
