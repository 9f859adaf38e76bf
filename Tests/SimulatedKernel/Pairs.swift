import Glibc
import NetworkModel
import Planning

/// Pairs of links: what veth_newlink() does.
extension SimulatedState {
  mutating func createPair(
    _ name: LinkName, index: Int32, _ kind: LinkKind, _ settings: Settings, _ new: NewPeer
  ) throws(Objection) {
    guard kind.traits.isPaired, !missing.contains(.kind(kind)) else {
      throw Objection(EOPNOTSUPP, "Unknown device type")
    }
    let before = self
    do throws(Objection) {
      if let namespace = new.peer.namespace {
        try createEnd(name, index, kind, settings, toward: new.peer.name, in: namespace)
      } else {
        let far = try add(end(new.peer.name, new.index, kind, new.settings))
        let near = try add(end(name, index, kind, settings))
        update(far) { $0.peer = near }
        update(near) { $0.peer = far }
      }
    } catch {
      self = before
      throw error
    }
  }

  private mutating func createEnd(
    _ name: LinkName, _ index: Int32, _ kind: LinkKind, _ settings: Settings, toward peer: LinkName,
    in namespace: String
  ) throws(Objection) {
    guard let number = namespaces[namespace] else { throw Objection(ENOENT) }
    let neighbours = links.values.compactMap(\.distantPeer).filter { $0.namespaceID == number }
    guard !neighbours.contains(where: { $0.name == peer }) else { throw Objection(EEXIST) }
    let near = try add(end(name, index, kind, settings))
    let distant = DistantPeer(namespaceID: number, index: (neighbours.map(\.index).max() ?? 1) + 1, name: peer)
    update(near) { $0.distantPeer = distant }
  }

  private mutating func end(_ name: LinkName, _ index: Int32, _ kind: LinkKind, _ settings: Settings) -> SimulatedLink {
    var all = Self.initialSettings(mtu: 1500, mac: inventMAC())
    all.merge(settings.at(.link))
    var link = SimulatedLink(index: index, name: name, kind: kind, kernelKind: kind.kernelKind ?? "", settings: all)
    link.hasChosenMAC = settings[.mac] != nil
    return link
  }
}
