public import NetworkModel

extension Topology {
  /// The same links, each by the name that it has now: the names here may be those of links that are told by a match, or
  /// names that links get or get back.
  public func calledAsNow(in snapshot: Snapshot, _ ownership: Ownership) -> Topology {
    guard let naming = try? LinkNaming(self, snapshot, ownership) else { return self }
    return naming.topology.renamed(naming.newNames.inverse)
  }
}

/// The beginning of all planning: which links a topology means that it tells by a match, and which names links get, or get
/// back. What comes of it calls each link by one name, the one that it will have.
struct LinkNaming {
  /// The topology with the links' own names in it.
  private(set) var topology: Topology
  /// The host with the new names.
  private(set) var snapshot: Snapshot
  /// The record with the new names.
  private(set) var ownership: Ownership
  private(set) var newNames: NewNames
  /// The addresses with the labels that go with new names, where the kernel makes others of them.
  private(set) var labelledAddresses: [LinkName: [Address]] = [:]
  private var reasons: [Refusal.Reason] = []

  /// What calls links by their new names already.
  init(calling newNames: NewNames, _ topology: Topology, _ snapshot: Snapshot, _ ownership: Ownership) {
    self.newNames = newNames
    self.topology = topology
    self.snapshot = snapshot
    self.ownership = ownership
  }

  init(_ topology: Topology, _ snapshot: Snapshot, _ ownership: Ownership) throws(Refusal) {
    self.init(calling: NewNames(), topology, snapshot, ownership)
    let isRenamed = { (link: Ownership.Link) in link.topology == topology.name && link.formerName != nil }
    guard topology.links.contains(where: { $0.match != nil }) || ownership.links.values.contains(where: isRenamed)
    else { return }
    let finder = LinkFinder(topology, snapshot, ownership)
    reasons = finder.reasons
    guard reasons.isEmpty else { throw Refusal(reasons: reasons) }
    newNames = names(finder.found)
    guard reasons.isEmpty else { throw Refusal(reasons: reasons) }
    self.snapshot = snapshot.renamed(newNames)
    self.ownership = ownership.renamed(newNames)
    for (old, new) in newNames.byOldName {
      let labelled = (snapshot[old]?.addresses ?? []).map { $0.moved(from: old, to: new) }
      if labelled != self.snapshot[new]?.addresses { labelledAddresses[new] = labelled }
    }
    var handles: [LinkName: LinkName] = [:]
    let called = Dictionary(
      topology.links.filter { $0.match == nil }.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for place in topology.links.indices {
      let link = topology.links[place]
      guard let match = link.match, !match.renames, let old = finder.found[link.name] else { continue }
      let name = newNames[old]
      if let other = called[name] {
        let place = other.position.map { ", at \($0)" } ?? ""
        reasons.append(
          .init(ofMatch: link, "it is \(name), which is declared by its name too\(place); declare each link once"))
      }
      handles[link.name] = name
      self.topology.links[place].match?.handle = link.name
    }
    guard reasons.isEmpty else { throw Refusal(reasons: reasons) }
    self.topology = self.topology.renamed(NewNames(handles))
    checkOldNames()
    guard reasons.isEmpty else { throw Refusal(reasons: reasons) }
  }

  /// The names that links get, and those that they get back since the topology no longer asks for others.
  private mutating func names(_ found: [LinkName: LinkName]) -> NewNames {
    var wanted: [LinkName: LinkName] = [:]
    for link in topology.links where link.match?.renames == true {
      if let name = found[link.name], name != link.name { wanted[name] = link.name }
    }
    let declared = Set(topology.links.map { found[$0.name] ?? $0.name })
    // What is called by its name has that which it has now, unless that is of one that is found.
    let matched = Set(found.values)
    let kept = Set(
      topology.links.filter { $0.match?.renames ?? !matched.contains($0.name) }.map { found[$0.name] ?? $0.name })
    var returning: [LinkName: LinkName] = [:]
    for record in ownership.links.values where record.topology == topology.name && !kept.contains(record.name) {
      if let former = record.formerName { returning[record.name] = former }
    }
    // A name that was given away since stays with whoever has it now.
    while let taken = returning.sorted(by: { $0.key < $1.key }).first(where: { name, former in
      holder(of: former, leaving: wanted.merging(returning) { $1 }) != nil || wanted.values.contains(former)
        || returning.contains { $0.key < name && $0.value == former }
    }) {
      returning[taken.key] = nil
      guard let holder = snapshot[taken.value], let record = ownership.links[holder.name], record.isOwned,
        record.topology == topology.name, !declared.contains(holder.name)
      else { continue }
      refuse(
        taken.key, nil,
        "would get its name \(taken.value) back, which \(holder.name) has, a \(record.kind.rawValue) of this topology; "
          + "first apply it without that one")
    }
    let names = wanted.merging(returning) { $1 }
    for link in topology.links {
      guard let old = found[link.name], wanted[old] == link.name,
        let holder = holder(of: link.name, leaving: names)
      else { continue }
      let isOwn = holder.name == old
      let asOther = holder.name != link.name
      refuse(
        link.name, link.match?.position ?? link.position,
        isOwn
          ? "\(old) cannot be renamed to its own alternative name; first take that away "
            + "(ip link property del dev \(old) altname \(link.name))"
          : "\(old) cannot be renamed: \(holder.name), a \(holder.kind.rawValue), has "
            + (asOther ? "\(link.name) as an alternative name" : "that name")
            + "; remove or rename that one, or choose another name")
    }
    for bond in snapshot.links {
      guard let port = bond.primaryPort, let new = wanted[port],
        topology.links.first(where: { $0.name == bond.name })?.settings[.primary] == nil
      else { continue }
      // That it is forgotten does no harm to one that goes.
      let record = ownership.links[bond.name]
      if record?.isOwned == true, record?.topology == topology.name, !declared.contains(bond.name) { continue }
      refuse(
        new, topology.links.first { $0.name == new }?.position,
        "\(port) cannot be renamed: \(bond.name) would forget that it is its primary port; declare that there")
    }
    return NewNames(names)
  }

  /// Who has a name, be it as an alternative one, and keeps it.
  private func holder(of name: LinkName, leaving names: [LinkName: LinkName]) -> ObservedLink? {
    if let link = snapshot[name], names[name] == nil { return link }
    return snapshot.links.first { $0.settings.alternativeNames?.contains(name.text) == true }
  }

  /// A link of the old name cannot be made along with that: the way back would find two links of one name.
  private mutating func checkOldNames() {
    for link in topology.links where !link.isAbsent && snapshot[link.name] == nil {
      guard let new = newNames.byOldName[link.name] else { continue }
      refuse(
        link.name, link.position,
        "is the name that \(new) gives up; first apply the document without this, then with it")
    }
  }

  private mutating func refuse(_ link: LinkName, _ position: SourcePosition?, _ message: String) {
    reasons.append(Refusal.Reason(obstacle: .host, link: link, position: position, message: message))
  }
}
