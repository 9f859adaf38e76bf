internal import NetworkModel

/// What has to be asked of the kernel so that features are in force as a document declares them, and why some cannot be.
///
/// The kernel keeps what somebody wants apart from what is in force: a feature that is wanted comes into force as soon as
/// what it needs is there. So one is on when it is in force, and off when it is neither in force nor wanted. A name of
/// `ethtool -k` that stands for several is on when one of them is, as is shown there; to set it is to set all of them.
struct FeatureResolution {
  private let found: ObservedEthtool
  /// Of a TAP the guest's program decides what is in force (tun_net_fix_features): it is enough that nothing else stands in
  /// the way.
  private let isTAP: Bool
  /// By the kernel's names, what shall be wanted.
  private(set) var wanted: [String: Bool] = [:]
  /// Why not, each in a sentence.
  private(set) var objections: [String] = []

  init(of found: ObservedEthtool, isTAP: Bool) {
    self.found = found
    self.isTAP = isTAP
  }

  mutating func resolve(_ declared: [String: Bool]) {
    let names = declared.sorted { $0.key < $1.key }
    for (name, isOn) in names { resolve(name, isOn, besides: declared) }
    guard !isTAP else { return }
    for (name, isOn) in names where isOn { checkNeeds(of: name, besides: declared) }
  }

  private mutating func resolve(_ name: String, _ isOn: Bool, besides declared: [String: Bool]) {
    guard (FeatureGroup.called(name)?.members ?? [name]).contains(where: found.knownFeatures.contains) else {
      objections.append("the kernel has no feature \"\(name)\"; this link can change \(list(found.features.keys))")
      return
    }
    let members = members(of: name, besides: declared)
    let own = members.filter { found.features[$0] != nil }
    let inForce = members.filter(found.activeFeatures.contains)
    if isOn, !inForce.isEmpty {
      for member in inForce where found.features[member] == true { wanted[member] = true }
      return
    }
    let fixed = inForce.filter { found.features[$0] == nil }
    guard fixed.isEmpty, !(isOn && own.isEmpty && !members.isEmpty) else {
      let parts = fixed.isEmpty || fixed == [name] ? "" : " (\(list(fixed)))"
      objections.append("\(name) is fixed \(isOn ? "off" : "on")\(parts) on this link, and cannot be changed")
      return
    }
    for member in own { wanted[member] = isOn }
  }

  /// The kernel's features that are meant by a name: what is named itself is not meant by the name of a group.
  private func members(of name: String, besides declared: [String: Bool]) -> [String] {
    FeatureGroup.called(name)?.members.filter { declared[$0] == nil } ?? [name]
  }

  /// Whether what shall be in force could be.
  private mutating func checkNeeds(of name: String, besides declared: [String: Bool]) {
    let members = members(of: name, besides: declared)
    let candidates = members.filter { wanted[$0] == true || found.activeFeatures.contains($0) }
    guard !candidates.isEmpty else { return }
    let willBe = { [wanted, found] (feature: String) in wanted[feature] ?? found.activeFeatures.contains(feature) }
    let missing = candidates.compactMap { FeatureRequirement.missing(for: $0, willBe) }
    if missing.count == candidates.count, let needed = missing.first {
      objections.append(
        "\(name) needs \(needed.joined(separator: " or ")), which is off; declare that as true, too")
    } else if !members.contains(where: found.activeFeatures.contains), candidates.allSatisfy(isHeldBack) {
      objections.append("\(name) stays off although it is asked for: the driver, or another feature, stands in its way")
    }
  }

  /// Whether a feature is off that is asked for already, though the kernel itself has nothing against it.
  private func isHeldBack(_ feature: String) -> Bool {
    found.features[feature] == true
      && FeatureRequirement.missing(for: feature, found.activeFeatures.contains) == nil
  }

  private func list(_ names: some Sequence<String>) -> String {
    let names = names.sorted()
    return names.isEmpty ? "none" : names.joined(separator: ", ")
  }
}
