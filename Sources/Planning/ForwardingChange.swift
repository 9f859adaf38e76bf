internal import NetworkModel

/// What changes in the forwarding database at one link: at a port, at the bridge itself, or in that of a VXLAN.
///
/// A request about an entry of no VLAN is one about every VLAN of the port besides (br_fdb_add and br_fdb_delete in
/// net/bridge/br_fdb.c: "to be nice"). What that does to the others is part of the reckoning.
struct ForwardingChange: Equatable {
  /// Those that have to go and were left behind when their VLANs went.
  var strays: [ForwardingEntry] = []
  /// Those that go while their VLANs are still there: the kernel takes no request about a VLAN that the port is not in.
  var removedFirst: [ForwardingEntry] = []
  /// Those that go.
  var removed: [ForwardingEntry] = []
  /// Those that come, or take the place of another one.
  var added: [ForwardingEntry] = []
  /// Those that the kernel has added besides, and whose places others take that cannot: it keeps the mark of an entry that
  /// a program has learnt.
  var removedBetween: [ForwardingEntry] = []
  /// Those that the kernel has added besides.
  var removedLast: [ForwardingEntry] = []

  var isEmpty: Bool {
    strays.isEmpty && removedFirst.isEmpty && removed.isEmpty && added.isEmpty && removedBetween.isEmpty
      && removedLast.isEmpty
  }

  init() {}

  /// The way from what is at a port to what shall be there.
  ///
  /// - Parameters:
  ///   - current: All entries at the port.
  ///   - desired: All that shall be there, each in its VLAN.
  ///   - vlans: The VLANs of the port, before its VLANs change and after.
  ///   - isRemovable: Whether an entry may go; others stay although they are not desired.
  ///   - isExact: Whether it counts who has learnt an entry, and what is in VLANs that the port is not in and so is of no
  ///     effect.
  init(
    from current: [ForwardingEntry], to desired: [ForwardingEntry],
    vlans: (before: Set<UInt16>, after: Set<UInt16>), isExact: Bool = false,
    isRemovable: (ForwardingEntry) -> Bool
  ) {
    let wanted = Dictionary(desired.map { ($0.key, $0) }, uniquingKeysWith: { _, last in last })
    let after = vlans.after.sorted()
    var present: [ForwardingEntry.Key: ForwardingEntry] = [:]
    for entry in current.sorted(by: ForwardingEntry.precedes) {
      guard let vlan = entry.vlan, !vlans.after.contains(vlan) else {
        present[entry.key] = entry
        continue
      }
      guard wanted[entry.key] == nil, isRemovable(entry) else { continue }
      if vlans.before.contains(vlan) { removedFirst.append(entry) } else if isExact { strays.append(entry) }
    }
    func leaves(_ entry: ForwardingEntry) -> Bool {
      wanted[entry.key].map { leavesMark(entry, under: $0) } ?? isRemovable(entry)
    }
    func leavesMark(_ entry: ForwardingEntry, under new: ForwardingEntry) -> Bool {
      isExact && entry.isExternallyLearned && !new.isExternallyLearned
    }
    // Those of no VLAN come first.
    for entry in present.values.sorted(by: ForwardingEntry.precedes)
    where present[entry.key] != nil && leaves(entry) {
      removed.append(entry)
      present[entry.key] = nil
      if entry.vlan == nil { for vlan in after { present[entry.inVLAN(vlan).key] = nil } }
    }
    for entry in desired.sorted(by: ForwardingEntry.precedes) {
      if let vlan = entry.vlan, !vlans.after.contains(vlan) { continue }
      if let old = present[entry.key] {
        if entry.isSatisfied(by: old, isExact: isExact) { continue }
        if leavesMark(old, under: entry) { removedBetween.append(old) }
      }
      added.append(entry)
      present[entry.key] = entry
      guard entry.vlan == nil else { continue }
      for other in after.map(entry.inVLAN) {
        present[other.key] = other
        if wanted[other.key] == nil { removedLast.append(other) }
      }
    }
  }

  /// The way from what a VXLAN has to what it shall have.
  init(
    from current: [ForwardingEntry], toRemotes desired: [ForwardingEntry], isExact: Bool = false,
    isRemovable: (ForwardingEntry) -> Bool
  ) {
    let keys = Set(desired.map(\.key))
    removed = current.filter { !keys.contains($0.key) && isRemovable($0) }.sorted(by: ForwardingEntry.precedes)
    let present = Dictionary(current.map { ($0.key, $0) }, uniquingKeysWith: { _, last in last })
    added = desired.filter { entry in
      present[entry.key].map { !entry.isSatisfied(by: $0, isExact: isExact) } ?? true
    }
  }

  /// Both.
  func joined(by other: ForwardingChange) -> ForwardingChange {
    var result = self
    result.strays += other.strays
    result.removedFirst += other.removedFirst
    result.removed += other.removed
    result.added += other.added
    result.removedBetween += other.removedBetween
    result.removedLast += other.removedLast
    return result
  }
}

extension ForwardingEntry {
  /// Whether an entry that the kernel reports is as declared.
  fileprivate func isSatisfied(by observed: ForwardingEntry, isExact: Bool) -> Bool {
    guard !isExact else { return self == observed }
    if remote != nil { return remote == observed.remote && observed.isStatic }
    return isPermanent == observed.isPermanent && isStatic == observed.isStatic && isSticky == observed.isSticky
  }
}
