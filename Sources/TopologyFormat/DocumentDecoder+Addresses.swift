internal import NetworkModel

/// The IP addresses of a link: `"192.0.2.7/24"`, or an object with more of it.
extension DocumentDecoder {
  /// The addresses; nil when something is wrong with one of them.
  mutating func decodeAddresses(_ node: DocumentNode) -> [Address]? {
    guard case .array(let elements) = node.content else {
      report(node.position, "addresses are a list such as [\"192.0.2.7/24\"], or [] for none, not \(node.title)")
      return nil
    }
    let before = diagnostics.count
    var addresses: [Address] = []
    var byPrefix: [IPPrefix: [(address: Address, position: TextPosition)]] = [:]
    for (index, element) in elements.enumerated() {
      within(.index(index)) { decoder in
        guard let address = decoder.decodeAddress(element) else { return }
        let neighbours = byPrefix[address.neighbourhood] ?? []
        if let twin = neighbours.first(where: { $0.address.local == address.local }) {
          decoder.report(
            element.position,
            "the link has this address already: \(twin.address) at \(twin.position); remove one of the two")
        } else if let other = neighbours.first(where: { !$0.address.hasSameScope(as: address) }) {
          // __inet_insert_ifa (net/ipv4/devinet.c): "Invalid scope value".
          decoder.report(
            element.position,
            "addresses of one prefix have one scope on a link, and \(other.address) at \(other.position) has another")
        }
        byPrefix[address.neighbourhood, default: []].append((address, element.position))
        addresses.append(address)
      }
    }
    return diagnostics.count == before ? addresses : nil
  }

  private mutating func decodeAddress(_ node: DocumentNode) -> Address? {
    guard case .object(let members) = node.content else { return decodeLocal(node) }
    guard let local = members.first(where: { $0.key == AddressKey.address.rawValue }) else {
      for unknown in members where AddressKey(rawValue: unknown.key) == nil {
        within(.key(unknown.key)) { $0.report(unknown.keyPosition, KeyAdvice.inAddress(unknown.key)) }
      }
      report(node.position, "an address needs its \"address\", such as \"192.0.2.7/24\"")
      return nil
    }
    guard var address = within(.key(local.key), { $0.decodeLocal(local.value) }) else { return nil }
    for member in members {
      within(.key(member.key)) { decoder in
        guard let key = AddressKey(rawValue: member.key) else {
          return decoder.report(member.keyPosition, KeyAdvice.inAddress(member.key))
        }
        decoder.decode(key, member, into: &address)
      }
    }
    checkLifetimes(&address, members)
    return address
  }

  /// The address of this host, with the length of its prefix.
  private mutating func decodeLocal(_ node: DocumentNode) -> Address? {
    let example = "an address with the length of its prefix, such as \"192.0.2.7/24\" or \"2001:db8::1/64\","
    guard let (address, length) = decodeAddressAndLength(node, example: example) else { return nil }
    if let objection = Self.objection(to: address) {
      report(node.position, objection)
      return nil
    }
    guard let length else {
      let usual = address.isIPv6 ? 64 : 24
      report(
        node.position,
        "the length of the prefix is missing; write it behind a slash, as in \"\(address)/\(usual)\"")
      return nil
    }
    guard length > 0 else {
      report(node.position, "a prefix of length 0 makes every other host a neighbour on this link; write the length")
      return nil
    }
    return Address(address, prefixLength: length)
  }

  private mutating func decode(_ key: AddressKey, _ member: DocumentNode.Member, into address: inout Address) {
    if address.local.isIPv6, key == .broadcast || key == .label || key == .scope {
      let reason =
        switch key {
        case .broadcast: "IPv6 has no broadcasts"
        case .label: "addresses of IPv6 have no labels"
        default: "the scope of an IPv6 address shows in the address"
        }
      return report(member.keyPosition, "\(reason); remove this")
    }
    switch key {
    case .address: break
    case .peer: address.peer = decodePeer(member.value, of: address)
    case .broadcast: address.broadcast = decodeBroadcast(member.value)
    case .scope: address.scope = decodeScope(member.value, upTo: .nowhere)
    case .label: address.label = decodeLabel(member.value)
    case .preferredLifetime: address.preferredLifetime = decodeLifetime(member.value, from: 0)
    case .validLifetime: address.validLifetime = decodeLifetime(member.value, from: 1)
    case .noPrefixRoute: address.noPrefixRoute = decodeBoolean(member.value)
    case .metric:
      address.metric = decodeInteger(member.value, in: 1...Int64(UInt32.max), unit: nil).map { UInt32($0) }
    }
  }

  private mutating func decodePeer(_ node: DocumentNode, of address: Address) -> IPAddress? {
    guard let peer = decodeHostAddress(node) else { return nil }
    if peer.isIPv6 != address.local.isIPv6 {
      report(node.position, "\(peer) is of another family than \(address.local); both ends have the same")
      return nil
    }
    if peer == address.local {
      report(node.position, "\(peer) is this end itself; write the address of the far end, or remove this")
      return nil
    }
    return peer
  }

  private mutating func decodeBroadcast(_ node: DocumentNode) -> IPAddress? {
    guard let broadcast = decodeIPAddress(node) else { return nil }
    if broadcast.isIPv6 {
      report(node.position, "the address for broadcasts is one of IPv4, and \(broadcast) is of IPv6")
      return nil
    }
    if broadcast.isUnspecified {
      report(node.position, "\(broadcast) stands for no address; leave \"broadcast\" out instead")
      return nil
    }
    return broadcast
  }

  private mutating func decodeLabel(_ node: DocumentNode) -> String? {
    guard let label = decodeText(node, maximumBytes: AddressKey.maximumLabelBytes) else { return nil }
    if label.isEmpty {
      report(node.position, "a label is not empty; leave \"label\" out for the link's name")
      return nil
    }
    return label
  }

  /// A scope by its word or its number.
  mutating func decodeScope(_ node: DocumentNode, upTo last: Scope) -> Scope? {
    if case .number = node.content {
      return decodeInteger(node, in: 0...Int64(last.rawValue), unit: nil).map { Scope(rawValue: UInt8($0)) }
    }
    let words = Scope.words.filter { $0.value.rawValue <= last.rawValue }
    return decodeWord(node, among: words.map(\.key)).flatMap { word in words.first { $0.key == word }?.value }
  }

  // MARK: Lifetimes

  private mutating func decodeLifetime(_ node: DocumentNode, from least: Int64) -> Address.Lifetime? {
    let range = least...AddressKey.longestLifetime
    if case .number = node.content {
      return decodeInteger(node, in: range, unit: "seconds").map { .seconds(UInt32($0)) }
    }
    guard case .string(AddressKey.forever) = node.content else {
      report(
        node.position,
        "a number of seconds from \(range.lowerBound) to \(range.upperBound), or \"\(AddressKey.forever)\", "
          + "must stand here, not \(node.title)")
      return nil
    }
    return .forever
  }

  /// The kernel wants the preferred lifetime to be at most the valid one. Where that alone is declared, an address that
  /// were preferred for ever would be refused, so it is preferred as long as it is valid.
  private mutating func checkLifetimes(_ address: inout Address, _ members: [DocumentNode.Member]) {
    guard case .seconds(let valid) = address.validLifetime else { return }
    guard let member = members.first(where: { $0.key == AddressKey.preferredLifetime.rawValue }) else {
      address.preferredLifetime = address.validLifetime
      return
    }
    let isLonger =
      switch address.preferredLifetime {
      case .forever: true
      case .seconds(let preferred): preferred > valid
      case nil: false
      }
    if isLonger {
      within(.key(member.key)) { decoder in
        decoder.report(
          member.value.position,
          "an address cannot be preferred for longer than it is valid, which is \(valid) s here")
      }
    }
  }
}

extension Address {
  /// The prefix within which the kernel takes two addresses of a link for the same, or for rivals: for IPv6 the address
  /// alone, whatever its prefix (`ipv6_add_addr_hash`), for IPv4 the prefix (`__inet_insert_ifa`).
  fileprivate var neighbourhood: IPPrefix {
    local.isIPv6 ? IPPrefix(local, length: 128) : IPPrefix(peer ?? local, length: prefixLength)
  }

  fileprivate func hasSameScope(as other: Address) -> Bool {
    (scope ?? usualScope) == (other.scope ?? other.usualScope)
  }
}
