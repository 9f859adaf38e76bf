internal import CLinuxShim
internal import Glibc
public import NetworkModel

/// The conversation with ethtool's family of generic netlink, which is there for each link on its own: features and rings
/// are no part of what a dump of links tells.
public struct EthtoolClient<Transport: DatagramTransport & ~Copyable>: ~Copyable {
  private(set) var client: NetlinkClient<Transport>
  /// The number that the kernel gave the family.
  private let family: Int

  /// A client that speaks through `transport`, a generic one; nil where the kernel has no such family.
  public init?(_ transport: consuming Transport) throws(KernelError) {
    var client = NetlinkClient(transport)
    guard let family = try client.family(named: "ethtool") else { return nil }
    self.client = client
    self.family = family
  }

  /// What the kernel says of a link in these groups; nil when there is no such link any more.
  public mutating func look(
    at groups: Set<EthtoolGroup>, of link: Int32
  ) throws(KernelError) -> ObservedEthtool? {
    var result = ObservedEthtool()
    for group in EthtoolGroup.allCases where groups.contains(group) {
      let command = EthtoolMessage.commands(of: group)
      do throws(KernelError) {
        _ = try exchange("look at \(group.title)", group, command.get, link) { _ in
        } read: { (payload) throws(MalformedMessage) in
          try EthtoolMessage.read(group, payload, into: &result)
        }
      } catch {
        switch error.code {
        case EOPNOTSUPP: result.lacking.insert(group)
        case ENODEV: return nil
        default: throw error
        }
      }
    }
    return result
  }

  /// Sets what of one group differs, in one message.
  public mutating func set(_ group: EthtoolGroup, _ settings: Settings, of link: Int32) throws(KernelError) {
    let command = EthtoolMessage.commands(of: group)
    _ = try exchange("", group, command.set, link) { (buffer) throws(KernelError) in
      try OptionCodec.put(settings.at(.ethtool(group)), into: &buffer) { _ in nil }
    } read: { _ in
    }
  }

  /// - Parameter body: Puts the attributes behind the request's header.
  private mutating func exchange<Element>(
    _ request: String, _ group: EthtoolGroup, _ command: Int, _ link: Int32,
    _ body: (inout RequestBuffer) throws(KernelError) -> Void,
    read: (RawSpan) throws(MalformedMessage) -> Element
  ) throws(KernelError) -> [Element] {
    var buffer = RequestBuffer()
    let header = genlmsghdr(cmd: UInt8(command), version: UInt8(ETHTOOL_GENL_VERSION), reserved: 0)
    try buffer.append(type: family, flags: NLM_F_ACK, header: header) { (buffer) throws(KernelError) in
      try buffer.nest(EthtoolMessage.commands(of: group).header) { (buffer) throws(KernelError) in
        try buffer.put(ETHTOOL_A_HEADER_DEV_INDEX, UInt32(bitPattern: link))
        // Whether what was set was kept shows when the link is looked at again.
        if command == EthtoolMessage.commands(of: group).set {
          try buffer.put(ETHTOOL_A_HEADER_FLAGS, UInt32(ETHTOOL_FLAG_OMIT_REPLY))
        }
      }
      try body(&buffer)
    }
    return try client.exchange(
      request, &buffer, naming: { EthtoolMessage.name(at: $0, of: group, in: $1) }, read: read)
  }
}

extension NetlinkClient where Transport: ~Copyable {
  /// The number of a family of generic netlink, whose module the kernel loads where need be; nil where there is none.
  fileprivate mutating func family(named name: String) throws(KernelError) -> Int? {
    var buffer = RequestBuffer()
    let header = genlmsghdr(cmd: UInt8(CTRL_CMD_GETFAMILY), version: 1, reserved: 0)
    try buffer.append(type: Int(GENL_ID_CTRL), flags: NLM_F_ACK, header: header) { (buffer) throws(KernelError) in
      try buffer.put(CTRL_ATTR_FAMILY_NAME, name)
    }
    do throws(KernelError) {
      let numbers = try exchange("look for \(name)'s netlink", &buffer) {
        (payload) throws(MalformedMessage) in
        var number: Int?
        try payload.forEachAttribute(from: MemoryLayout<genlmsghdr>.size) { (type, value) throws(MalformedMessage) in
          if type == CTRL_ATTR_FAMILY_ID { number = Int(try value.readUInt16(at: 0)) }
        }
        return number
      }
      return numbers.lazy.compactMap(\.self).first
    } catch {
      guard error.code == ENOENT else { throw error }
      return nil
    }
  }
}
