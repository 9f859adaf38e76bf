import KernelTestSupport

extension JSON {
  /// The same without the members of these names, wherever they are: counters and clocks.
  func ignoring(_ keys: Set<String>) -> JSON {
    switch self {
    case .object(let members):
      .object(members.filter { !keys.contains($0.key) }.mapValues { $0.ignoring(keys) })
    case .array(let elements): .array(elements.map { $0.ignoring(keys) })
    default: self
    }
  }
}
