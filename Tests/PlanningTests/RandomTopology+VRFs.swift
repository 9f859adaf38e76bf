import NetworkModel

/// VRFs with links in them.
extension RandomTopology {
  /// Adds VRFs, puts links into them that are ports of nothing, and moves routes into their tables.
  mutating func addDomains(to links: inout [DeclaredLink], _ routes: inout [DeclaredRoute]) {
    var tables: [LinkName: UInt32] = [:]
    for name in ["r0", "r1"] where chance(50) {
      var domain = link(name, .vrf)
      let table = UInt32(100 + below(3))
      domain.settings[.vrfTable] = .integer(Int64(table))
      if chance(20) { domain.settings[.up] = .boolean(false) }
      tables[domain.name] = table
      links.insert(domain, at: below(links.count + 1))
    }
    var domains: [LinkName: UInt32] = [:]
    for place in links.indices where links[place].masterName == nil && links[place].kind != .vrf {
      if chance(30), let domain = pick(tables.keys.sorted()) {
        links[place].master = .on(domain)
        links[place].masterKind = .vrf
        domains[links[place].name] = tables[domain]
      } else if chance(50) {
        // Otherwise it stays where an earlier one has put it.
        links[place].master = DeclaredLink.Master.none
      }
    }
    // Without a link, the kernel looks for the router in the main table.
    routes.removeAll { route in route.route.hops.contains { $0.link == nil } }
    var keys: Set<Route.Key> = []
    for place in routes.indices where chance(80) {
      let hops = routes[place].route.hops.compactMap(\.link).map { domains[$0] }
      if let table = hops.first, let table, hops.allSatisfy({ $0 == table }) { routes[place].route.table = table }
    }
    routes = routes.filter { keys.insert($0.route.key).inserted }
  }
}
