internal import CLinuxShim
internal import Glibc
internal import KernelTestSupport
internal import NetworkModel

/// What the kernel says of VLANs, attribute by attribute: Debian 12's `bridge` is older than some of their settings.
struct BareVLANs {
  private let attributes: [(vlans: ClosedRange<Int>, settings: ArraySlice<UInt8>)]

  /// Asks for what is kept of VLANs at a port, or at a bridge itself, or of a bridge's VLANs as wholes.
  init(of link: String, _ place: OptionTable.Place, on host: Host) throws {
    guard let index = try host.links()[link]["ifindex"].integer else {
      throw Failure(description: "there is no link \(link)")
    }
    let isGlobal = place == .globalVLAN
    var found: [(vlans: ClosedRange<Int>, settings: ArraySlice<UInt8>)] = []
    for message in try Self.dump(index, flags: isGlobal ? Int(BRIDGE_VLANDB_DUMPF_GLOBAL) : 0, on: host) {
      // Behind struct nlmsghdr and struct br_vlan_msg.
      var rest = message.dropFirst(24)
      while rest.count >= 4 {
        let length = Int(Bytes.number(rest, at: 0, count: 2))
        let inner = rest.prefix(length).dropFirst(4)
        let info = Attribute.find(isGlobal ? Int(BRIDGE_VLANDB_GOPTS_ID) : Int(BRIDGE_VLANDB_ENTRY_INFO), in: inner)
        let last = Attribute.find(isGlobal ? Int(BRIDGE_VLANDB_GOPTS_RANGE) : Int(BRIDGE_VLANDB_ENTRY_RANGE), in: inner)
        if let first = info.map({ Int(Bytes.number($0, at: isGlobal ? 0 : 2, count: 2)) }) {
          found.append((first...(last.map { Int(Bytes.number($0, at: 0, count: 2)) } ?? first), inner))
        }
        rest = rest.dropFirst((length + 3) & ~3)
      }
    }
    attributes = found
  }

  /// The value of a setting of a VLAN, in the form of ``OptionSample/shown``.
  func text(of option: Option, vlan: Int) -> String {
    let settings = attributes.first { $0.vlans.contains(vlan) }?.settings
    guard let value = settings.flatMap({ Attribute.find(Int(option.attribute), in: $0) }) else { return "none" }
    let number = Bytes.number(value, at: 0, count: value.count)
    if case .enumeration = option.type { return option.text(.integer(Int64(number))) }
    return String(number)
  }

  private static func dump(_ index: Int, flags: Int, on host: Host) throws -> [ArraySlice<UInt8>] {
    try host.namespace.run {
      let descriptor = socket(AF_NETLINK, Int32(SOCK_RAW.rawValue), NETLINK_ROUTE)
      guard descriptor >= 0 else { throw Failure(description: "socket: errno \(errno)") }
      defer { close(descriptor) }
      // struct nlmsghdr, struct br_vlan_msg, and BRIDGE_VLANDB_DUMP_FLAGS.
      let request =
        little(32, 4) + little(Int(RTM_GETVLAN), 2) + little(Int(NLM_F_REQUEST | NLM_F_DUMP), 2) + little(1, 4)
        + little(0, 4) + little(Int(AF_BRIDGE), 4) + little(index, 4) + little(8, 2)
        + little(Int(BRIDGE_VLANDB_DUMP_FLAGS), 2) + little(flags, 4)
      guard unsafe send(descriptor, request, request.count, 0) == request.count else {
        throw Failure(description: "send: errno \(errno)")
      }
      var messages: [ArraySlice<UInt8>] = []
      while true {
        var buffer = [UInt8](repeating: 0, count: 1 << 17)
        let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { throw Failure(description: "recv: errno \(errno)") }
        var rest = buffer[..<count]
        while rest.count >= 16 {
          let type = Int32(Bytes.number(rest, at: 4, count: 2))
          if type == NLMSG_DONE { return messages }
          guard type == RTM_NEWVLAN else { throw Failure(description: "no list of the VLANs of the link \(index)") }
          let length = Int(Bytes.number(rest, at: 0, count: 4))
          messages.append(rest.prefix(length))
          rest = rest.dropFirst((length + 3) & ~3)
        }
      }
    }
  }

  private static func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
}
