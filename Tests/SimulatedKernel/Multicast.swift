import Glibc
import NetworkModel

extension SimulatedState {
  /// br_mdb_add(), without NLM_F_REPLACE, which kernels before Linux 6.3 do not know.
  mutating func addMulticast(_ entry: MulticastEntry, to index: Int32, on bridge: Int32) throws(Objection) {
    for entry in try reached(entry, at: index, on: bridge) {
      let present = try link(index).multicast
      guard !present.contains(where: { $0.key == entry.key }) else { throw Objection(EEXIST) }
      if case .address = entry.group, index == bridge {
        throw Objection(EINVAL, "Flags are not allowed for host groups")
      }
      update(index) { $0.multicast.append(entry) }
    }
  }

  /// br_mdb_del()
  mutating func removeMulticast(_ entry: MulticastEntry, from index: Int32, on bridge: Int32) throws(Objection) {
    for entry in try reached(entry, at: index, on: bridge) {
      guard try link(index).multicast.contains(where: { $0.key == entry.key }) else { throw Objection(EINVAL) }
      update(index) { $0.multicast.removeAll { $0.key == entry.key } }
    }
  }

  /// The entries that a request is about: one of no VLAN is about all VLANs of the port on a bridge that filters them.
  private func reached(
    _ entry: MulticastEntry, at index: Int32, on bridge: Int32
  ) throws(Objection) -> [MulticastEntry] {
    let (master, link) = (try link(bridge), try link(index))
    guard master.isUp else { throw Objection(EINVAL, "Bridge device is not running") }
    guard master.settings.flag(.mcastSnooping) == true else {
      throw Objection(EINVAL, "Bridge's multicast processing is disabled")
    }
    guard index == bridge || link.master == bridge else {
      throw Objection(EINVAL, "Port belongs to a different bridge device")
    }
    guard entry.vlan == nil, master.settings.flag(.vlanFiltering) == true else { return [entry] }
    return (link.vlans?.members ?? []).sorted().map { entry.inVLAN($0) }
  }

  /// The groups in multicast databases, by port or bridge. Before Linux 6.4 a bridge that does not snoop tells of none.
  var multicast: [LinkName: [MulticastEntry]] {
    let entries = links.values.filter { link in
      let bridge = link.kind == .bridge ? link : link.master.flatMap { links[$0] }
      return !link.multicast.isEmpty && bridge?.settings.flag(.mcastSnooping) == true
    }
    return Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.multicast) })
  }
}
