internal import KernelTestSupport

/// The links of a namespace as `ip -d -j link` prints them, by name.
struct Links {
  private let byName: [String: JSON]

  init(_ namespace: Namespace) throws {
    let links = try namespace.ipJSON("link").elements
    byName = Dictionary(uniqueKeysWithValues: links.map { ($0["ifname"].string ?? "", $0) })
  }

  /// A link; `.null` when there is none of that name.
  subscript(name: String) -> JSON { byName[name] ?? .null }

  /// Their names in the order of the alphabet, without the loopback's, and without those that the GRE module brings to each
  /// namespace.
  var names: [String] { byName.keys.filter { !["lo", "gre0", "gretap0", "erspan0"].contains($0) }.sorted() }
}

extension JSON {
  /// Whether `ip link` shows the flag, such as `UP` or `PROMISC`.
  func has(_ flag: String) -> Bool { self["flags"].elements.contains(.text(flag)) }

  /// What the link's driver says of it.
  var data: JSON { self["linkinfo"]["info_data"] }

  /// What the bridge says of its port.
  var port: JSON { self["linkinfo"]["info_slave_data"] }

  /// What kind of link it is, in the kernel's word.
  var kind: String? { self["linkinfo"]["info_kind"].string }
}

extension Host {
  /// What `ip -d` or `bridge -d` shows for several lines such as `link show`. Starting a program takes long on an emulated
  /// machine, so one tells it all.
  func shown(by program: String, _ lines: [String]) throws -> [JSON] {
    let batch = try file("show-\(program)", lines.joined(separator: "\n") + "\n")
    let output = try namespace.spawn(program, ["-d", "-j", "-batch", batch])
    guard output.status == 0 else { throw Failure(description: "\(program): \(output.errors)") }
    let texts = output.text.split(separator: "\n").filter { $0.hasPrefix("[") }
    guard texts.count == lines.count else {
      throw Failure(description: "\(program) printed \(texts.count) lists: \(output.text)")
    }
    return try texts.map { try JSON(String($0)) }
  }

  /// The links as `ip` shows them now.
  func links() throws -> Links { try Links(namespace) }

  /// The VLANs of ports and bridges as `bridge vlan` shows them now: `1 PVID Egress Untagged, 10-19`.
  func vlans() throws -> [String: String] {
    let output = try JSON(namespace.bridge("-j", "-compressvlans", "vlan"))
    let pairs = output.elements.map { link in
      let entries = link["vlans"].elements.map { entry in
        let last = entry["vlanEnd"].integer.map { "-\($0)" } ?? ""
        let flags = entry["flags"].elements.map { " " + ($0.string ?? "") }.joined()
        return "\(entry["vlan"].integer ?? -1)\(last)\(flags)"
      }
      return (link["ifname"].string ?? "", entries.joined(separator: ", "))
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }
}
