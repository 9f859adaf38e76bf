public import NetworkModel

/// The interface indices that links get which a plan makes.
///
/// They are chosen before the links are made, and put on record. So a link is told by its index from the moment when it
/// is there: from one that somebody else gives the same name, and after a run that was killed right then.
public struct NewIndices: Sendable {
  /// Where to begin. The kernel itself counts up from 1, so that out of this range it gives no index to others' links
  /// unless millions of them were made; and one that begins at random meets no other run's indices.
  public static let beginnings: Range<Int32> = 100_000..<10_000_000

  private let first: Int32
  private let former: [LinkName: Int32]

  /// The indices from `first` on, one after another, that no link has.
  ///
  /// - Parameter former: The indices of links that were there before. Who is made anew gets its own, unless another link
  ///   has it by now.
  public init(from first: Int32, former: [LinkName: Int32] = [:]) {
    self.first = first
    self.former = former
  }

  /// Gives an index to each link that is to be made.
  func number(_ fates: Fates, besides snapshot: Snapshot) {
    let reserved = Set(former.values)
    var next = first
    for fate in fates where fate.isMade {
      // Who is replaced makes room first.
      if let index = former[fate.name], snapshot[index].map({ $0.name == fate.name }) ?? true {
        fate.newIndex = index
        continue
      }
      while snapshot[next] != nil || reserved.contains(next) { next += 1 }
      fate.newIndex = next
      next += 1
    }
  }
}
