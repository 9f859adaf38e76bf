public import NetworkModel

/// The part of a record that concerns a topology: what it owns, and certain links whoever owns them.
///
/// A host may have thousands of links in thousands of topologies, one for each guest. What is on record of the others is
/// passed over and kept as it is, unless a transaction is on its way.
public struct RecordExcerpt: Sendable {
  private let topology: String
  private let links: Set<String>

  /// What concerns the topology of that name, and those links.
  public init(topology: String, links: Set<LinkName>) {
    self.topology = topology.recordWord
    self.links = Set(links.map(\.recordWord))
  }

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
        isLinkSkipped = !links.contains(word(1, of: line)) && word(4, of: line) != topology
      } else if line.starts(with: "route ".utf8) {
        isLinkSkipped = false
        isRouteSkipped = word(1, of: line) != topology
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

  /// A word of a line, counted from 0.
  private func word(_ number: Int, of line: ArraySlice<UInt8>) -> String {
    var start = line.startIndex
    var left = number
    while left > 0, start < line.endIndex {
      if line[start] == UInt8(ascii: " ") { left -= 1 }
      start += 1
    }
    let end = line[start...].firstIndex(of: UInt8(ascii: " ")) ?? line.endIndex
    return String(decoding: line[start..<end], as: UTF8.self)
  }
}
