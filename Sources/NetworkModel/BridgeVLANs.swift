/// The VLANs that a bridge port, or the bridge itself, is a member of: the kernel's `struct net_bridge_vlan_group`.
///
/// Kept as runs of consecutive identifiers with the same tagging, in ascending order and never adjacent to a run of
/// the same tagging, so that equal memberships are equal values however they were written down.
public struct BridgeVLANs: Hashable, Sendable {
  /// Consecutive VLANs with the same tagging.
  public struct Run: Hashable, Sendable {
    /// The first identifier.
    public let first: UInt16
    /// The last identifier, not below `first`.
    public let last: UInt16
    /// Whether frames leave the port without a tag (`BRIDGE_VLAN_INFO_UNTAGGED`).
    public let untagged: Bool

    /// A run from `first` to `last`, both 1 to 4094.
    public init(first: UInt16, last: UInt16, untagged: Bool) {
      self.first = first
      self.last = last
      self.untagged = untagged
    }
  }

  /// The runs in ascending order.
  public private(set) var runs: [Run] = []
  /// The VLAN that untagged frames enter (`BRIDGE_VLAN_INFO_PVID`); when not nil, a member.
  public private(set) var pvid: UInt16?

  /// No VLAN at all: the port drops every frame once the bridge filters.
  public init() {}

  /// Adds `first...last`, replacing the tagging of those that are members already, as the kernel does.
  public mutating func insert(_ first: UInt16, through last: UInt16, untagged: Bool) {
    // The kernel lists them in ascending order, up to 4,094 of them: then there is nothing to search or to sort.
    if let end = runs.last, end.last + 1 < first || (end.last < first && end.untagged != untagged) {
      runs.append(Run(first: first, last: last, untagged: untagged))
      return
    }
    remove(first, through: last, keepingPVID: true)
    runs.append(Run(first: first, last: last, untagged: untagged))
    normalise()
  }

  /// Adds one VLAN and makes it the PVID; the PVID before it stays a member.
  public mutating func insertPVID(_ id: UInt16, untagged: Bool) {
    insert(id, through: id, untagged: untagged)
    pvid = id
  }

  /// Removes `first...last`, and the PVID if it is among them.
  public mutating func remove(_ first: UInt16, through last: UInt16) {
    remove(first, through: last, keepingPVID: false)
  }

  private mutating func remove(_ first: UInt16, through last: UInt16, keepingPVID: Bool) {
    var kept: [Run] = []
    for run in runs {
      if run.last < first || run.first > last {
        kept.append(run)
        continue
      }
      if run.first < first { kept.append(Run(first: run.first, last: first - 1, untagged: run.untagged)) }
      if run.last > last { kept.append(Run(first: last + 1, last: run.last, untagged: run.untagged)) }
    }
    runs = kept
    if !keepingPVID, let id = pvid, first...last ~= id { pvid = nil }
  }

  private mutating func normalise() {
    runs.sort { $0.first < $1.first }
    var merged: [Run] = []
    for run in runs {
      if let previous = merged.last, previous.last + 1 == run.first, previous.untagged == run.untagged {
        merged[merged.count - 1] = Run(first: previous.first, last: run.last, untagged: run.untagged)
      } else {
        merged.append(run)
      }
    }
    runs = merged
  }

  /// How a VLAN leaves the port, nil when it is no member.
  public func untagged(_ id: UInt16) -> Bool? {
    runs.first { $0.first...$0.last ~= id }?.untagged
  }

  /// What of this membership `other` lacks, or has with another tagging. The PVID's own VLAN is part of the result
  /// when `other` has another PVID, since the flag travels with the entry.
  public func missing(from other: BridgeVLANs) -> BridgeVLANs {
    var result = self
    for run in other.runs {
      for mine in runs where mine.untagged == run.untagged && mine.first <= run.last && run.first <= mine.last {
        result.remove(max(mine.first, run.first), through: min(mine.last, run.last))
      }
    }
    if let pvid, pvid != other.pvid {
      result.insertPVID(pvid, untagged: untagged(pvid) ?? true)
    } else if let old = other.pvid, pvid == nil, let tagging = untagged(old) {
      // A member that loses the PVID flag is written again: adding an entry replaces its flags.
      result.insert(old, through: old, untagged: tagging)
    }
    return result
  }

  /// The VLANs of this membership that `other` does not have at all, whatever their tagging.
  public func absent(from other: BridgeVLANs) -> BridgeVLANs {
    var result = self
    for run in other.runs { result.remove(run.first, through: run.last) }
    return result
  }

  /// What becomes of the membership when the bridge's default VLAN changes, 0 standing for none: only who is in the old
  /// one as a new port is, with PVID and untagged, and is not in the new one, moves along (`__br_vlan_set_default_pvid` in
  /// net/bridge/br_vlan.c).
  public func following(defaultPVID old: UInt16, to new: UInt16) -> BridgeVLANs {
    guard old != new, old == 0 || (pvid == old && untagged(old) == true), new == 0 || untagged(new) == nil else {
      return self
    }
    var result = self
    if new != 0 { result.insertPVID(new, untagged: true) }
    if old != 0 { result.remove(old, through: old) }
    return result
  }

  /// All identifiers.
  public var members: Set<UInt16> { runs.reduce(into: []) { $0.formUnion($1.first...$1.last) } }

  /// Whether there is nothing in it.
  public var isEmpty: Bool { runs.isEmpty }
}

extension BridgeVLANs: CustomStringConvertible {
  /// In the words of the document where they serve: `access 10`, `trunk 30,100-199 native 1`, and otherwise
  /// `tagged … untagged … pvid …`; `none` for the empty set.
  public var description: String {
    let tagged = runs.filter { !$0.untagged }
    let untagged = runs.filter { $0.untagged }
    switch (tagged.isEmpty, untagged.isEmpty) {
    case (true, true): return "none"
    case (true, false) where isOnlyPVID(untagged): return "access \(Self.list(untagged))"
    case (false, true) where pvid == nil: return "trunk \(Self.list(tagged))"
    case (false, false) where isOnlyPVID(untagged):
      return "trunk \(Self.list(tagged)) native \(Self.list(untagged))"
    default: break
    }
    var words: [String] = []
    if !tagged.isEmpty { words.append("tagged \(Self.list(tagged))") }
    if !untagged.isEmpty { words.append("untagged \(Self.list(untagged))") }
    if let pvid { words.append("pvid \(pvid)") }
    return words.joined(separator: " ")
  }

  /// Whether the only untagged VLAN is the PVID: then `access` and `native` say it all.
  private func isOnlyPVID(_ untagged: [Run]) -> Bool {
    untagged.count == 1 && untagged[0].first == untagged[0].last && untagged[0].first == pvid
  }

  private static func list(_ runs: [Run]) -> String {
    runs.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)-\($0.last)" }.joined(separator: ",")
  }
}
