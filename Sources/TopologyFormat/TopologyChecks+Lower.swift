internal import NetworkModel

/// What can be wrong between a link and the one it lies on, and between links on one.
extension TopologyChecks {
  /// Options that have an effect only with others.
  mutating func checkConditions(_ declaration: LinkDeclaration) {
    let link = declaration.link
    for entry in link.settings.entries {
      let option = entry.option
      guard let condition = option.condition, entry.value != option.standard, let table = link.kind.table,
        !condition.isMet(by: link.settings, table)
      else { continue }
      report(
        declaration, [option.name], at: declaration.position(option.name),
        "\"\(option.name)\" has an effect only with \(Self.text(condition, table))")
    }
  }

  private static func text(_ condition: Option.Condition, _ table: OptionTable) -> String {
    switch condition {
    case .value(let name, let values):
      values.map { value in "\"\(name)\": " + (table[name].map { text(value, of: $0) } ?? "") }.joined(
        separator: " or ")
    case .isSet(let name): "\"\(name)\""
    case .address(let names, let isIPv6):
      names.map { "\"\($0)\"" }.joined(separator: " or ") + " of IPv\(isIPv6 ? 6 : 4)"
    }
  }

  private static func text(_ value: OptionValue, of option: Option) -> String {
    TopologyWriter.value(of: value, as: option.type).map { String(JSONWriter.text($0).dropLast()) } ?? ""
  }

  mutating func checkLower(_ declaration: LinkDeclaration) {
    let link = declaration.link
    guard let traits = link.kind.lower, let lower = self[link.lower], !lower.link.isAbsent else { return }
    if traits.limitsMTU, let mtu = link.settings.number(.mtu), let limit = lower.link.settings.number(.mtu), mtu > limit
    {
      report(
        declaration, [Option.mtu.name], at: declaration.position(Option.mtu.name),
        "the MTU \(mtu) is larger than the \(limit) of \(lower.link.name) under it, declared at \(lower.place)")
    }
    if traits.takesFrames, let master = lower.link.frameMaster {
      let key = LinkKey.link.rawValue
      report(
        declaration, [key], at: declaration.position(key),
        "\(lower.link.name), declared at \(lower.place), is a port of \(master), which takes its frames; "
          + "lay this on the \(lower.link.masterKind.rawValue), or take \(lower.link.name) off it")
    }
    // NETIF_F_VLAN_CHALLENGED and IFF_NO_RX_HANDLER in vrf_setup().
    if lower.link.kind == .vrf, traits.takesFrames || link.kind == .vlan {
      let key = LinkKey.link.rawValue
      report(
        declaration, [key], at: declaration.position(key),
        "\(lower.link.name), declared at \(lower.place), is a VRF, which has no frames of its own; lay this on a link in it"
      )
    }
    if link.settings.flag(.bridgeBinding) == true, lower.link.kind != .bridge, lower.link.kind != .nic {
      let name = Option.bridgeBinding.name
      report(
        declaration, [name], at: declaration.position(name),
        "\"\(name)\" works only over a bridge; \(lower.link.name) is \(lower.link.kind.title)")
    }
  }

  /// One driver takes the frames of a link, and what it keeps for all its links there has to be declared alike.
  mutating func checkSiblings() {
    var first: [LinkName: LinkDeclaration] = [:]
    for declaration in declarations where !declaration.link.isAbsent {
      let link = declaration.link
      guard link.kind.lower?.takesFrames == true, let lower = link.lower else { continue }
      guard let sibling = first[lower] else {
        first[lower] = declaration
        continue
      }
      if !link.kind.getsAlong(link.settings, with: sibling.link.kind, sibling.link.settings) {
        let key = LinkKey.link.rawValue
        report(
          declaration, [key], at: declaration.position(key),
          "\(sibling.link.name), \(sibling.link.kind.title) declared at \(sibling.place), takes the frames of \(lower); "
            + "it and this one cannot be there together")
      }
      guard link.kind.lower?.sharesSettings == true, sibling.link.kind == link.kind else { continue }
      for option in link.kind.table?.rows ?? [] {
        let values = [sibling, declaration].map { $0.link.settings[option] ?? option.standard }
        guard values[0] != values[1], let other = values[0] else { continue }
        report(
          declaration, [option.name], at: declaration.position(option.name),
          "\(sibling.link.name), declared at \(sibling.place), has \"\(option.name)\": \(Self.text(other, of: option)); "
            + "the kernel keeps one for all \(link.kind.plural) on \(lower)")
      }
    }
  }

  private struct Tag: Hashable {
    let lower: LinkName
    let id: Int64
    let protocolNumber: Int64?
  }

  mutating func checkTwinVLANs() {
    var first: [Tag: LinkDeclaration] = [:]
    for declaration in declarations where declaration.link.kind == .vlan {
      let link = declaration.link
      guard let lower = link.lower, let id = link.settings.number(.vlanID) else { continue }
      let standard = Option.vlanProtocol.standard
      let tag = Tag(
        lower: lower, id: id,
        protocolNumber: (link.settings[.vlanProtocol] ?? standard).flatMap {
          if case .integer(let n) = $0 { n } else { nil }
        })
      if let twin = first[tag] {
        let name = Option.vlanID.name
        report(
          declaration, [name], at: declaration.position(name),
          "\(twin.link.name), declared at \(twin.place), is VLAN \(id) of \(lower) already; a link has each VLAN once")
      } else {
        first[tag] = declaration
      }
    }
  }
}
