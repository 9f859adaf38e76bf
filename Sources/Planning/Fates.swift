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

  /// The masters that a link will have, one above the other: a bond, and the bridge that the bond is a port of.
  func masters(of name: LinkName, in snapshot: Snapshot) -> [LinkName] {
    var result: [LinkName] = []
    while let next = master(of: result.last ?? name, in: snapshot), !result.contains(next) { result.append(next) }
    return result
  }
}
