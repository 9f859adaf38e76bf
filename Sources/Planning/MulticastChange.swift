internal import NetworkModel

/// When the kernel takes changes of a bridge's multicast database.
struct MulticastAccess {
  /// Whether the bridge is up and snoops: br_mdb_add() and br_mdb_del() refuse everything else.
  var isOpen: Bool
  /// Whether the bridge filters VLANs. What is asked then about no VLAN is asked about every VLAN of the port instead, so that
  /// entries of none, which are of no effect then, cannot be reached.
  var isFiltering: Bool

  /// No bridge, and so no change.
  static let closed = MulticastAccess(isOpen: false, isFiltering: false)

  func reaches(_ entry: MulticastEntry) -> Bool { isOpen && (entry.vlan != nil || !isFiltering) }
}

/// What changes in the multicast database of a bridge at one port, or at the bridge itself.
struct MulticastChange: Equatable {
  /// Those that go as long as the bridge is still as it is: later they could not be reached.
  var removedFirst: [MulticastEntry] = []
  /// Those that go.
  var removed: [MulticastEntry] = []
  /// Those that come.
  var added: [MulticastEntry] = []
  /// Those that should go from a bridge that takes no changes, neither now nor then.
  var strays: [MulticastEntry] = []
  /// Those that should come, and that the kernel would not take.
  var missing: [MulticastEntry] = []

  var isEmpty: Bool { removedFirst.isEmpty && removed.isEmpty && added.isEmpty }

  /// The way from what is at a port to what shall be there.
  ///
  /// - Parameters:
  ///   - current: All entries at the port.
  ///   - desired: All that shall be there, each in its VLAN.
  ///   - access: What can be changed before the bridge changes, and after it.
  ///   - isRemovable: Whether an entry may go; others stay although they are not desired.
  init(
    from current: [MulticastEntry], to desired: [MulticastEntry],
    access: (now: MulticastAccess, then: MulticastAccess), isRemovable: (MulticastEntry) -> Bool
  ) {
    let wanted = Set(desired)
    for entry in current.sorted(by: MulticastEntry.precedes)
    where entry.isPermanent && !wanted.contains(entry) && isRemovable(entry) {
      if access.then.reaches(entry) {
        removed.append(entry)
      } else if access.now.reaches(entry) {
        removedFirst.append(entry)
      } else {
        strays.append(entry)
      }
    }
    let present = Dictionary(current.map { ($0.key, $0) }, uniquingKeysWith: { $0.isPermanent ? $0 : $1 })
    for entry in desired.sorted(by: MulticastEntry.precedes) where present[entry]?.isPermanent != true {
      guard access.then.reaches(entry) else {
        missing.append(entry)
        continue
      }
      // One that was learnt is in the way: before Linux 6.3 the kernel puts none in the place of another one.
      if let learnt = present[entry] { removed.append(learnt) }
      added.append(entry)
    }
  }
}
