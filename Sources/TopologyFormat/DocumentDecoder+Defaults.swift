internal import NetworkModel

/// What the links of a kind have unless they say otherwise: `"defaults": {"tap": {"mtu": 1450}}`.
///
/// They hold for the links of the same file, wherever in it they stand. A key of a link takes the place of the default's
/// whole value, also where that is an object; `bridge`, `bond` and `vrf` take each other's place.
extension DocumentDecoder {
  mutating func decodeDefaults(_ node: DocumentNode) {
    guard case .object(let members) = node.content else {
      return report(
        node.position, "the defaults are an object such as {\"tap\": {\"mtu\": 1450}}, not \(node.title)")
    }
    for member in members {
      within(.key(member.key)) { decoder in
        guard let kind = LinkKind(rawValue: member.key) else {
          return decoder.report(
            member.keyPosition, KeyAdvice.unknown(member.key, among: LinkKind.allCases.map(\.rawValue)))
        }
        guard case .object(let settings) = member.value.content else {
          return decoder.report(
            member.value.position,
            "the defaults of \(kind.traits.plural) are an object such as {\"mtu\": 1450}, not \(member.value.title)")
        }
        // What is wrong with a default is told here, and not once more with each link.
        let fine = settings.filter { setting in decoder.within(.key(setting.key)) { $0.isFine(setting, of: kind) } }
        decoder.defaults[kind] = fine
      }
    }
  }

  private mutating func isFine(_ setting: DocumentNode.Member, of kind: LinkKind) -> Bool {
    let faults = diagnostics.count
    switch LinkKey(rawValue: setting.key) {
    case .kind, .state, .match, .rename:
      report(setting.keyPosition, "each link has a \"\(setting.key)\" of its own; remove this")
    default:
      var link = DeclaredLink(name: LinkName(kernelName: ""), kind: kind)
      decode(setting, into: &link)
    }
    return diagnostics.count == faults
  }

  /// The link together with the defaults that it does not overrule.
  func completed(_ member: DocumentNode.Member) -> DocumentNode.Member {
    guard !defaults.isEmpty, case .object(let own) = member.value.content,
      own.first(where: { $0.key == LinkKey.state.rawValue })?.value.text != "absent",
      let kind = own.first(where: { $0.key == LinkKey.kind.rawValue })?.value.text.flatMap(LinkKind.init),
      let defaults = defaults[kind]
    else { return member }
    // Of the keys that name a master a link has one.
    let hasMaster = own.contains { LinkKey(rawValue: $0.key)?.master != nil }
    let more = defaults.filter { setting in
      !own.contains { $0.key == setting.key } && !(hasMaster && LinkKey(rawValue: setting.key)?.master != nil)
    }
    return DocumentNode.Member(
      key: member.key, keyPosition: member.keyPosition,
      value: DocumentNode(position: member.value.position, content: .object(own + more)))
  }
}

extension DocumentNode {
  fileprivate var text: String? {
    if case .string(let text) = content { text } else { nil }
  }
}
