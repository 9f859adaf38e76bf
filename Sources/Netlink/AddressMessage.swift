internal import CLinuxShim
internal import Glibc
public import NetworkModel

/// An address and the index of its link, as an `RTM_NEWADDR` message tells.
struct AddressMessage: Equatable {
  let link: Int32
  let address: Address

  /// Reads the payload: `struct ifaddrmsg` and attributes; nil for what is of neither IPv4 nor IPv6.
  init?(_ payload: RawSpan) throws(MalformedMessage) {
    var local: IPAddress?
    var first: IPAddress?
    var result = Address(IPAddress(0, 0, 0, 0), prefixLength: try payload.readUInt8(at: 1))
    // The header has eight bits for the flags; the attribute, where there is one, has all.
    result.flags = UInt32(try payload.readUInt8(at: 2))
    result.scope = Scope(rawValue: try payload.readUInt8(at: 3))
    try payload.forEachAttribute(from: MemoryLayout<ifaddrmsg>.size) { (type, value) throws(MalformedMessage) in
      switch type {
      case Int(IFA_LOCAL): local = IPAddress(value)
      case Int(IFA_ADDRESS): first = IPAddress(value)
      case Int(IFA_BROADCAST): result.broadcast = IPAddress(value)
      case Int(IFA_LABEL): result.label = value.text
      case Int(IFA_FLAGS): result.flags = try value.readUInt32(at: 0)
      case Int(IFA_RT_PRIORITY): result.metric = try value.readUInt32(at: 0)
      case Int(IFA_PROTO): result.origin = try value.readUInt8(at: 0)
      case Int(IFA_CACHEINFO):
        result.preferredLifetime = Address.Lifetime(kernel: try value.readUInt32(at: 0))
        result.validLifetime = Address.Lifetime(kernel: try value.readUInt32(at: 4))
      default: break
      }
    }
    guard let own = local ?? first else { return nil }
    result.local = own
    if let first, first != own { result.peer = first }
    // An address of IPv4 that is there for ever, but no longer preferred, has two endless lifetimes and this flag.
    if result.flags & UInt32(IFA_F_DEPRECATED) != 0 { result.preferredLifetime = .seconds(0) }
    result.noPrefixRoute = result.flags & UInt32(IFA_F_NOPREFIXROUTE) != 0
    link = try payload.readInt32(at: 4)
    address = result
  }
}

extension Address.Lifetime {
  /// All ones stand for ever (`INFINITY_LIFE_TIME`).
  fileprivate init(kernel seconds: UInt32) { self = seconds == .max ? .forever : .seconds(seconds) }

  /// The seconds, or all ones.
  var kernelNumber: UInt32 { if case .seconds(let number) = self { number } else { .max } }
}

extension IPAddress {
  /// Reads an attribute's payload; nil when it has neither four nor sixteen bytes.
  init?(_ value: RawSpan) {
    guard value.byteCount == 4 || value.byteCount == 16 else { return nil }
    self.init(bytes: value.octets)
  }
}

extension NetlinkClient where Transport: ~Copyable {
  /// The IP addresses of a link, or of all links of the namespace, by the link's index, in the kernel's order.
  public mutating func addresses(of link: Int32? = nil) throws(KernelError) -> [Int32: [Address]] {
    var header = ifaddrmsg()
    if let link { header.ifa_index = UInt32(bitPattern: link) }
    let messages: [AddressMessage]
    do throws(KernelError) {
      messages = try dump("list addresses", type: RTM_GETADDR, header: header) { (payload) throws(MalformedMessage) in
        try AddressMessage(payload)
      }
    } catch {
      // The link is gone by now.
      guard link != nil, error.code == ENODEV else { throw error }
      return [:]
    }
    var result: [Int32: [Address]] = [:]
    for message in messages { result[message.link, default: []].append(message.address) }
    return result
  }
}
