public import NetworkModel

/// The part of a record that concerns a topology: what it owns, and certain links whoever owns them. Or that which tells
/// what the rest of the run must be permitted to do.
///
/// A host may have thousands of links in thousands of topologies, one for each guest. What is on record of the others is
/// passed over and kept as it is, unless a transaction is on its way.
public struct RecordExcerpt: Sendable {
  /// Nil for no topology.
  private let topology: [UInt8]?
  private let links: Set<[UInt8]>
  /// Nil for no kind.
  private let kind: [UInt8]?

  /// What concerns the topology of that name, and those links.
  public init(topology: String, links: Set<LinkName>) {
    self.topology = Array(topology.recordWord.utf8)
    self.links = Set(links.map { Array($0.recordWord.utf8) })
    kind = nil
  }

  private init(kind: LinkKind) {
    topology = nil
    links = []
    self.kind = Array(kind.recordWord.utf8)
  }

  /// All that ``HostRecord/capabilities`` depends on: who the links are that have a file of their own.
  public static let capabilities = RecordExcerpt(kind: .macvtap)

  /// Takes the lines about other topologies' links and routes out of the text of a record; nil when it is to be read whole.
  func split(_ bytes: [UInt8]) -> (text: [UInt8], unread: [String: [UInt8]])? {
    var text: [UInt8] = []
    var unread = (links: [UInt8](), routes: [UInt8]())
    unread.links.reserveCapacity(bytes.count)
    var isLinkSkipped = false
    var isRouteSkipped = false
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let line = bytes[start..<end]
      // Lines with other words belong to the one before.
      if line.starts(with: "link ".utf8) {
        isLinkSkipped = !concerns(link: line)
      } else if line.starts(with: "route ".utf8) {
        isLinkSkipped = false
        isRouteSkipped = topology.map { word(1, of: line).elementsEqual($0) } != true
      } else if line.starts(with: "transaction ".utf8) {
        return nil
      } else if line.starts(with: "end ".utf8) {
        isLinkSkipped = false
        isRouteSkipped = false
      }
      if isLinkSkipped {
        unread.links.append(UInt8(ascii: "\n"))
        unread.links += line
      } else if isRouteSkipped {
        unread.routes.append(UInt8(ascii: "\n"))
        unread.routes += line
      } else {
        text += bytes[start..<min(end + 1, bytes.count)]
      }
      start = end + 1
    }
    return (text, ["link": unread.links, "route": unread.routes].filter { !$0.value.isEmpty })
  }

  /// Whether what is said of a link is needed, by the first line of it: its name, index, kind and topology.
  private func concerns(link line: ArraySlice<UInt8>) -> Bool {
    if let kind { return word(3, of: line).elementsEqual(kind) }
    if let topology, word(4, of: line).elementsEqual(topology) { return true }
    return links.contains(Array(word(1, of: line)))
  }

  /// A word of a line, counted from 0.
  private func word(_ number: Int, of line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var start = line.startIndex
    var left = number
    while left > 0, start < line.endIndex {
      if line[start] == UInt8(ascii: " ") { left -= 1 }
      start += 1
    }
    let end = line[start...].firstIndex(of: UInt8(ascii: " ")) ?? line.endIndex
    return line[start..<end]
  }
}
