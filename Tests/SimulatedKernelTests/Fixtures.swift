import Glibc
import NetworkModel
import Netlink
import Planning
import SimulatedKernel

/// Shorthand in which the tests of the simulated kernel read like the commands of iproute2.
extension SimulatedKernel {
  /// Does one operation and says how it went.
  func ask(_ operation: Operation) throws -> KernelError? {
    _ = try snapshot(probing: [])
    return perform([operation])[0]
  }

  /// The link of that name as a dump shows it.
  func look(_ name: String) throws -> ObservedLink? {
    try snapshot(probing: [])[link(name)]
  }

  func addBridge(_ name: String, _ settings: Settings = Settings()) throws -> KernelError? {
    try ask(.create(link(name), index: 0, .bridge, settings, lower: nil))
  }

  func addTAP(_ name: String) throws -> KernelError? {
    try ask(.createTAP(link(name), index: 0, Settings()))
  }

  func addVLAN(_ name: String, over lower: String, id: Int64, _ more: Settings = Settings()) throws -> KernelError? {
    var settings = more
    settings[.vlanID] = .integer(id)
    return try ask(.create(link(name), index: 0, .vlan, settings, lower: link(lower)))
  }

  func set(_ name: String, _ settings: Settings, master: DeclaredLink.Master? = nil) throws -> KernelError? {
    let kind = try look(name)?.kind ?? .nic
    return try ask(.set(link(name), kind, settings, master: master))
  }

  func attach(_ name: String, to bridge: String) throws -> KernelError? {
    try set(name, Settings(), master: .on(link(bridge)))
  }
}

extension SimulatedKernel {
  /// The addresses of a link as texts, those that the kernel made itself left out.
  func addresses(_ name: String) throws -> [String] {
    try look(name)?.addresses.filter { $0.origin == 0 && $0.scope != .host }.map(\.description) ?? []
  }

  /// The addresses that the kernel made itself.
  func ownAddresses(_ name: String) throws -> [String] {
    try look(name)?.addresses.filter { $0.origin != 0 }.map(\.description) ?? []
  }

  /// The routes as texts.
  func routes() throws -> [String] { try snapshot(probing: []).routes.map(\.description) }

  func add(_ address: String, to name: String, _ change: (inout Address) -> Void = { _ in }) throws -> KernelError? {
    var address = Address(written: address)
    change(&address)
    return try ask(.addAddress(link(name), address))
  }

  func change(_ address: String, of name: String, _ change: (inout Address) -> Void = { _ in }) throws -> KernelError? {
    var address = Address(written: address)
    change(&address)
    return try ask(.changeAddress(link(name), address))
  }

  func remove(_ address: String, from name: String) throws -> KernelError? {
    try ask(.removeAddress(link(name), Address(written: address)))
  }
}

/// A route over several hops, each written as `ROUTER`, `ROUTER LINK` or `dev LINK`.
func route(_ destination: String, _ hops: String..., scope: Scope = .global) -> Route {
  let hops = hops.map { hop in
    let words = hop.split(separator: " ").map(String.init)
    return Route.Hop(
      link: words.count > 1 ? link(words[1]) : nil,
      gateway: words[0] == "dev" ? nil : IPAddress(written: words[0]))
  }
  return Route(IPPrefix(written: destination), hops: hops, scope: scope)
}

func link(_ name: String) -> LinkName { LinkName(kernelName: name) }

extension Settings {
  /// Settings by the names of the document, each looked up in the tables in order.
  init(_ table: OptionTable, _ values: KeyValuePairs<String, OptionValue>) {
    self.init()
    for (name, value) in values {
      guard let option = table[name] else { preconditionFailure("no option \(name)") }
      self[option] = value
    }
  }

  static func mtu(_ mtu: Int64) -> Settings { Settings(.link, ["mtu": .integer(mtu)]) }
  static func up(_ isUp: Bool) -> Settings { Settings(.link, ["up": .boolean(isUp)]) }
}

extension ObservedLink {
  var mtu: Int64? { settings.number(.mtu) }
  var isUp: Bool? { settings.flag(.up) }
}
