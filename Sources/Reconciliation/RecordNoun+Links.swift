internal import NetworkModel

/// Where a link is declared is not on record: a later run has another document.
extension DeclaredLink: RecordNoun {
  static var blank: DeclaredLink { DeclaredLink(name: .blank, kind: .nic) }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.word(&name)
    try coder.word(&kind)
    try coder.word(&isAbsent)
    try coder.word(&lower)
    try coder.word(&master)
    try coder.word(&handsOver)
    try settings.code(&coder)
    var functions = Dictionary(
      uniqueKeysWithValues: virtualFunctions.map { ($0, VirtualFunction(number: $0, settings: $1)) })
    try coder.list("vf", &functions, by: \.number, rank: \.self)
    virtualFunctions = functions.mapValues(\.settings)
    try coder.optional("peer", &peer)
    try coder.optional("vlans", &vlans)
    try coder.optional("tunnels", &tunnels)
    var runs = vlanSettings.runs
    try coder.list("vlan", &runs)
    vlanSettings = VLANSettings()
    for run in runs { vlanSettings.insert(run) }
    var declared = addresses.map(AddressList.init)
    try coder.optional("addresses", &declared)
    addresses = declared?.addresses
    var stations = forwarding.map(StationList.init)
    try coder.optional("fdb", &stations)
    forwarding = stations?.entries
    stations = remotes.map(StationList.init)
    try coder.optional("remotes", &stations)
    remotes = stations?.entries
    var groups = multicast.map(GroupList.init)
    try coder.optional("mdb", &groups)
    multicast = groups?.entries
  }

  private struct VirtualFunction: RecordNoun {
    var number: Int
    var settings: Settings

    static var blank: VirtualFunction { VirtualFunction(number: 0, settings: Settings()) }

    mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
      try coder.word(&number)
      try settings.code(&coder)
    }
  }

  /// Addresses that are declared, if only as none.
  private struct AddressList: RecordNoun {
    var addresses: [Address]

    static var blank: AddressList { AddressList(addresses: []) }

    mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
      try coder.list("address", &addresses)
    }
  }
}

extension Settings {
  fileprivate mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    var list = entries.map { Setting(option: $0.id, value: $0.value) }
    try coder.list("setting", &list)
    self = Settings()
    for setting in list { self[setting.option] = setting.value }
    try coder.demand(entries.count == list.count, "a setting above stands here twice")
  }

  private struct Setting: RecordNoun {
    var option: Option.ID
    var value: OptionValue

    static var blank: Setting { Setting(option: Option.mtu.id, value: .boolean(false)) }

    mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
      try coder.word(&option)
      try coder.word(&value)
    }
  }
}

/// Entries that are declared, if only as none.
private struct StationList: RecordNoun {
  var entries: [ForwardingEntry]

  static var blank: StationList { StationList(entries: []) }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.list("station", &entries)
  }
}

/// Groups that are declared, if only as none.
private struct GroupList: RecordNoun {
  var entries: [MulticastEntry]

  static var blank: GroupList { GroupList(entries: []) }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.list("group", &entries)
  }
}

extension LinkName {
  static var blank: LinkName { LinkName(kernelName: "") }
}

extension Peer: RecordNoun {
  static var blank: Peer { Peer(.blank) }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.word(&name)
    try coder.word(&namespace)
  }
}

extension BridgeVLANs: RecordNoun {
  static var blank: BridgeVLANs { BridgeVLANs() }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    var (pvid, runs) = (pvid, runs)
    try coder.word(&pvid)
    try coder.words(&runs)
    self = BridgeVLANs()
    for run in runs { insert(run.first, through: run.last, untagged: run.untagged) }
    guard let pvid else { return }
    try coder.demand(untagged(pvid) != nil, "\(pvid) is not among the VLANs")
    insertPVID(pvid, untagged: untagged(pvid) ?? true)
  }
}

extension VLANTunnels: RecordNoun {
  static var blank: VLANTunnels { VLANTunnels() }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    var runs = runs
    try coder.words(&runs)
    self = VLANTunnels()
    for run in runs { insert(run) }
  }
}

extension VLANSettings.Run: RecordNoun {
  static var blank: VLANSettings.Run { VLANSettings.Run(first: 1, last: 1, settings: Settings()) }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    var (first, last, settings) = (first, last, settings)
    try coder.word(&first)
    try coder.word(&last)
    try coder.demand(first <= last, "the VLANs from \(first) to \(last) are none")
    try settings.code(&coder)
    self = VLANSettings.Run(first: first, last: last, settings: settings)
  }
}

extension ForwardingEntry: RecordNoun {
  static var blank: ForwardingEntry { ForwardingEntry(MACAddress(bits: 0)) }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.word(&mac)
    try coder.word(&vlan)
    try coder.word(&state)
    try coder.word(&flags)
    try coder.optional("to", &remote)
  }
}

extension ForwardingEntry.Remote: RecordNoun {
  static var blank: ForwardingEntry.Remote { ForwardingEntry.Remote(IPAddress(0, 0, 0, 0)) }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.word(&address)
    try coder.word(&port)
    try coder.word(&vni)
    try coder.word(&link)
    try coder.word(&sourceVNI)
  }
}

extension MulticastEntry: RecordNoun {
  static var blank: MulticastEntry { MulticastEntry(.mac(MACAddress(bits: 0))) }

  mutating func code<Coder: RecordCoder>(_ coder: inout Coder) throws(Coder.Failure) {
    try coder.word(&group)
    try coder.word(&vlan)
    try coder.word(&source)
  }
}
