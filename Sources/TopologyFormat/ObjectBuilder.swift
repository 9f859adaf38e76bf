/// Gathers an object's members and notices keys that come twice. Keys that look the same are the same: é in one
/// character or in two.
struct ObjectBuilder {
  private(set) var members: [DocumentNode.Member] = []
  private var index: [String: TextPosition] = [:]

  /// Up to here comparing with each earlier key costs less than hashing them all. Most objects of a topology, though
  /// not the one that holds the links, stay below.
  private static let linearLimit = 12

  /// Where the object has the key already; otherwise nil, and the key is taken.
  ///
  /// Asked before the key's value is read, so that diagnostics come in the order of the file.
  mutating func claim(_ key: String, at position: TextPosition) -> TextPosition? {
    if members.count < Self.linearLimit {
      return members.first { $0.key == key }?.keyPosition
    }
    if index.isEmpty {
      for member in members.reversed() { index[member.key] = member.keyPosition }
    }
    if let first = index[key] { return first }
    index[key] = position
    return nil
  }

  mutating func append(_ member: DocumentNode.Member) {
    // One allocation for most objects instead of one for each doubling.
    if members.isEmpty { members.reserveCapacity(5) }
    members.append(member)
  }
}
