import Glibc
import NetworkModel

/// `IFA_F_*`
enum AddressFlag {
  static let secondary: UInt32 = 0x01
  static let noDAD: UInt32 = 0x02
  static let home: UInt32 = 0x10
  static let deprecated: UInt32 = 0x20
  static let permanent: UInt32 = 0x80
  static let manageTemporary: UInt32 = 0x100
  static let noPrefixRoute: UInt32 = 0x200
  static let multicastAutoJoin: UInt32 = 0x400
  static let stablePrivacy: UInt32 = 0x800
  /// What a message about an address of IPv6 can ask for, and stays.
  static let settableIPv6 = noDAD | home | manageTemporary | noPrefixRoute | multicastAutoJoin
  /// What a message about an address of IPv4 can ask for.
  static let settableIPv4 = noPrefixRoute | multicastAutoJoin
}

/// `IFAPROT_*`
enum AddressOrigin {
  static let loopback: UInt8 = 1
  static let linkLocal: UInt8 = 3
}

extension Address {
  var isIPv6: Bool { local.isIPv6 }

  /// What of it is on the link: the prefix of the far end where there is one.
  var prefix: IPPrefix { IPPrefix(peer ?? local, length: prefixLength) }

  /// Whether the kernel has a route to its prefix while the link is up.
  var hasPrefixRoute: Bool { flags & AddressFlag.noPrefixRoute == 0 }

  /// Whether it is a secondary one, which goes with the primary one of its subnet.
  var isSecondary: Bool { !isIPv6 && flags & AddressFlag.secondary != 0 }

  /// Makes of an address as it is asked for one as the kernel reports it.
  mutating func complete(for link: LinkName) {
    var wanted = flags & (isIPv6 ? AddressFlag.settableIPv6 : AddressFlag.settableIPv4)
    if let noPrefixRoute {
      wanted = wanted & ~AddressFlag.noPrefixRoute | (noPrefixRoute ? AddressFlag.noPrefixRoute : 0)
    }
    flags = wanted
    noPrefixRoute = wanted & AddressFlag.noPrefixRoute != 0
    if isIPv6 {
      scope = Self.scope(of: local)
      label = nil
      broadcast = nil
    } else {
      // `ip` and vnetctl ask for these where nothing is said; the kernel has no standard.
      scope = scope ?? (local.bytes[0] == 127 ? .host : .global)
      label = label ?? link.text
    }
    if peer == local { peer = nil }
    if metric == 0 { metric = nil }
    take(preferred: preferredLifetime ?? .forever, valid: validLifetime ?? .forever)
  }

  /// set_ifa_lifetime(): an address that is valid for ever is permanent, one that is preferred no more is deprecated.
  mutating func take(preferred: Lifetime, valid: Lifetime) {
    validLifetime = valid
    // Of permanent addresses of IPv4 the kernel reports no other preference.
    preferredLifetime = valid == .forever && !isIPv6 ? .forever : preferred
    flags &= ~(AddressFlag.permanent | AddressFlag.deprecated)
    if valid == .forever { flags |= AddressFlag.permanent }
    if preferred == .seconds(0) { flags |= AddressFlag.deprecated }
  }

  /// ipv6_addr_type()
  private static func scope(of address: IPAddress) -> Scope {
    switch (address.bytes[0], address.bytes[1] & 0xC0) {
    case (0xFE, 0x80): .link
    case (0xFE, 0xC0): .site
    default: address == SimulatedState.loopback ? .host : .global
    }
  }
}

extension SimulatedState {
  /// `RTM_NEWADDR`, with `NLM_F_REPLACE` or with `NLM_F_EXCL`. The kernel makes what it is asked to replace and does not
  /// have: "userspace already relies on not having to provide" `NLM_F_CREATE`.
  mutating func addAddress(_ address: Address, to index: Int32, isReplacing: Bool) throws(Objection) {
    let link = try link(index)
    var new = address
    new.complete(for: link.name)
    switch (new.preferredLifetime, new.validLifetime) {
    case (_, .seconds(0)): throw Objection(EINVAL, "address lifetime invalid")
    case (.seconds(let preferred), .seconds(let valid)) where preferred > valid:
      throw Objection(EINVAL, "preferred lifetime is greater than valid")
    case (.forever, .seconds): throw Objection(EINVAL, "preferred lifetime is greater than valid")
    default: break
    }
    if new.isIPv6 {
      try addIPv6(new, to: link, isReplacing: isReplacing)
    } else {
      try addIPv4(new, to: link, isReplacing: isReplacing)
    }
  }

  /// inet_rtm_newaddr() and __inet_insert_ifa().
  private mutating func addIPv4(_ address: Address, to link: SimulatedLink, isReplacing: Bool) throws(Objection) {
    var new = address
    guard new.prefixLength <= 32 else { throw Objection(EINVAL, "ipv4: Invalid prefix length") }
    let subnet = link.ipv4.filter { $0.prefix == new.prefix }
    if subnet.contains(where: { $0.local == new.local }) {
      guard isReplacing else { throw Objection(EEXIST, "ipv4: Address already assigned") }
      // Flags, label, scope and broadcast address are as at first, whatever the message says.
      update(link.index) { link in
        guard let place = link.ipv4.firstIndex(where: { $0.local == new.local && $0.prefix == new.prefix }) else {
          return
        }
        link.ipv4[place].metric = new.metric
        link.ipv4[place].origin = new.origin
        link.ipv4[place].take(
          preferred: new.preferredLifetime ?? .forever, valid: new.validLifetime ?? .forever)
      }
      return
    }
    guard subnet.allSatisfy({ $0.scope == new.scope }) else { throw Objection(EINVAL, "ipv4: Invalid scope value") }
    let place: Int
    if subnet.isEmpty {
      // Behind the last primary one whose scope is not wider.
      let last = link.ipv4.lastIndex { !$0.isSecondary && $0.reach >= new.reach }
      place = last.map { $0 + 1 } ?? 0
    } else {
      new.flags |= AddressFlag.secondary
      place = link.ipv4.count
    }
    update(link.index) { $0.ipv4.insert(new, at: place) }
    if link.isUp { reviveRoutes(over: link.name, isIPv6: false) }
  }

  /// inet6_rtm_newaddr(), inet6_addr_add() and inet6_addr_modify(). There is no time here in which an address is tentative.
  private mutating func addIPv6(_ new: Address, to link: SimulatedLink, isReplacing: Bool) throws(Objection) {
    guard link.hasIPv6 else { throw Objection(EINVAL) }
    if let place = link.ipv6.firstIndex(where: { $0.local == new.local }) {
      guard isReplacing else { throw Objection(EEXIST, "ipv6: address already assigned") }
      // Whoever asks for a change of the prefix's length gets none and is not told.
      update(link.index) { link in
        link.ipv6[place].flags = new.flags | link.ipv6[place].flags & AddressFlag.multicastAutoJoin
        link.ipv6[place].noPrefixRoute = new.noPrefixRoute
        link.ipv6[place].preferredLifetime = new.preferredLifetime
        link.ipv6[place].validLifetime = new.validLifetime
        link.ipv6[place].metric = new.metric
        link.ipv6[place].origin = new.origin
        if new.peer != nil { link.ipv6[place].peer = new.peer }
      }
      return
    }
    guard link.usesIPv6 else { throw Objection(EACCES, "ipv6: IPv6 is disabled on this device") }
    guard new.scope != .host || link.name.text == "lo" else {
      throw Objection(EADDRNOTAVAIL, "ipv6: Cannot assign loopback address on this device")
    }
    guard new.prefixLength == 64 || new.flags & AddressFlag.manageTemporary == 0 else {
      throw Objection(EINVAL, "ipv6: address with \"mngtmpaddr\" flag must have a prefix length of 64")
    }
    insertIPv6(new, into: link.index)
  }

  /// ipv6_link_dev_addr(): before the first of no wider scope.
  mutating func insertIPv6(_ address: Address, into index: Int32) {
    update(index) { link in
      let place = link.ipv6.firstIndex { $0.reach >= address.reach } ?? link.ipv6.count
      link.ipv6.insert(address, at: place)
    }
  }

  mutating func removeAddress(_ address: Address, from index: Int32) throws(Objection) {
    let link = try link(index)
    if address.isIPv6 {
      // inet6_addr_del()
      let found = link.ipv6.firstIndex { $0.local == address.local && $0.prefixLength == address.prefixLength }
      guard let found else { throw Objection(EADDRNOTAVAIL, "ipv6: address not found") }
      update(index) { $0.ipv6.remove(at: found) }
      forgetSource(address.local)
      return
    }
    let found = link.ipv4.firstIndex {
      $0.local == address.local && $0.prefix == address.prefix && (address.label ?? $0.label) == $0.label
    }
    guard let found else { throw Objection(EADDRNOTAVAIL, "ipv4: Address not found") }
    // __inet_del_ifa() with promote_secondaries = 0, as the kernel starts.
    var gone = [link.ipv4[found]]
    if !gone[0].isSecondary { gone += link.ipv4.filter { $0.isSecondary && $0.prefix == gone[0].prefix } }
    update(index) { $0.ipv4.removeAll { gone.contains($0) } }
    // fib_inetaddr_event(): with its last address IPv4 leaves the link.
    if links[index]?.ipv4.isEmpty == true { flushRoutes(over: link.name, isIPv6: false, isLinkGone: false) }
    flushRoutes(from: gone, table: routingTable(of: link))
  }

  /// Whether a link, up or down, has that address.
  func isLocal(_ address: IPAddress) -> Bool {
    links.values.contains { $0.addresses.contains { $0.local == address } }
  }
}

extension Address {
  /// The kernel's number of the scope: the higher, the nearer.
  fileprivate var reach: UInt8 { scope?.rawValue ?? 0 }
}
