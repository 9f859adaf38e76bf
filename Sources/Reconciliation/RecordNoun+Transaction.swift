internal import NetworkModel

extension HostRecord: RecordNoun {
  static var blank: HostRecord { HostRecord() }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try ownership.code(&coder)
    try coder.optional("transaction", &transaction)
    var before = transaction.map { OwnershipDifference(from: ownership, to: $0.checkpoint.ownership) }
    try coder.optional("before", &before)
    try coder.demand((before == nil) == (transaction == nil), "a transaction goes with what was on record before it")
    if let before { transaction?.checkpoint.ownership = before.applied(to: ownership) }
  }
}

extension Transaction: RecordNoun {
  static var blank: Transaction {
    Transaction(checkpoint: Checkpoint(), topology: "", token: "", process: 0, started: 0)
  }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.word(&token)
    try coder.word(&stage)
    try coder.word(&process)
    try coder.word(&started)
    try coder.word(&topology)
    try checkpoint.code(&coder)
  }
}

extension Transaction.Stage: RecordWord {
  private static let unconfirmed = "unconfirmed:"

  init?(recordWord: String) {
    if recordWord == "executing" {
      self = .executing
    } else {
      guard recordWord.hasPrefix(Self.unconfirmed), let time = UInt64(recordWord.dropFirst(Self.unconfirmed.count))
      else { return nil }
      self = .unconfirmed(until: time)
    }
  }

  var recordWord: String {
    switch self {
    case .executing: "executing"
    case .unconfirmed(let time): Self.unconfirmed + String(time)
    }
  }
}

/// What was on record before is kept as the difference to what is on record now.
extension Checkpoint: RecordNoun {
  static var blank: Checkpoint { Checkpoint() }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.list("was", &links, by: \.state.name, rank: \.text)
    var made = Dictionary(uniqueKeysWithValues: made.map { ($0, MadeLink(name: $0, indices: $1)) })
    try coder.list("makes", &made, by: \.name, rank: \.text)
    self.made = made.mapValues(\.indices)
    var renamed = Dictionary(uniqueKeysWithValues: newNames.map { ($0, NewName(old: $0, new: $1)) })
    try coder.list("renames", &renamed, by: \.old, rank: \.text)
    newNames = renamed.mapValues(\.new)
    try coder.list("was-route", &routes)
    var addresses = newAddresses.sorted { "\($0.link) \($0.address)" < "\($1.link) \($1.address)" }
    try coder.list("new-address", &addresses)
    newAddresses = Set(addresses)
    var stations = newStations.sorted { "\($0.link) \($0.mac)" < "\($1.link) \($1.mac)" }
    try coder.list("new-station", &stations)
    newStations = Set(stations)
    var groups = newGroups.sorted { "\($0.link) \($0.entry)" < "\($1.link) \($1.entry)" }
    try coder.list("new-group", &groups)
    newGroups = Set(groups)
    try coder.list("new-route", &newRoutes)
  }

  private struct NewName: RecordNoun {
    var old: LinkName
    var new: LinkName

    static var blank: NewName { NewName(old: .blank, new: .blank) }

    mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
      try coder.word(&old)
      try coder.word(&new)
      try coder.demand(old != new, "the new name is the old one")
    }
  }

  private struct MadeLink: RecordNoun {
    var name: LinkName
    var indices: [Int32]

    static var blank: MadeLink { MadeLink(name: .blank, indices: []) }

    mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
      try coder.word(&name)
      try coder.words(&indices)
      try coder.demand(indices.allSatisfy { $0 > 0 }, "an index is none")
    }
  }
}

extension Checkpoint.Link: RecordNoun {
  static var blank: Checkpoint.Link { Checkpoint.Link(state: .blank, index: 0, isRemoved: false) }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.word(&index)
    try coder.word(&isRemoved)
    try state.code(&coder)
    try coder.list("forwarding", &forwarding)
    try coder.list("multicast", &multicast)
  }
}

extension Checkpoint.NewStation: RecordNoun {
  static var blank: Checkpoint.NewStation { Checkpoint.NewStation(link: .blank, mac: MACAddress(bits: 0)) }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.word(&link)
    try coder.word(&mac)
  }
}

extension Checkpoint.NewGroup: RecordNoun {
  static var blank: Checkpoint.NewGroup { Checkpoint.NewGroup(link: .blank, entry: .blank) }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.word(&link)
    try entry.code(&coder)
  }
}

extension Checkpoint.NewAddress: RecordNoun {
  static var blank: Checkpoint.NewAddress { Checkpoint.NewAddress(link: .blank, address: Address.blank.key) }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    var (local, prefixLength, peer) = (address.local, address.prefixLength, address.peer)
    try coder.word(&link)
    try coder.word(&local)
    try coder.word(&prefixLength)
    try coder.word(&peer)
    var read = Address(local, prefixLength: prefixLength)
    read.peer = peer
    address = read.key
  }
}
