internal import NetworkModel

/// What is otherwise in an earlier record of ownership than in a later one. Of thousands of links a transaction concerns
/// few: what is the same before and after stands on record once.
struct OwnershipDifference {
  /// The links that were otherwise on record, or have gone from it.
  private var links: [LinkName: Ownership.Link] = [:]
  /// The links that are new on record.
  private var newLinks: [NewLink] = []
  /// The same of routes.
  private var routes: [Route.Key: Ownership.Route] = [:]
  private var newRoutes: [Ownership.Route] = []

  init(from later: Ownership, to earlier: Ownership) {
    guard later != earlier else { return }
    links = earlier.links.filter { later.links[$0.key] != $0.value }
    newLinks = later.links.keys.filter { earlier.links[$0] == nil }.sorted().map { NewLink(name: $0) }
    routes = earlier.routes.filter { later.routes[$0.key] != $0.value }
    newRoutes = later.routes.keys.filter { earlier.routes[$0] == nil }
      .sorted { Ownership.rank($0) < Ownership.rank($1) }.compactMap { later.routes[$0] }
  }

  /// The earlier record.
  func applied(to later: Ownership) -> Ownership {
    var earlier = later
    for link in newLinks { earlier.links[link.name] = nil }
    for route in newRoutes { earlier.routes[route.route.key] = nil }
    earlier.links.merge(links) { $1 }
    earlier.routes.merge(routes) { $1 }
    return earlier
  }
}

extension OwnershipDifference: RecordNoun {
  static var blank: OwnershipDifference { OwnershipDifference(from: Ownership(), to: Ownership()) }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.list("was-owned", &links, by: \.name, rank: \.text)
    try coder.list("newly-owned", &newLinks)
    try coder.list("was-owned-route", &routes, by: \.route.key, rank: Ownership.rank)
    try coder.list("newly-owned-route", &newRoutes)
  }

  private struct NewLink: RecordNoun {
    var name: LinkName

    static var blank: NewLink { NewLink(name: .blank) }

    mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) { try coder.word(&name) }
  }
}
