import Foundation
import NetworkModel
import Planning
import SimulatedKernel
import Testing
import TopologyFormat

/// A folder of `Fixtures`: a host, what was applied there before, what is wanted, and the plan that has to come of it.
///
/// - `host.json` is a document that says what is there and nobody's: NICs with their addresses, other links, routes. May
///   be missing, as the next two may.
/// - `found.json` says of that host what no document can, see ``Found``.
/// - `current.json` is the document that was applied before.
/// - `desired.json` is the document to plan for.
/// - `plan.txt` is the plan: the changes as `vnetctl diff` shows them, then the operations by phase; or the refusal.
struct Fixture: CustomTestStringConvertible {
  let folder: URL

  var testDescription: String { folder.lastPathComponent }

  static let all: [Fixture] = {
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: fixtures.path)) ?? []
    return names.sorted().map { Fixture(folder: fixtures.appending(path: $0)) }
  }()

  func topology(_ file: String) throws -> Topology? {
    guard let data = try contents(of: file) else { return nil }
    return try TopologyReader.read([SourceFile(name: file, bytes: Array(data))], accounts: NoAccounts())
  }

  /// The host before anything is planned. Its links are there and nobody's; what was applied is on record.
  func host() throws -> SimulatedHost {
    var host = SimulatedHost(nics: [])
    let found = try contents(of: "found.json").map { try JSONDecoder().decode(Found.self, from: $0) } ?? Found()
    let description = try topology("host.json") ?? Topology()
    if found.renamesOnlyWhatIsDown == true { host.kernel.lack(.renamingWhileUp) }
    let nics = description.links.filter { $0.kind == .nic }
    for nic in nics {
      var mac: MACAddress?
      if case .mac(let address) = nic.settings[.mac] { mac = address }
      let hardware = found.hardware?[nic.name.text]
      host.kernel.addNIC(
        nic.name.text, mac: mac, mtu: nic.settings.number(.mtu) ?? 1500, isUp: nic.settings.flag(.up) ?? false,
        maximumVirtualFunctions: 8, path: hardware?.path, driver: hardware?.driver)
      for name in nic.settings.alternativeNames ?? [] { host.kernel.arrange(.addAlternativeName(nic.name, name)) }
      if let count = nic.settings.number(.virtualFunctions) {
        host.kernel.arrange(.setVirtualFunctionCount(nic.name, count))
      }
      for (number, settings) in nic.virtualFunctions {
        host.kernel.arrange(.setVirtualFunction(nic.name, number, settings.completed(from: nil)))
      }
      found.give(nic, host.kernel)
    }
    let isEarly = { (route: Route) in
      route.hops.allSatisfy { hop in hop.link.map { link in nics.contains { $0.name == link } } ?? true }
    }
    for route in description.routes.map(\.route) where isEarly(route) { found.make(route, host.kernel) }
    // A foreign port may be on a bridge of ours, so that comes before the rest of the host.
    if let current = try topology("current.json") { try host.apply(current) }
    let ownership = host.ownership
    var others = description.links.filter { $0.kind != .nic }
    let addressed = others
    for place in others.indices { others[place].addresses = nil }
    try host.apply(Topology(name: "foreign", links: others))
    host.ownership = ownership
    for link in addressed { found.give(link, host.kernel) }
    for route in description.routes.map(\.route) where !isEarly(route) { found.make(route, host.kernel) }
    found.fillForwarding(host.kernel)
    found.controlTraffic(host.kernel)
    try found.fillMulticast(host.kernel)
    return host
  }

  private func contents(of file: String) throws -> Data? {
    let url = folder.appending(path: file)
    return FileManager.default.fileExists(atPath: url.path) ? try Data(contentsOf: url) : nil
  }

  /// What is on a host and no document can say:
  /// `{"forwarding": {"tap0": [{"mac": "02:00:00:00:00:01", "vlan": 10, "state": 64, "flags": 0}]},
  /// "multicast": {"tap0": [{"group": "239.1.1.1", "vlan": 10, "isLearnt": true}]},
  /// "addresses": {"eth0 192.0.2.7/24": {"flags": 2, "origin": 1}}, "routeOrigins": {"default": 16},
  /// "qdiscs": {"eth0": "htb 1:"}, "filters": {"eth1": 2},
  /// "hardware": {"eth0": {"path": "0000:03:00.0", "driver": "ixgbe"}}, "renamesOnlyWhatIsDown": true}`,
  /// where flags are `NTF_*` and `IFA_F_*`, origins `IFAPROT_*` and `RTPROT_*`, and states `NUD_*`.
  private struct Found: Decodable {
    struct Station: Decodable {
      var mac: String
      var vlan: UInt16?
      var state: UInt16?
      var flags: UInt8?
    }

    struct Group: Decodable {
      var group: String
      var vlan: UInt16?
      var isLearnt: Bool?
    }

    struct Provenance: Decodable {
      var flags: UInt32?
      var origin: UInt8?
    }

    struct Hardware: Decodable {
      var path: String?
      var driver: String?
    }

    var hardware: [String: Hardware]?
    var renamesOnlyWhatIsDown: Bool?
    var forwarding: [String: [Station]]?
    var multicast: [String: [Group]]?
    var addresses: [String: Provenance]?
    var routeOrigins: [String: UInt8]?
    /// What is at the roots of links, in the words of `tc`.
    var qdiscs: [String: String]?
    /// How many filters there are of what links receive.
    var filters: [String: Int]?

    func give(_ link: DeclaredLink, _ kernel: SimulatedKernel) {
      for var address in link.addresses ?? [] {
        let provenance = addresses?["\(link.name) \(address)"]
        address.flags = provenance?.flags ?? 0
        address.origin = provenance?.origin ?? 0
        kernel.arrange(.addAddress(link.name, address))
      }
    }

    func make(_ route: Route, _ kernel: SimulatedKernel) {
      var route = route
      if let origin = routeOrigins?[route.destination.description] { route.origin = origin }
      kernel.arrange(.addRoute(route))
    }

    func controlTraffic(_ kernel: SimulatedKernel) {
      for (name, title) in qdiscs ?? [:] { kernel.arrangeQdisc(title, of: name) }
      for (name, count) in filters ?? [:] { kernel.arrangeFilters(count, of: name) }
    }

    func fillMulticast(_ kernel: SimulatedKernel) throws {
      let snapshot = try kernel.snapshot(probing: [])
      for (name, groups) in (multicast ?? [:]).sorted(by: { $0.key < $1.key }) {
        let port = LinkName(kernelName: name)
        let bridge = snapshot[port].flatMap(snapshot.masterName) ?? port
        for group in groups {
          guard let address = IPAddress(group.group) else { preconditionFailure("\(group.group) is no address") }
          let entry = MulticastEntry(.address(address), vlan: group.vlan, isPermanent: group.isLearnt != true)
          kernel.arrange(.addMulticast(port, entry, bridge: bridge))
        }
      }
    }

    func fillForwarding(_ kernel: SimulatedKernel) {
      // What comes to one port goes from another one.
      for (name, stations) in (forwarding ?? [:]).sorted(by: { $0.key < $1.key }) {
        for station in stations {
          guard let mac = MACAddress(station.mac) else { preconditionFailure("\(station.mac) is no MAC address") }
          let entry = ForwardingEntry(mac, vlan: station.vlan, state: station.state ?? 0x40, flags: station.flags ?? 0)
          kernel.arrange(.addForwarding(LinkName(kernelName: name), entry))
        }
      }
    }
  }
}

private struct NoAccounts: AccountLookup {
  func user(named name: String) -> UInt32? { nil }
  func group(named name: String) -> UInt32? { nil }
}
