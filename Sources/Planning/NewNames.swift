public import NetworkModel

/// The names that a plan gives to links, by those that they have.
///
/// Everything else of a plan is decided about the host as if the links had their new names already: that is how it will be
/// once the plan has begun. So nothing that calls links by name, be it a route or a record, has to know of two names.
public struct NewNames: Sendable, Equatable {
  /// The new names by the old ones, which are others.
  public let byOldName: [LinkName: LinkName]

  /// Those that differ from the old ones.
  public init(_ byOldName: [LinkName: LinkName] = [:]) {
    self.byOldName = byOldName.filter { $0.key != $0.value }
  }

  /// Whether all links keep their names.
  public var isEmpty: Bool { byOldName.isEmpty }

  /// What a link will be called.
  subscript(name: LinkName) -> LinkName { byOldName[name] ?? name }

  /// The same of links that are called so.
  func called<Value>(_ values: [LinkName: Value]) -> [LinkName: Value] {
    Dictionary(values.map { (self[$0.key], $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// The way back.
  var inverse: NewNames {
    NewNames(Dictionary(byOldName.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first }))
  }

  /// The names in an order in which each is free when its turn comes. Links that change names among each other take turns by
  /// a name that is nobody's.
  func steps(_ index: (LinkName) -> Int32?) -> [(old: LinkName, new: LinkName)] {
    var waiting = byOldName.sorted { $0.key < $1.key }.map { (old: $0.key, new: $0.value) }
    var steps: [(old: LinkName, new: LinkName)] = []
    while !waiting.isEmpty {
      if let place = waiting.firstIndex(where: { next in !waiting.contains { $0.old == next.new } }) {
        steps.append(waiting.remove(at: place))
      } else {
        let passing = Self.passingName(index(waiting[0].new) ?? 0)
        steps.append((waiting[0].old, passing))
        waiting[0].old = passing
      }
    }
    return steps
  }

  /// What a link is called for a moment whose new name is still another one's.
  static func passingName(_ index: Int32) -> LinkName { LinkName(kernelName: "vnet-\(index)") }

  /// What brings back the names of a checkpoint: of links that have those which the plan gave them, or are on the way there.
  /// Somebody else may have given them others, or have given theirs to others.
  init(undoing checkpoint: Checkpoint, in snapshot: Snapshot) {
    var names: [LinkName: LinkName] = [:]
    for (old, new) in checkpoint.newNames {
      guard let index = checkpoint.links[old]?.index, let link = snapshot[index], link.name != old,
        link.name == new || link.name == Self.passingName(index)
      else { continue }
      names[link.name] = old
    }
    // One that has to wait for its name may have another one's.
    while let taken = names.first(where: { snapshot[$0.value] != nil && names[$0.value] == nil }) {
      names[taken.key] = nil
    }
    self.init(names)
  }
}
