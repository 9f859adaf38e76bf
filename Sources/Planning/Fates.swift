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
