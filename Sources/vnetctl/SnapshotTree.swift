import NetworkModel

/// The links of a namespace as a tree: ports under their bridge, VLANs under the link that carries them.
struct SnapshotTree {
  /// A link and its place in the tree.
  struct Node {
    let link: ObservedLink
    /// The lines that lead to it: `│  └─ `.
    let branch: String
  }

  /// All links, each once, from top to bottom.
  private(set) var nodes: [Node] = []
  private let children: [Int32: [ObservedLink]]

  init(_ snapshot: Snapshot) {
    let links = snapshot.links.sorted { $0.name < $1.name }
    var children: [Int32: [ObservedLink]] = [:]
    var roots: [ObservedLink] = []
    for link in links {
      if let parent = Self.parent(of: link, in: snapshot) {
        children[parent, default: []].append(link)
      } else {
        roots.append(link)
      }
    }
    self.children = children
    for root in roots { append(root, branch: "", below: "") }
  }

  /// The bridge first: a VLAN that is a port belongs to its bridge more than to what carries it. A veth's `IFLA_LINK` is
  /// its peer, which is under nothing.
  private static func parent(of link: ObservedLink, in snapshot: Snapshot) -> Int32? {
    if let master = link.master, snapshot[master] != nil { return master }
    if link.kind.lower != nil, let lower = link.lower, snapshot[lower] != nil { return lower }
    return nil
  }

  private mutating func append(_ link: ObservedLink, branch: String, below: String) {
    nodes.append(Node(link: link, branch: branch))
    let children = children[link.index] ?? []
    for (place, child) in children.enumerated() {
      let isLast = place == children.count - 1
      append(child, branch: below + (isLast ? "└─ " : "├─ "), below: below + (isLast ? "   " : "│  "))
    }
  }
}
