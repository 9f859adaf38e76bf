import Glibc
import NetworkModel

extension SimulatedState {
  /// `IPV6_MIN_MTU`
  static let leastIPv6MTU: Int64 = 1280

  /// What a new link has: `net.ipv6.conf.default` as the kernel starts.
  static let initialIPv6: Settings = {
    var settings = Settings(.ipv6AddressGeneration, .integer(AddressGeneration.eui64.rawValue))
    settings[.disableIPv6] = .boolean(false)
    return settings
  }()

  /// `IN6_ADDR_GEN_MODE_*`
  private enum AddressGeneration: Int64 {
    case eui64, none, stableSecret, random
  }

  static func isIPv6Option(_ entry: Settings.Entry) -> Bool { initialIPv6[entry.id] != nil }

  /// inet6_set_link_af(): the mode is noted and counts when the link next begins to run.
  mutating func setAddressGeneration(of index: Int32, _ settings: Settings) throws(Objection) {
    guard let mode = settings.number(.ipv6AddressGeneration) else { return }
    guard try link(index).hasIPv6 else { throw Objection(EAFNOSUPPORT) }
    // check_stable_privacy(): nobody gave the simulated kernel a secret.
    guard mode != AddressGeneration.stableSecret.rawValue, AddressGeneration(rawValue: mode) != nil else {
      throw Objection(EINVAL)
    }
    update(index) { $0.settings[.ipv6AddressGeneration] = .integer(mode) }
  }

  /// What goes through `/proc/sys/net/ipv6/conf`.
  mutating func configureIPv6(_ index: Int32, _ settings: Settings) throws(Objection) {
    let link = try link(index)
    // Without an inet6_dev there is no such folder.
    guard link.hasIPv6 else { throw Objection(ENOENT) }
    if let isDisabled = settings.flag(.disableIPv6), isDisabled == link.usesIPv6 {
      update(index) { $0.settings[.disableIPv6] = .boolean(isDisabled) }
      if isDisabled {
        stopIPv6(index, isLinkGone: false)
      } else {
        if link.isUp { reviveRoutes(over: link.name, isIPv6: true) }
        settle(index)
      }
    }
  }

  /// addrconf_ifdown(): all addresses of IPv6 go, and the routes over the link.
  mutating func stopIPv6(_ index: Int32, isLinkGone: Bool) {
    guard let link = links[index] else { return }
    update(index) {
      $0.ipv6 = []
      $0.isIPv6Ready = false
    }
    flushRoutes(over: link.name, isIPv6: true, isLinkGone: isLinkGone)
  }

  /// addrconf_notify() at `NETDEV_CHANGEMTU`: IPv6 leaves links that became too small for it, and starts anew, with
  /// nothing set, on those that are large enough again.
  mutating func followMTU(_ index: Int32) {
    guard let link = links[index], link.hasIPv6 != (link.mtu >= Self.leastIPv6MTU) else { return }
    if link.hasIPv6 {
      stopIPv6(index, isLinkGone: true)
      update(index) { $0.settings = $0.settings.filter { !Self.isIPv6Option($0) } }
    } else {
      update(index) { $0.settings.merge(Self.initialIPv6) }
      settle(index)
    }
  }

  /// Lets happen what happens when a link begins or stops to run, and with it those that depend on it.
  mutating func settle(_ index: Int32) {
    guard let link = links[index] else { return }
    if isRunning(link) {
      // addrconf_notify() leaves ports of bonds alone (IFF_SLAVE).
      let isOnBond = link.master.flatMap { links[$0] }?.kind == .bond
      if link.usesIPv6, !link.isIPv6Ready, !isOnBond { makeOwnAddress(of: link) }
    } else if link.port != nil {
      // br_stp_disable_port()
      update(index) { $0.forwarding.removeAll { !$0.isStatic && $0.remote == nil } }
    }
    for upper in uppers(of: index) { settle(upper.index) }
    if let bridge = link.master { settle(bridge) }
  }

  /// addrconf_dev_config()
  private mutating func makeOwnAddress(of link: SimulatedLink) {
    update(link.index) { $0.isIPv6Ready = true }
    // addrconf_addr_gen()
    if link.kind == .vrf { return }
    var own: Address
    if link.name.text == "lo" {
      own = Address(Self.loopback, prefixLength: 128, origin: AddressOrigin.loopback)
    } else {
      var identifier: [UInt8]
      var flags: UInt32 = 0
      switch link.settings.number(.ipv6AddressGeneration).flatMap(AddressGeneration.init) {
      case .eui64: identifier = Self.interfaceIdentifier(of: link.mac)
      case .random:
        // Another one each time.
        identifier = inventMAC().octets + inventMAC().octets.prefix(2)
        flags = AddressFlag.stablePrivacy
      default: return
      }
      guard let address = IPAddress(bytes: [0xFE, 0x80, 0, 0, 0, 0, 0, 0] + identifier) else { return }
      own = Address(address, prefixLength: 64, flags: flags, origin: AddressOrigin.linkLocal)
    }
    guard !link.ipv6.contains(where: { $0.local == own.local }) else { return }
    let generated = own.flags
    own.complete(for: link.name)
    own.flags |= generated
    insertIPv6(own, into: link.index)
  }

  static let loopback = IPAddress(written: "::1")

  /// addrconf_ifid_eui48(), RFC 4291 appendix A.
  private static func interfaceIdentifier(of mac: MACAddress) -> [UInt8] {
    let octets = mac.octets
    return [octets[0] ^ 2, octets[1], octets[2], 0xFF, 0xFE, octets[3], octets[4], octets[5]]
  }
}
