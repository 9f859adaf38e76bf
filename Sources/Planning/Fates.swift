internal import NetworkModel

/// The fates of all links that a plan concerns, those of the document first and in its order.
struct Fates: RandomAccessCollection {
  private var elements: [LinkFate] = []
  private var places: [LinkName: Int] = [:]

  var startIndex: Int { 0 }
  var endIndex: Int { elements.count }
  subscript(place: Int) -> LinkFate { elements[place] }

  /// The fate of a link, if the plan concerns it.
  subscript(name: LinkName) -> LinkFate? { places[name].map { elements[$0] } }

  init() {}

  /// Room for some.
  init(capacity: Int) {
    elements.reserveCapacity(capacity)
    places.reserveCapacity(capacity)
  }

  mutating func append(_ fate: LinkFate) {
    places[fate.name] = elements.count
    elements.append(fate)
  }

  /// The master that a link will have. One that goes lets its ports go.
  func master(of name: LinkName, in snapshot: Snapshot) -> LinkName? {
    let fate = self[name]
    let master: LinkName? =
      switch fate?.declared.master {
      case nil: fate?.isMade == true ? nil : snapshot[name].flatMap(snapshot.masterName)
      case .some(.none): nil
      case .on(let master): master
      }
    return master.flatMap { self[$0]?.isRemoved == true ? nil : $0 }
  }

  /// Where a link's VLANs, stations and groups are kept: a bridge keeps its own, and those of its ports.
  func bridge(of fate: LinkFate, in snapshot: Snapshot) -> LinkName? {
    fate.declared.kind == .bridge ? fate.name : master(of: fate.name, in: snapshot)
  }

  /// What a setting of a link will be: what is declared, or else what the link has, or what a new one has; nil where that
  /// cannot be told.
  private func setting(_ option: Option, of name: LinkName, in snapshot: Snapshot) -> OptionValue? {
    let fate = self[name]
    if let declared = fate?.declared.settings[option] { return declared }
    return fate?.isMade == true ? option.standard : snapshot[name]?.settings[option]
  }

  /// What a setting of a link will be that is on or off.
  func flag(_ option: Option, of name: LinkName, in snapshot: Snapshot) -> Bool? {
    if case .boolean(let value)? = setting(option, of: name, in: snapshot) { value } else { nil }
  }

  /// What a setting of a link will be that is a number.
  func number(_ option: Option, of name: LinkName, in snapshot: Snapshot) -> Int64? {
    if case .integer(let value)? = setting(option, of: name, in: snapshot) { value } else { nil }
  }

  /// The masters that will take a link's frames, one above the other: a bond, and the bridge that the bond is a port of. A
  /// VRF takes none.
  func masters(of name: LinkName, in snapshot: Snapshot) -> [LinkName] {
    var result: [LinkName] = []
    while let next = master(of: result.last ?? name, in: snapshot), !result.contains(next),
      kind(of: next, in: snapshot)?.traits.ports?.areRouted != true
    {
      result.append(next)
    }
    return result
  }

  /// The kind that a link will have, if it will be there: where it is declared a NIC, that of the kernel's link.
  func kind(of name: LinkName, in snapshot: Snapshot) -> LinkKind? {
    guard let fate = self[name] else { return snapshot[name]?.kind }
    if fate.isRemoved || fate.declared.isAbsent { return nil }
    return fate.declared.kind == .nic ? snapshot[name]?.kind : fate.declared.kind
  }

  /// The table that the kernel will use for what it makes for a link's addresses: its VRF's, or the main one.
  func routingTable(of name: LinkName, in snapshot: Snapshot) -> UInt32 {
    guard let master = master(of: name, in: snapshot) else { return Route.mainTable }
    let declared = self[master]?.declared.settings.number(.vrfTable).map(UInt32.init)
    return declared ?? snapshot[master]?.routedTable ?? Route.mainTable
  }
}
