internal import NetworkModel

/// New names. All that comes after calls the links by these.
extension OperationOrder {
  func renamings() -> [Operation] {
    let mustBeDown = newNames.byOldName.sorted { $0.key < $1.key }.filter { _, new in
      snapshot[new]?.settings.flag(.up) == true && snapshot.features[.renamingWhileUp] != true
    }
    let set = { [self] (link: LinkName, new: LinkName, isUp: Bool) in
      var settings = Settings(.up, .boolean(isUp))
      // Which address of IPv6 the kernel makes for a link is decided when that goes up.
      if isUp, let fate = fate(new) {
        settings.merge(fate.settings.at(.ipv6).filter { !$0.option.isIPv6Configuration })
      }
      return Operation.set(link, snapshot[new]?.kind ?? .nic, settings, master: nil)
    }
    return mustBeDown.map { set($0.key, $0.value, false) }
      + newNames.steps { snapshot[$0]?.index }.map { .rename($0.old, to: $0.new) }
      + mustBeDown.filter { fate($0.value)?.willBeUp != false }.map { set($0.value, $0.value, true) }
  }
}

/// Alternative names. All links of a host share one space of names, so what goes is first.
extension OperationOrder {
  /// Of a link that goes only what another one gets: it may go last.
  func lostNames() -> [Operation] {
    let coming = Set(concerned.flatMap { $0.settings.alternativeNames ?? [] })
    return concerned.flatMap { fate -> [Operation] in
      let stays = { (name: String) in
        fate.isRemoved ? !coming.contains(name) : fate.settings.alternativeNames?.contains(name) ?? true
      }
      return present(fate).filter { !stays($0) }.map { .removeAlternativeName(fate.name, $0) }
    }
  }

  func newNames(_ fate: LinkFate) -> [Operation] {
    let present = present(fate)
    return (fate.settings.alternativeNames ?? []).filter { !present.contains($0) }
      .map { .addAlternativeName(fate.name, $0) }
  }

  private func present(_ fate: LinkFate) -> [String] {
    fate.isMade ? [] : fate.observed?.settings.alternativeNames ?? []
  }
}
