internal import NetworkModel

/// What changes about the addresses of a link, in the words of the diff.
extension ChangeDescription {
  /// What a NIC hands over is told as a note: the bridge shows the addresses.
  func addressDetail(of fate: LinkFate, isNew: Bool) -> Change.Detail? {
    guard fate.addressChange != nil, !fate.isHandingOver else { return nil }
    // They only keep their labels.
    if fate.labelledAddresses != nil, fate.declared.addresses == nil { return nil }
    let observed = isNew ? [] : (fate.observed?.addresses ?? []).filter { !$0.isMadeByKernel }
    let wanted = fate.addressesAfter.filter { !$0.isMadeByKernel }
    let list = { (addresses: [Address], attribute: (Difference) -> String) in
      let texts = addresses.flatMap { address -> [String] in
        guard let old = observed.first(where: { $0.key == address.key }),
          let new = wanted.first(where: { $0.key == address.key })
        else { return [address.description] }
        return [address.description] + new.differences(from: old).map { "\($0.name) \(attribute($0))" }
      }
      return texts.isEmpty ? "none" : texts.joined(separator: " ")
    }
    let before = list(observed, \.before)
    let after = list(wanted, \.after)
    return before == after ? nil : Change.Detail(name: "addresses", before: isNew ? nil : before, after: after)
  }

  /// An attribute of an address that is not as declared.
  fileprivate struct Difference {
    let name: String
    let before: String
    let after: String
  }
}

extension Address {
  /// What `observed` has otherwise than this declaration wants it.
  fileprivate func differences(from observed: Address) -> [ChangeDescription.Difference] {
    var result: [ChangeDescription.Difference] = []
    func compare<Value: Equatable>(
      _ name: String, _ attribute: KeyPath<Address, Value?>, isSatisfied: (Value, Value?) -> Bool = { $0 == $1 },
      _ text: (Value) -> String
    ) {
      guard let wanted = self[keyPath: attribute] else { return }
      let found = observed[keyPath: attribute]
      if isSatisfied(wanted, found) { return }
      result.append(.init(name: name, before: found.map(text) ?? "none", after: text(wanted)))
    }
    compare("broadcast", \.broadcast, \.description)
    compare("scope", \.scope, \.description)
    compare("label", \.label) { $0 }
    compare("preferred_lifetime", \.preferredLifetime, isSatisfied: { $0.isSatisfied(by: $1) }, \.text)
    compare("valid_lifetime", \.validLifetime, isSatisfied: { $0.isSatisfied(by: $1) }, \.text)
    compare("noprefixroute", \.noPrefixRoute) { $0 ? "on" : "off" }
    compare("metric", \.metric, \.description)
    return result
  }
}

extension Address.Lifetime {
  fileprivate var text: String {
    switch self {
    case .forever: "forever"
    case .seconds(let seconds): "\(seconds) s"
    }
  }
}
