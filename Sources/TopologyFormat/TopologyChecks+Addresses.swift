internal import NetworkModel

/// What can be wrong between a link's addresses, or a route, and the links that are declared.
extension TopologyChecks {
  /// The least MTU with which the kernel gives a link IPv6 (RFC 8200, `IPV6_MIN_MTU`).
  private static let leastIPv6MTU: Int64 = 1280

  mutating func checkAddresses(_ declaration: LinkDeclaration) {
    let link = declaration.link
    guard let addresses = link.addresses, !addresses.isEmpty else { return }
    let key = LinkKey.addresses.rawValue
    if let master = link.frameMaster {
      report(
        declaration, [key], at: declaration.position(key),
        "packets that reach a port go to its \(link.masterKind.rawValue), so an address of the port hears nothing; "
          + "declare it on \(master)")
    }
    if link.kind != .nic, let place = addresses.firstIndex(where: { $0.local.isIPv6 && $0.local.isLoopback }) {
      report(
        declaration, [key], element: place, at: declaration.position(ofAddress: place),
        "\(addresses[place].local) belongs to the loopback alone; the kernel refuses it on \(link.kind.title)")
    }
    guard let place = addresses.firstIndex(where: \.local.isIPv6) else { return }
    let position = declaration.position(ofAddress: place)
    if link.settings.flag(.disableIPv6) == true {
      report(
        declaration, [key], element: place, at: position,
        "the link has no IPv6, for \"\(Option.disableIPv6.name)\" is true; remove one of the two")
    } else if let mtu = link.settings.number(.mtu), mtu < Self.leastIPv6MTU {
      report(
        declaration, [key], element: place, at: position,
        "IPv6 needs an MTU of at least \(Self.leastIPv6MTU) bytes, and this link has \(mtu)")
    }
  }

  /// Two links with the same address and prefix are rivals: the kernel makes a route to the prefix over each, and only
  /// one of them is used. A prefix of one address has no neighbours to compete for, and is given to many links where
  /// guests are routed; what is link-local means something else on each link.
  mutating func checkSharedAddresses() {
    var first: [Address.Key: (declaration: LinkDeclaration, place: Int)] = [:]
    let key = LinkKey.addresses.rawValue
    for declaration in declarations where !declaration.link.isAbsent {
      for (place, address) in (declaration.link.addresses ?? []).enumerated() {
        if Int(address.prefixLength) == address.local.bytes.count * 8 || address.local.isLinkLocal { continue }
        guard let other = first[address.key] else {
          first[address.key] = (declaration, place)
          continue
        }
        // Two links of one link's declaration would be a doubled address, which is known already.
        guard other.declaration !== declaration else { continue }
        let otherPlace = other.declaration.position(ofAddress: other.place).source(in: other.declaration.file)
        report(
          declaration, [key], element: place, at: declaration.position(ofAddress: place),
          "\(other.declaration.link.name) has \(address) too, declared at \(otherPlace); "
            + "an address and its prefix belong to one link")
      }
    }
  }

  // MARK: Routes

  mutating func checkRoutes(over devices: [RouteDevice]) {
    for device in devices {
      guard let declaration = self[device.name] else { continue }
      if let objection = objection(to: device, declaration) {
        diagnostics.append(device.place.diagnostic(objection))
      }
    }
  }

  private func objection(to device: RouteDevice, _ declaration: LinkDeclaration) -> String? {
    let link = declaration.link
    let place = "declared at \(declaration.place)"
    if link.isAbsent { return absence(of: declaration) }
    if let bridge = link.frameMaster, link.handsOver != false {
      return "\(link.name), \(place), is a port of \(bridge), and answers come in there; write \"\(bridge)\""
    }
    if link.settings.flag(.up) == false {
      return "\(link.name), \(place), is down, and the kernel takes no route over a link that is"
    }
    if device.isIPv6, link.settings.flag(.disableIPv6) == true {
      return "\(link.name), \(place), has no IPv6"
    }
    return nil
  }
}

extension LinkDeclaration {
  /// The place of the address with that number.
  fileprivate func position(ofAddress index: Int) -> TextPosition {
    position(ofElement: index, [LinkKey.addresses.rawValue]) ?? member.keyPosition
  }
}
