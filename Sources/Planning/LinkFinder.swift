internal import NetworkModel

/// Finds the links that a topology tells by a match instead of by name.
struct LinkFinder {
  private let snapshot: Snapshot
  private let ownership: Ownership
  /// What is there and nobody's declaration makes. What vnetctl made may have the address of a NIC.
  private let candidates: [ObservedLink]
  private(set) var reasons: [Refusal.Reason] = []
  /// What the links are called now, by the names in the topology.
  private(set) var found: [LinkName: LinkName] = [:]

  init(_ topology: Topology, _ snapshot: Snapshot, _ ownership: Ownership) {
    self.snapshot = snapshot
    self.ownership = ownership
    candidates = snapshot.links.filter { link in
      link.name.text != "lo" && ownership.links[link.name]?.isOwned != true
    }.sorted { $0.name < $1.name }
    for link in topology.links where !link.isAbsent { find(link) }
  }

  private mutating func find(_ link: DeclaredLink) {
    guard let match = link.match else { return }
    let criteria = match.criteria.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    let hits = candidates.filter { isMet(match, by: $0) }
    guard hits.count == 1 else {
      let message =
        hits.isEmpty
        ? "no link here has \(criteria); \(description(of: candidates, match))"
        : "\(Self.list(hits.map(\.name.text))) have \(criteria); one link alone must: say more about it"
      return refuse(link, message)
    }
    let name = hits[0].name
    if let other = found.first(where: { $0.value == name })?.key {
      return refuse(link, "it is \(name), as \(other) is; declare each link once")
    }
    found[link.name] = name
  }

  /// What vnetctl has changed of a link counts as it was found: otherwise the link would be found no more.
  private func isMet(_ match: LinkMatch, by link: ObservedLink) -> Bool {
    let values = values(of: link)
    return match.criteria.allSatisfy { values[$0.key]?.contains($0.value) == true }
  }

  private func values(of link: ObservedLink) -> [String: [String]] {
    let found = ownership.links[link.name]?.found?.settings
    var mac = link.mac
    if case .mac(let address)? = found?[.mac] { mac = address }
    return [
      "permanent_mac": [link.permanentMAC?.description].compactMap(\.self),
      "path": [link.device?.name].compactMap(\.self), "driver": [link.driver].compactMap(\.self),
      "mac": [mac?.description].compactMap(\.self),
      "alternative_name": found?.alternativeNames ?? link.settings.alternativeNames ?? [],
    ]
  }

  /// What there is in the place of what was looked for.
  private func description(of links: [ObservedLink], _ match: LinkMatch) -> String {
    guard !links.isEmpty else { return "there is none that vnetctl did not make" }
    let shown = links.prefix(Self.maximumShown).map { link in
      let values = values(of: link)
      let words = match.criteria.map { key, _ in
        "\(key) \(values[key].flatMap { $0.isEmpty ? nil : $0.joined(separator: " and ") } ?? "none")"
      }
      return "\(link.name) has \(words.joined(separator: ", "))"
    }
    let rest = links.count - shown.count
    return shown.joined(separator: "; ") + (rest > 0 ? "; and there are \(rest) more" : "")
  }

  /// How many links a message shows.
  private static let maximumShown = 16

  static func list(_ names: [String]) -> String {
    names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
  }

  private mutating func refuse(_ link: DeclaredLink, _ message: String) {
    reasons.append(Refusal.Reason(ofMatch: link, message))
  }
}

extension Refusal.Reason {
  /// Something is wrong with how a link is found.
  init(ofMatch link: DeclaredLink, _ message: String) {
    self.init(
      obstacle: .host, link: link.name, position: link.match?.position ?? link.position, message: "match: " + message)
  }
}
