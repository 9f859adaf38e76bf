internal import NetworkModel

extension FateResolver {
  /// All links of a host, and their alternative names, share one space of names (netdev_name_in_use).
  mutating func checkNames() {
    let hasOthers = { (settings: Settings) in settings.alternativeNames?.isEmpty == false }
    // Few hosts have any, and there may be ten thousand links.
    guard !isRestoring,
      snapshot.links.contains(where: { hasOthers($0.settings) })
        || fates.contains(where: { hasOthers($0.declared.settings) })
    else { return }
    let strangers = snapshot.links.filter { fates[$0.name] == nil }
    let declared = fates.filter { !$0.isRemoved && !$0.declared.isAbsent }
    var holders: [String: LinkName] = [:]
    // What goes may go last.
    for fate in fates where fate.isRemoved { holders[fate.name.text] = fate.name }
    for link in strangers {
      for name in [link.name.text] + (link.settings.alternativeNames ?? []) { holders[name] = link.name }
    }
    for fate in declared {
      guard let holder = holders.updateValue(fate.name, forKey: fate.name.text), holder != fate.name else { continue }
      refuse(.host, fate.declared, "\(holder) has \(fate.name) as an alternative name; choose another name")
    }
    for fate in declared {
      let kept = fate.isMade ? [] : fate.observed?.settings.alternativeNames ?? []
      for name in fate.declared.settings.alternativeNames ?? kept {
        if let holder = holders.updateValue(fate.name, forKey: name), holder != fate.name || name == fate.name.text {
          refuse(
            .host, fate.declared, "alternative_names: \(name) is a name of \(holder) already; choose another one")
        }
      }
    }
  }
}
