internal import CLinuxShim
internal import Glibc
internal import NetworkModel

/// Finds out how the document calls the attribute at which the kernel points in an error.
enum AttributeNames {
  /// The name of the attribute that begins at `offset` of a link request, header included; nil for one that is not
  /// known.
  static func name(at offset: Int, in request: RawSpan) -> String? {
    guard offset >= MessageHeader.length, let type = try? request.readUInt16(at: 4) else { return nil }
    if Int(type) == RTM_NEWVLAN { return vlanOption(at: offset, in: request) }
    guard Int(type) == RTM_NEWLINK || Int(type) == RTM_SETLINK || Int(type) == RTM_DELLINK else { return nil }
    var name: String?
    // A request of our own is well-formed; were it not, there would be no name to give.
    try? walk(
      request, from: MessageHeader.length + MemoryLayout<ifinfomsg>.size, base: 0, table: OptionTable.link, offset,
      &name)
    return name
  }

  /// In a request about VLANs, which has one attribute with options in it.
  private static func vlanOption(at offset: Int, in request: RawSpan) -> String? {
    let start = MessageHeader.length + MemoryLayout<br_vlan_msg>.size
    var name: String?
    try? request.forEachAttribute(from: start) { (type, options) throws(MalformedMessage) in
      let table = type == BRIDGE_VLANDB_GLOBAL_OPTIONS ? OptionTable.globalVLAN : .vlanEntry
      try walk(options, from: 0, base: start + attributeHeaderLength, table: table, offset, &name)
    }
    return name
  }

  private static func walk(
    _ bytes: RawSpan, from start: Int, base: Int, table: OptionTable, _ offset: Int, _ name: inout String?
  ) throws(MalformedMessage) {
    var position = start
    var kind: LinkKind?
    var master: LinkKind?
    try bytes.forEachAttribute(from: start) { (type, value) throws(MalformedMessage) in
      defer { position += aligned(attributeHeaderLength + value.byteCount) }
      let inner = base + position + attributeHeaderLength
      if base + position == offset {
        name = known[type].flatMap { table.place == .link ? $0 : nil }
        if let attribute = UInt16(exactly: type), let option = table.rows(attribute: attribute).first {
          name = option.name
        }
        return
      }
      guard table.place == .link else { return }
      switch type {
      case IFLA_LINKINFO:
        var place = 0
        try value.forEachAttribute { (type, data) throws(MalformedMessage) in
          defer { place += aligned(attributeHeaderLength + data.byteCount) }
          var table: OptionTable?
          switch type {
          case IFLA_INFO_KIND:
            kind = LinkKind.called(data.text)
            if inner + place == offset { name = "kind" }
          case IFLA_INFO_DATA: table = kind?.table
          case IFLA_INFO_SLAVE_KIND: master = LinkKind.called(data.text)
          case IFLA_INFO_SLAVE_DATA: table = master?.traits.ports?.table
          default: break
          }
          if let table {
            try walk(data, from: 0, base: inner + place + attributeHeaderLength, table: table, offset, &name)
          }
        }
      case IFLA_AF_SPEC where inner..<inner + value.byteCount ~= offset:
        name = "vlan"
        // In a message to a bridge, VLANs and a few other things, none of which has this number.
        var place = 0
        try value.forEachAttribute { (type, data) throws(MalformedMessage) in
          defer { place += aligned(attributeHeaderLength + data.byteCount) }
          guard type == Int(AF_INET6) else { return }
          name = nil
          try walk(
            data, from: 0, base: inner + place + attributeHeaderLength, table: OptionTable.ipv6, offset, &name)
        }
      default: break
      }
    }
  }

  /// Attributes of links that are no options: the words of the document for them.
  private static let known: [Int: String] = [
    IFLA_IFNAME: "name", IFLA_MASTER: "master", IFLA_LINK: "link", IFLA_LINKINFO: "kind", IFLA_AF_SPEC: "vlan",
    IFLA_VFINFO_LIST: "vf",
  ]
}
