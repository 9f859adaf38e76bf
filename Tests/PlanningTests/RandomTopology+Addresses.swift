import NetworkModel
import Planning
import SimulatedKernel

/// Addresses and routes that make sense on links drawn before.
extension RandomTopology {
  /// Links whose addresses stay theirs. Each has a number, so that no two have the same subnet.
  private static let numbers: [String: Int] = {
    let names = ["br0", "br1", "eth0", "eth1", "v0", "v1", "v2", "v3"] + (0..<6).map { "t\($0)" } + kindNames
    return Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0 + 1) })
  }()

  /// Declares addresses and what belongs to them.
  mutating func address(_ link: inout DeclaredLink, among links: [DeclaredLink]) {
    // Routes need links that are up, whatever was declared before.
    if link.settings.flag(.up) == nil { link.settings[.up] = .boolean(true) }
    if chance(20) { link.settings[.ipv6AddressGeneration] = .integer(chance(50) ? 0 : 1) }
    if link.kind == .nic, let bridge = link.masterName {
      if chance(40) { link.handsOver = chance(50) }
      // A bridge that is down can take nothing over.
      let isUp = links.first { $0.name == bridge }?.settings.flag(.up)
      if isUp != true { link.handsOver = false }
    }
    let percent =
      switch link.kind {
      case .bridge: 50
      case .vlan: 40
      case .nic: 50
      default: 10
      }
    // An address on a declared port is a fault of the document.
    if link.masterName == nil, chance(percent) { link.addresses = addresses(of: link.name) }
    if link.addresses?.isEmpty == false {
      // What was declared before stays so otherwise.
      link.settings[.disableIPv6] = .boolean(false)
    } else if link.kind == .tap || link.kind == .vlan, chance(20) {
      // Bridges and NICs may have to take over addresses.
      link.settings[.disableIPv6] = .boolean(chance(50))
    }
  }

  private mutating func addresses(of name: LinkName) -> [Address] {
    let number = Self.numbers[name.text] ?? 0
    let texts =
      [
        "10.\(number).0.1/24", "10.\(number).0.2/24", "10.\(number).0.3/24", "10.\(number).1.1/24",
        "10.\(number).1.2/24", "10.\(number).2.1 peer 10.\(number).2.2/32", "172.16.\(number).1/16",
        "172.16.\(number).2/16", "10.\(number).3.1/32",
      ] + (1...4).map { "2001:db8:\(number)::\($0)/64" } + ["2001:db8:\(number):1::1/64"]
    var chosen = texts.filter { _ in chance(25) }.map { Address(written: $0) }
    chosen.shuffle(using: &self)
    for place in chosen.indices {
      if chance(60) { chosen[place].noPrefixRoute = chance(20) }
      if chance(15) { chosen[place].metric = UInt32(50 + below(2)) }
      if chance(10) {
        chosen[place].validLifetime = .seconds(1000)
        chosen[place].preferredLifetime = .seconds(500)
      }
      if chosen[place].local.isIPv6 { continue }
      if chance(15) { chosen[place].label = "\(name):\(below(3))" }
      if chance(10) { chosen[place].broadcast = IPAddress(10, UInt8(number), 0, 255) }
    }
    return chosen
  }

  /// Routes over links that will be up and whose addresses reach the routers.
  mutating func routes(over links: [DeclaredLink]) -> [DeclaredRoute] {
    let isUp = { (name: LinkName) in links.first { $0.name == name }?.settings.flag(.up) == true }
    let usable = links.filter { link in
      guard link.settings.flag(.up) != false, link.lower.map(isUp) != false else { return false }
      let staysAtHome = link.kind != .nic || link.masterName == nil || link.handsOver == false
      return staysAtHome && link.addresses?.isEmpty == false
    }
    var routes: [Route.Key: Route] = [:]
    for _ in 0..<below(5) {
      guard let route = chance(20) ? rejection() : route(over: usable) else { continue }
      routes[route.key] = route
    }
    return routes.values.sorted { $0.description < $1.description }.map { DeclaredRoute($0) }
  }

  private mutating func rejection() -> Route? {
    guard let action = pick([Route.Action.blackhole, .unreachable, .prohibit, .throw]) else { return nil }
    return Route(destination(isIPv6: chance(40)), action: action, metric: metric())
  }

  private mutating func route(over links: [DeclaredLink]) -> Route? {
    let isIPv6 = chance(40)
    guard let hop = hop(over: links, isIPv6: isIPv6) else { return nil }
    var route = Route(destination(isIPv6: isIPv6), hops: [hop], metric: metric())
    if hop.gateway == nil, !isIPv6 { route.scope = .link }
    if chance(20), let other = self.hop(over: links, isIPv6: isIPv6), hop.gateway != nil, other.gateway != nil,
      other.gateway != hop.gateway
    {
      route.hops.append(other)
      for place in route.hops.indices { route.hops[place].weight = 1 + below(3) }
    } else if chance(20), let link = links.first(where: { $0.name == hop.link }) {
      route.source = link.addresses?.first { $0.local.isIPv6 == isIPv6 }?.local
    }
    // RTAX_MTU
    if chance(20) { route.metrics[2] = [0x78, 0x05, 0, 0] }
    if chance(20) { route.table = 100 }
    return route
  }

  private mutating func hop(over links: [DeclaredLink], isIPv6: Bool) -> Route.Hop? {
    guard let link = pick(links), let number = Self.numbers[link.name.text] else { return nil }
    if chance(15) { return Route.Hop(link: link.name) }
    let subnet = isIPv6 ? "2001:db8:\(number)::" : "10.\(number).0."
    let router = IPAddress(written: subnet + (isIPv6 ? "f\(below(2))" : "25\(below(2))"))
    let isReached = link.addresses?.contains { address in
      // Where this document is silent, an earlier one may have spoken.
      address.noPrefixRoute == false && address.peer == nil
        && IPPrefix(address.local, length: address.prefixLength).contains(router)
    }
    guard isReached == true else { return nil }
    return Route.Hop(link: chance(50) ? link.name : nil, gateway: router)
  }

  private mutating func destination(isIPv6: Bool) -> IPPrefix {
    let texts = isIPv6 ? ["fd00:1::/32", "fd00:2::/32"] : ["203.0.113.0/24", "198.51.100.0/25"]
    if chance(30) { return isIPv6 ? .allIPv6 : .allIPv4 }
    return IPPrefix(written: texts[below(texts.count)])
  }

  private mutating func metric() -> UInt32? { chance(50) ? nil : UInt32(100 * (1 + below(2))) }

  /// Gives a NIC of the host what somebody else might have given it.
  mutating func furnish(_ name: String, of kernel: SimulatedKernel) {
    guard chance(70) else { return }
    let number = name == "eth0" ? 2 : 3
    let isLeased = chance(40)
    kernel.addAddress(name, "192.0.\(number).7/24") {
      $0.broadcast = IPAddress(192, 0, UInt8(number), 255)
      guard isLeased else { return }
      $0.validLifetime = .seconds(3600)
      $0.preferredLifetime = .seconds(1800)
    }
    if chance(40) { kernel.addAddress(name, "192.0.\(number).8/24") { $0.label = "\(name):1" } }
    if chance(30) { kernel.addAddress(name, "10.99.\(number).1/16") }
    // RTPROT_DHCP
    if chance(70) {
      kernel.addRoute("default", via: "192.0.\(number).1", over: name) {
        $0.metric = UInt32(100 * number)
        $0.origin = isLeased ? 16 : 4
        if isLeased { $0.source = IPAddress(192, 0, UInt8(number), 7) }
      }
    }
    if chance(30) { kernel.addRoute("10.77.\(number).0/24", over: name) }
    guard chance(60) else { return }
    for host in 1...(1 + below(3)) { kernel.addAddress(name, "2001:db8:f\(number)::\(host)/64") }
    if chance(60) { kernel.addRoute("fd77:\(number)::/32", via: "fe80::1", over: name) }
    // A route over both NICs would not be taken apart again when these are let go of one after the other.
    if chance(30) {
      for router in ["aa", "bb"] {
        kernel.addRoute("fd78:\(number)::/32", via: "2001:db8:f\(number)::\(router)", over: name)
      }
    }
  }
}
