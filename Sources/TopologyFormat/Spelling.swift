/// Finds what a misspelt word was probably meant to be.
enum Spelling {
  /// The candidate nearest to `word`, the first of those equally near; nil when none is near enough: at most one edit
  /// in three letters, though one in a shorter word.
  ///
  /// Case and separators do not count, so that `vlanFiltering` and `VLAN-filtering` are `vlan_filtering`.
  static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let target = letters(word)
    let limit = max(1, target.count / 3)
    var nearest: (candidate: String, distance: Int)?
    for candidate in candidates {
      let distance = distance(target, letters(candidate))
      // As many edits as there are letters would make any word of any other.
      guard distance <= limit, distance < max(1, target.count), distance < nearest?.distance ?? .max else { continue }
      nearest = (candidate, distance)
    }
    return nearest?.candidate
  }

  private static func letters(_ word: String) -> [Character] {
    word.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
  }

  /// The optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
  private static func distance(_ source: [Character], _ target: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...target.count)
    for row in source.indices {
      var current = [row + 1]
      for column in target.indices {
        var best = min(
          last[column + 1] + 1,
          current[column] + 1,
          last[column] + (source[row] == target[column] ? 0 : 1))
        if row > 0, column > 0, source[row] == target[column - 1], source[row - 1] == target[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[target.count]
  }
}
