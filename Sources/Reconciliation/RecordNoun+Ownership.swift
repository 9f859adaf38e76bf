internal import NetworkModel

extension Ownership: RecordNoun {
  static var blank: Ownership { Ownership() }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.list("link", &links, by: \.name, rank: \.text)
    try coder.list("route", &routes, by: \.route.key, rank: Self.rank)
  }

  /// By what routes are ordered.
  static func rank(_ key: NetworkModel.Route.Key) -> String {
    "\(key.destination) \(key.table) \(key.metric) \(key.typeOfService)"
  }
}

extension Ownership.Link: RecordNoun {
  static var blank: Ownership.Link { Ownership.Link(name: .blank, index: 0, kind: .nic, topology: "") }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.word(&name)
    try coder.word(&index)
    try coder.demand(index > 0, "the index is none")
    try coder.word(&kind)
    try coder.word(&topology)
    try coder.optional("found", &found)
    try coder.optional("applied", &applied)
    try coder.optional("hand-over", &handOver)
  }
}

extension Ownership.HandOver: RecordNoun {
  static var blank: Ownership.HandOver { Ownership.HandOver(bridge: .blank, addresses: [], routes: []) }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.word(&bridge)
    try coder.list("address", &addresses)
    try coder.list("over", &routes)
  }
}

extension Ownership.Route: RecordNoun {
  static var blank: Ownership.Route { Ownership.Route(route: .blank, topology: "") }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.word(&topology)
    try route.code(&coder)
    try coder.list("instead-of", &found)
  }
}
