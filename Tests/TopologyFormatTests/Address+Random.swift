import NetworkModel
import RandomNumbers

extension Address {
  /// An address of any shape, in a prefix that no other number has.
  static func random(_ number: UInt8, isIPv6: Bool, using random: inout SplitMix64) -> Address? {
    guard let local = IPAddress.random(number, isIPv6: isIPv6, using: &random) else { return nil }
    var address = Address(
      local, prefixLength: isIPv6 ? .random(in: 48...128, using: &random) : .random(in: 24...32, using: &random))
    func happens() -> Bool { Int.random(in: 0..<4, using: &random) == 0 }
    if happens() {
      address.peer = .random(number, isIPv6: isIPv6, using: &random)
      if address.peer == local { address.peer = nil }
    }
    if !isIPv6 {
      if happens() { address.broadcast = IPAddress(10, number, 0, 255) }
      if happens() { address.scope = Scope(rawValue: [0, 7, 200, 253, 254, 255].randomElement(using: &random) ?? 0) }
      if happens() { address.label = ["eth0:web", "ü", "\"\\", "0123456789abcde"].randomElement(using: &random) }
    }
    switch Int.random(in: 0..<6, using: &random) {
    case 0: address.preferredLifetime = .seconds(UInt32.random(in: 0..<UInt32.max, using: &random))
    case 1:
      let valid = UInt32.random(in: 1..<UInt32.max, using: &random)
      address.validLifetime = .seconds(valid)
      address.preferredLifetime = .seconds(happens() ? valid : .random(in: 0...valid, using: &random))
    case 2:
      address.validLifetime = .forever
      address.preferredLifetime = [nil, .forever, .seconds(7)].randomElement(using: &random) ?? nil
    default: break
    }
    if happens() { address.noPrefixRoute = Bool.random(using: &random) }
    if happens() { address.metric = .random(in: 1...UInt32.max, using: &random) }
    return address
  }
}

extension IPAddress {
  /// An address with that number in it.
  fileprivate static func random(_ number: UInt8, isIPv6: Bool, using random: inout SplitMix64) -> IPAddress? {
    let last = UInt8.random(in: 1...254, using: &random)
    guard isIPv6 else { return IPAddress(10, number, 0, last) }
    var bytes: [UInt8] = [0x20, 0x01, 0x0D, 0xB8, 0, number]
    while bytes.count < 15 { bytes.append([0, 0, 0, 1, 0xFF].randomElement(using: &random) ?? 0) }
    return IPAddress(bytes: bytes + [last])
  }
}

extension Route {
  /// A route of any shape, to a place to which no other number leads.
  static func random(_ number: Int, over devices: [LinkName], using random: inout SplitMix64) -> Route {
    let isIPv6 = Bool.random(using: &random)
    let range = IPAddress.random(UInt8(number), isIPv6: isIPv6, using: &random) ?? IPAddress(10, 0, 0, 0)
    let length: UInt8 = isIPv6 ? .random(in: 48...128, using: &random) : .random(in: 16...32, using: &random)
    let isDefault = Int.random(in: 0..<3, using: &random) == 0
    let destination = isDefault ? (isIPv6 ? IPPrefix.allIPv6 : .allIPv4) : IPPrefix(range, length: length)
    let action: Action =
      Bool.random(using: &random) ? .unicast : Action.allCases.randomElement(using: &random) ?? .throw
    // The number is in the metric too, which keeps default routes apart.
    var route = Route(
      destination, action: action, metric: Bool.random(using: &random) ? UInt32(number) + 1 : nil,
      table: isDefault ? UInt32(number) + 300 : [253, 254, 1, .max].randomElement(using: &random) ?? 254)
    guard action == .unicast else { return route }
    let count = Bool.random(using: &random) ? 1 : Int.random(in: 2...3, using: &random)
    for place in 0..<count {
      route.hops.append(.random(UInt8(place), isIPv6: isIPv6, isOnly: count == 1, over: devices, using: &random))
    }
    route.scope = isIPv6 || route.hops.contains { $0.gateway != nil } ? .global : .link
    if !isIPv6, Int.random(in: 0..<3, using: &random) == 0 {
      route.scope = Scope(rawValue: [0, 77, 200].randomElement(using: &random) ?? 0)
    }
    if Bool.random(using: &random) { route.source = .random(99, isIPv6: isIPv6, using: &random) }
    if Bool.random(using: &random) { route.mtu = .random(in: 68...65520, using: &random) }
    return route
  }
}

extension Route.Hop {
  fileprivate static func random(
    _ number: UInt8, isIPv6: Bool, isOnly: Bool, over devices: [LinkName], using random: inout SplitMix64
  ) -> Route.Hop {
    var hop = Route.Hop()
    let needsRouter = isIPv6 && !isOnly
    if needsRouter || Bool.random(using: &random) {
      let isRouterIPv6 = isIPv6 || Int.random(in: 0..<4, using: &random) == 0
      hop.gateway = .random(200 + number, isIPv6: isRouterIPv6, using: &random)
    }
    if hop.gateway == nil || Bool.random(using: &random) {
      // One way without a router is over each link; so that no two are the same, the number is in the name.
      hop.link =
        hop.gateway == nil && !isOnly ? LinkName(kernelName: "w\(number)") : devices.randomElement(using: &random)
      hop.isOnLink = hop.gateway != nil && Bool.random(using: &random)
    }
    if !isOnly { hop.weight = Bool.random(using: &random) ? 1 : .random(in: 1...256, using: &random) }
    return hop
  }
}
