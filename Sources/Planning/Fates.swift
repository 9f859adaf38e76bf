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
}
