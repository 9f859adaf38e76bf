@testable import Netlink
import NetworkModel

/// Attributes of a message by type, apart from the reader that is tested.
struct Attributes {
  /// Payloads by type, at the top level or all of one nest.
  var byType: [Int: [UInt8]] = [:]

  /// The attributes from `start` on, to the end.
  init(_ bytes: [UInt8], from start: Int) {
    var place = start
    while place + 4 <= bytes.count {
      let length = Int(bytes[place]) | Int(bytes[place + 1]) << 8
      let type = (Int(bytes[place + 2]) | Int(bytes[place + 3]) << 8) & 0x3FFF
      byType[type] = Array(bytes[place + 4..<place + length])
      place += (length + 3) & ~3
    }
  }

  /// The attributes of a link message without its netlink header.
  init(link payload: [UInt8]) { self.init(payload, from: 16) }

  /// The attributes at a place of a link message.
  func at(_ place: OptionTable.Place) -> [Int: [UInt8]] {
    // IFLA_LINKINFO, and in it IFLA_INFO_DATA and IFLA_INFO_SLAVE_DATA
    let info = Attributes(byType[18] ?? [], from: 0).byType
    let isTAP = info[1] == Array("tun\0".utf8)
    switch place {
    case .link: return byType
    case .kindData: return isTAP ? [:] : Attributes(info[2] ?? [], from: 0).byType
    case .tapDevice: return isTAP ? Attributes(info[2] ?? [], from: 0).byType : [:]
    case .portData: return Attributes(info[5] ?? [], from: 0).byType
    // IFLA_PROP_LIST
    case .properties: return Attributes(byType[52] ?? [], from: 0).byType
    case .deviceFile, .trafficControl, .ethtool, .sriov, .virtualFunction, .vlanEntry, .globalVLAN: return [:]
    // IFLA_AF_SPEC, and in it AF_INET6
    case .ipv6: return Attributes(Attributes(byType[26] ?? [], from: 0).byType[10] ?? [], from: 0).byType
    }
  }
}

extension RawSpan {
  /// The bytes as an array.
  var array: [UInt8] { (0..<byteCount).compactMap { try? readUInt8(at: $0) } }
}
