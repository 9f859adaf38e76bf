/// To which network identifiers (VNIs) of a tunnel a bridge port maps its VLANs: `tinfo` of `struct net_bridge_vlan`. Each
/// identifier stands for one VLAN of the port.
public struct VLANTunnels: Hashable, Sendable {
  /// Consecutive VLANs that are mapped to as many consecutive identifiers.
  public struct Run: Hashable, Sendable {
    /// The first VLAN.
    public let first: UInt16
    /// The last VLAN, not below `first`.
    public let last: UInt16
    /// The identifier of the first VLAN.
    public let id: UInt32

    /// VLANs from `first` to `last`.
    public init(first: UInt16, last: UInt16, id: UInt32) {
      self.first = first
      self.last = last
      self.id = id
    }

    /// The identifier of the last VLAN.
    public var lastID: UInt32 { id &+ UInt32(last - first) }
  }

  /// The identifiers by VLAN.
  public private(set) var identifiers: [UInt16: UInt32] = [:]

  /// No mapping.
  public init() {}

  /// Maps VLANs.
  public mutating func insert(_ run: Run) {
    for vlan in run.first...run.last { identifiers[vlan] = run.id &+ UInt32(vlan - run.first) }
  }

  /// The identifier of a VLAN; nil where it is not mapped.
  public subscript(vlan: UInt16) -> UInt32? { identifiers[vlan] }

  /// Whether there is no mapping.
  public var isEmpty: Bool { identifiers.isEmpty }

  /// The mappings in the fewest runs, the lowest VLAN first.
  public var runs: [Run] {
    var runs: [Run] = []
    for (vlan, id) in identifiers.sorted(by: { $0.key < $1.key }) {
      if let run = runs.last, run.last + 1 == vlan, run.lastID &+ 1 == id {
        runs[runs.count - 1] = Run(first: run.first, last: vlan, id: run.id)
      } else {
        runs.append(Run(first: vlan, last: vlan, id: id))
      }
    }
    return runs
  }

  /// The mappings that `other` does not have.
  public func missing(from other: VLANTunnels) -> VLANTunnels {
    filter { other.identifiers[$0] != identifiers[$0] }
  }

  /// The mappings of VLANs of which `isIncluded` says so.
  public func filter(_ isIncluded: (UInt16) -> Bool) -> VLANTunnels {
    var result = self
    result.identifiers = identifiers.filter { isIncluded($0.key) }
    return result
  }
}

extension VLANTunnels: CustomStringConvertible {
  /// `10=10010,20-29=10020-10029`; `none` for no mapping.
  public var description: String {
    let words = runs.map { run in
      run.first == run.last ? "\(run.first)=\(run.id)" : "\(run.first)-\(run.last)=\(run.id)-\(run.lastID)"
    }
    return words.isEmpty ? "none" : words.joined(separator: ",")
  }
}
