internal import NetworkModel

/// What can be wrong between the two ends of a pair.
extension TopologyChecks {
  mutating func checkPeer(_ declaration: LinkDeclaration) {
    let link = declaration.link
    guard let peer = link.peer else { return }
    let key = LinkKey.peer.rawValue
    let position = declaration.position(key, PeerKey.name.rawValue)
    func refuse(_ message: String) { report(declaration, [key], at: position, message) }
    guard peer.namespace == nil, let other = self[peer.name] else {
      if let first = otherEnds[peer] {
        refuse("\(peer) is the other end of \(first.link.name) already, declared at \(first.place)")
      } else {
        otherEnds[peer] = declaration
      }
      return
    }
    if other.link.name == link.name {
      refuse("a link cannot be its own other end")
    } else if other.link.isAbsent {
      refuse(absence(of: other))
    } else if other.link.kind != link.kind {
      refuse("\(peer) is no \(link.kind.rawValue) but \(other.link.kind.title), declared at \(other.place)")
    } else if let its = other.link.peer, its != Peer(link.name) {
      refuse("\(peer), declared at \(other.place), has \(its) as its other end")
    }
  }

  /// All links, each followed by its other end if that is not declared itself.
  var completedLinks: [DeclaredLink] {
    guard !otherEnds.isEmpty else { return declarations.map(\.link) }
    return declarations.flatMap { declaration in
      let link = declaration.link
      guard let peer = link.peer, peer.namespace == nil, self[peer.name] == nil else { return [link] }
      var other = DeclaredLink(name: peer.name, kind: link.kind, position: link.position)
      other.peer = Peer(link.name)
      other.settings[.mtu] = link.settings[.mtu]
      return [link, other]
    }
  }
}
