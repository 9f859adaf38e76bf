internal import NetworkModel

extension Address: RecordNoun {
  static var blank: Address { Address(IPAddress(0, 0, 0, 0), prefixLength: 0) }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.word(&local)
    try coder.word(&prefixLength)
    try coder.word(&peer)
    try coder.word(&broadcast)
    try coder.word(&scope)
    try coder.word(&label)
    try coder.word(&preferredLifetime)
    try coder.word(&validLifetime)
    try coder.word(&metric)
    try coder.word(&noPrefixRoute)
    try coder.word(&flags)
    try coder.word(&origin)
  }
}

extension Route: RecordNoun {
  static var blank: Route { Route(.allIPv4) }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.word(&destination)
    try coder.word(&action)
    try coder.word(&metric)
    try coder.word(&table)
    try coder.word(&origin)
    try coder.word(&scope)
    try coder.word(&typeOfService)
    try coder.word(&source)
    try coder.word(&expires)
    try coder.word(&nexthop)
    try coder.list("hop", &hops)
    try Attribute.code("metric", &metrics, &coder)
    try Attribute.code("other", &others, &coder)
  }

  /// An attribute as the kernel sent it.
  private struct Attribute: RecordNoun {
    var number: UInt16
    var bytes: [UInt8]

    static var blank: Attribute { Attribute(number: 0, bytes: []) }

    mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
      try coder.word(&number)
      try coder.word(&bytes)
    }

    static func code<Coder: RecordCoder>(
      _ keyword: String, _ attributes: inout [UInt16: [UInt8]], _ coder: inout Coder
    ) throws(Coder.Failure) {
      var list = attributes.sorted { $0.key < $1.key }.map { Attribute(number: $0.key, bytes: $0.value) }
      try coder.list(keyword, &list)
      attributes = Dictionary(list.map { ($0.number, $0.bytes) }, uniquingKeysWith: { first, _ in first })
      try coder.demand(attributes.count == list.count, "a \"\(keyword)\" above stands here twice")
    }
  }
}

extension Route.Hop: RecordNoun {
  static var blank: Route.Hop { Route.Hop() }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.word(&link)
    try coder.word(&gateway)
    try coder.word(&weight)
    try coder.word(&isOnLink)
  }
}
