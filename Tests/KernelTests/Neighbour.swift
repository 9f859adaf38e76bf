internal import KernelTestSupport

/// Another machine on the wire of a host's NIC: a namespace at the other end of a pair of veths. It is the host's router.
final class Neighbour: Sendable {
  let namespace: Namespace

  /// The host's addresses, of which others know: the first of each family.
  static let hostAddresses = ["192.0.2.7", "2001:db8::7"]

  /// Its own address of the same family as that of the host.
  static func address(facing hostAddress: String) -> String {
    hostAddress.contains(":") ? "2001:db8::1" : "192.0.2.1"
  }

  /// Plugs it in. The host gets the NIC `nic` with addresses and routes, all of which can be used.
  init(of host: Host) throws {
    namespace = try Namespace()
    let events = try LinkEvents(on: host)
    try host.namespace.ip(
      "link", "add", "nic", "address", "52:54:00:aa:00:01", "type", "veth", "peer", "name", "wire", "netns",
      namespace.path)
    try namespace.ip("link", "set", "dev", "wire", "up")
    try host.ip(lines: "link set dev nic up")
    try events.waitUntilRunning("nic")
    try namespace.ip("address", "add", "192.0.2.1/24", "dev", "wire")
    try namespace.ip("address", "add", "2001:db8::1/64", "dev", "wire", "nodad")
    try host.ip(
      lines: """
        address add 192.0.2.7/24 dev nic
        address add 192.0.2.8/24 dev nic
        address add 2001:db8::7/64 dev nic
        address add 2001:db8::8/64 dev nic
        route add default via 192.0.2.1 dev nic
        route add 10.8.0.0/16 via 192.0.2.1 dev nic metric 7
        route add default via 2001:db8::1 dev nic
        route add 2001:db8:8::/48 via 2001:db8::1 dev nic metric 7
        """)
    try host.waitForDuplicateAddressDetection()
  }
}

extension Host {
  /// Waits until no address is tentative any more: until then the kernel takes nothing that comes for it.
  func waitForDuplicateAddressDetection() throws {
    // The end of it is told by no event but that of each address; asking is a process that takes its time. The bound is
    // for failures alone.
    for _ in 0..<10_000 where try namespace.ip("-6", "address", "show", "tentative").isEmpty { return }
    throw Failure(description: "addresses stay tentative")
  }

  /// The addresses of a link as `ip` shows them, and the routes over it but for those to its own addresses.
  func addressing(of link: String) throws -> [JSON] {
    let shown = try shown(by: "ip", ["address show dev \(link)", "route show dev \(link) table all"])
    return [shown[0].steady, .array(shown[1].elements.filter { $0["table"] != "local" })]
  }

  /// The addresses of a link that reach further than the link, with their prefixes, in the kernel's order.
  func globalAddresses(of link: String) throws -> [String] {
    try JSON(namespace.ip("-j", "address", "show", "dev", link))[0]["addr_info"].elements
      .filter { $0["scope"] == "global" }
      .map { "\($0["local"].string ?? "")/\($0["prefixlen"].integer ?? -1)" }
  }
}
