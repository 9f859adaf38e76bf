internal import NetworkModel
internal import TopologyFormat

/// ifupdown: VXLANs with several other ends, or for several networks.
extension Importer {
  /// How many entries one line may stand for.
  private static let mostEntries = 4096

  /// Where a VXLAN sends frames to unknown stations.
  mutating func readRemotes(_ interface: InterfacesFile.Interface, _ link: String) {
    var entries: [DocumentNode] = []
    for option in interface.options {
      within(.key(option.key)) { importer in
        for word in option.value.text?.split(separator: " ") ?? [] where !importer.isTooLarge {
          switch option.key {
          case "vxlan-remoteip":
            entries.append(importer.entry(for: String(word), of: nil, at: option.value.position))
          case "vxlan-remoteip-map": entries += importer.entries(String(word), at: option.value.position)
          default: break
          }
        }
      }
    }
    guard let option = interface.options.first(where: { $0.key.hasPrefix("vxlan-remoteip") }), !entries.isEmpty else {
      return
    }
    set("fdb", .array(entries), of: link, at: option.value.position)
  }

  private mutating func entry(for address: String, of network: UInt32?, at position: TextPosition) -> DocumentNode {
    var members = [
      member("mac", .string("00:00:00:00:00:00"), at: position), member("dst", .string(address), at: position),
    ]
    if let network { members.append(member("src_vni", .integer(Int64(network)), at: position)) }
    return node(.object(members), at: position)
  }

  /// `1000-1002,1005=192.0.2.1,192.0.2.10-192.0.2.12`: each network has all of the addresses.
  private mutating func entries(_ word: String, at position: TextPosition) -> [DocumentNode] {
    let sides = word.split(separator: "=").map { $0.split(separator: ",") }
    let networks = sides.first?.map { Self.range($0) { UInt32($0) } } ?? []
    let addresses = sides.last?.map { Self.range($0) { IPAddress(String($0))?.number } } ?? []
    let numbers = (networks + addresses).compactMap(\.self)
    let count = { (ranges: [ClosedRange<UInt32>?]) in
      ranges.reduce(0) { min($0 + ($1?.count ?? 0), Self.mostEntries + 1) }
    }
    guard sides.count == 2, !networks.isEmpty, !addresses.isEmpty, numbers.count == networks.count + addresses.count
    else {
      leaveOut(position, "network identifiers, \"=\" and addresses of IPv4 must stand here")
      return []
    }
    guard count(networks) * count(addresses) <= Self.mostEntries else {
      leaveOut(position, "this stands for more than \(Self.mostEntries) entries")
      return []
    }
    var entries: [DocumentNode] = []
    for network in networks.flatMap({ $0.map(Array.init) ?? [] }) {
      for address in addresses.flatMap({ $0.map(Array.init) ?? [] }) {
        entries.append(entry(for: IPAddress(number: address).description, of: network, at: position))
      }
    }
    return entries
  }

  private static func range(
    _ text: Substring, _ number: (Substring) -> UInt32?
  ) -> ClosedRange<UInt32>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(number)
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last else {
      return nil
    }
    return first...last
  }

  /// `10=10010 20-29=10020-10029`: the port has these VLANs, and no other, which a VXLAN of many networks would drop.
  mutating func readTunnels(_ interface: InterfacesFile.Interface, _ link: String) {
    read(interface) { importer in
      var tunnels: [DocumentNode.Member] = []
      var place: TextPosition?
      for option in interface.options where option.key == "bridge-vlan-vni-map" {
        place = place ?? option.value.position
        importer.within(.key(option.key)) { importer in
          for word in option.value.text?.split(separator: " ") ?? [] {
            let sides = word.split(separator: "=")
            guard sides.count == 2, let vlans = Self.range(sides[0], { UInt32($0) }),
              let networks = Self.networks(sides[1], of: vlans)
            else {
              importer.leaveOut(option.value.position, "VLANs, \"=\" and network identifiers must stand here")
              continue
            }
            importer.addVLAN("trunk", String(sides[0]), of: link, at: option.value.position)
            tunnels.append(importer.member(String(sides[0]), networks, at: option.value.position))
          }
        }
      }
      if let place, !tunnels.isEmpty { importer.setVLANs("tunnels", .object(tunnels), of: link, at: place) }
    }
  }

  /// Network identifiers, or `auto` for those of the VLANs, perhaps with something added or subtracted.
  private static func networks(_ text: Substring, of vlans: ClosedRange<UInt32>) -> DocumentNode.Content? {
    guard text.hasPrefix("auto") else {
      return UInt32(text).map { .integer(Int64($0)) } ?? range(text) { UInt32($0) }.map { _ in .string(String(text)) }
    }
    let offset = text.dropFirst(4)
    guard let number = offset.isEmpty ? 0 : Int64(offset), (-1 << 24...1 << 24).contains(number) else { return nil }
    let (first, last) = (Int64(vlans.lowerBound) + number, Int64(vlans.upperBound) + number)
    return first == last ? .integer(first) : .string("\(first)-\(last)")
  }
}

extension IPAddress {
  /// An address of IPv4 as a number; nil for one of IPv6.
  fileprivate var number: UInt32? { isIPv6 ? nil : bytes.reduce(0) { $0 << 8 | UInt32($1) } }

  fileprivate init(number: UInt32) {
    let octets = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    self.init(octets[0], octets[1], octets[2], octets[3])
  }
}
