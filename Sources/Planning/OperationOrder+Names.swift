internal import NetworkModel

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
