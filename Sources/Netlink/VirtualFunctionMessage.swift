internal import CLinuxShim
internal import Glibc
public import NetworkModel

/// What a NIC does for one of its virtual functions: an `IFLA_VF_INFO`.
enum VirtualFunctionMessage {
  /// The functions in an `IFLA_VFINFO_LIST`, by their numbers.
  static func read(list: RawSpan) throws(MalformedMessage) -> [Int: Settings] {
    var functions: [Int: Settings] = [:]
    try list.forEachAttribute { (type, info) throws(MalformedMessage) in
      guard type == IFLA_VF_INFO else { return }
      var number: Int?
      var settings = Settings()
      try info.forEachAttribute { (type, value) throws(MalformedMessage) in
        let rows = UInt16(exactly: type).map { OptionTable.virtualFunction.rows(attribute: $0) } ?? []
        guard !rows.isEmpty else { return }
        // A list that has one tag.
        if type == IFLA_VF_VLAN_LIST {
          try value.forEachAttribute { (type, tag) throws(MalformedMessage) in
            if type == IFLA_VF_VLAN_INFO { try read(rows, tag, into: &settings, &number) }
          }
        } else {
          try read(rows, value, into: &settings, &number)
        }
      }
      if let number { functions[number] = settings }
    }
    return functions
  }

  private static func read(
    _ rows: [Option], _ structure: RawSpan, into settings: inout Settings, _ number: inout Int?
  ) throws(MalformedMessage) {
    number = Int(try structure.readUInt32(at: 0))
    for option in rows {
      guard case .virtualFunction(let place, _) = option.wire else { continue }
      // A driver may be older than a field, and a kernel too.
      guard place < structure.byteCount else { continue }
      let value = try OptionCodec.decode(option, structure.extracting(place..<structure.byteCount))
      if case .value(let value)? = value { settings[option] = value }
    }
  }

  /// Puts an `IFLA_VFINFO_LIST` about one function.
  static func put(_ number: Int, _ settings: Settings, into buffer: inout RequestBuffer) throws(KernelError) {
    try buffer.nest(IFLA_VFINFO_LIST) { (buffer) throws(KernelError) in
      try buffer.nest(IFLA_VF_INFO) { (buffer) throws(KernelError) in
        var done: Set<UInt16> = []
        for option in settings.entries.map(\.option) where done.insert(option.attribute).inserted {
          let bytes = structure(number, settings.filter { $0.option.attribute == option.attribute })
          guard Int(option.attribute) == IFLA_VF_VLAN_LIST else {
            try buffer.put(Int(option.attribute), bytes)
            continue
          }
          try buffer.nest(IFLA_VF_VLAN_LIST) { (buffer) throws(KernelError) in
            try buffer.put(IFLA_VF_VLAN_INFO, bytes)
          }
        }
      }
    }
  }

  /// The struct that has these fields, of one attribute; what is not among them is 0.
  private static func structure(_ number: Int, _ settings: Settings) -> [UInt8] {
    var bytes = UInt32(truncatingIfNeeded: number).bytesInHostOrder
    for entry in settings.entries {
      guard case .virtualFunction(let place, let field) = entry.option.wire else { continue }
      let content = field.bytes(of: entry.value)
      let missing = place + content.count - bytes.count
      if missing > 0 { bytes += [UInt8](repeating: 0, count: missing) }
      bytes.replaceSubrange(place..<place + content.count, with: content)
    }
    return bytes + [UInt8](repeating: 0, count: aligned(bytes.count) - bytes.count)
  }
}

extension WireFormat.Field {
  /// `MAX_ADDR_LEN`
  private static let longestAddress = 32

  fileprivate func bytes(of value: OptionValue) -> [UInt8] {
    switch (self, value) {
    case (.mac, .mac(let address)):
      return address.octets + [UInt8](repeating: 0, count: Self.longestAddress - address.octets.count)
    case (.etherType, .integer(let number)): return UInt16(truncatingIfNeeded: number).bigEndian.bytesInHostOrder
    case (_, .integer(let number)): return UInt32(truncatingIfNeeded: number).bytesInHostOrder
    case (_, .boolean(let isOn)): return UInt32(isOn ? 1 : 0).bytesInHostOrder
    default: return []
    }
  }
}

extension RequestBatch {
  /// Changes what a NIC does for one of its virtual functions.
  ///
  /// The kernel looks at what it finds of these one by one, and what came before a failure stays (do_setvfinfo). Fields of
  /// one struct have to be there together (``NetworkModel/Settings/completed(from:)``).
  public mutating func setVirtualFunction(
    _ number: Int, of link: Int32, _ settings: Settings
  ) throws(KernelError) {
    var header = ifinfomsg()
    header.ifi_index = link
    try append(RTM_NEWLINK, NLM_F_ACK, header) { (buffer) throws(KernelError) in
      try VirtualFunctionMessage.put(number, settings, into: &buffer)
    }
  }

  /// Asks for a link by index, with its virtual functions.
  mutating func queryVirtualFunctions(of link: Int32) throws(KernelError) {
    var header = ifinfomsg()
    header.ifi_index = link
    try append(RTM_GETLINK, 0, header, isQuery: true) { (buffer) throws(KernelError) in
      try buffer.put(IFLA_EXT_MASK, UInt32(RTEXT_FILTER_SKIP_STATS | RTEXT_FILTER_VF))
    }
  }
}

extension NetlinkClient where Transport: ~Copyable {
  /// Adds to a link how many virtual functions it has, and what it does for them. Some drivers have to ask the hardware, so
  /// no dump has it.
  public mutating func lookAtVirtualFunctions(of link: inout ObservedLink) throws(KernelError) {
    // By itself: the answer about 256 functions takes 50 KiB.
    var batch = RequestBatch()
    try batch.queryVirtualFunctions(of: link.index)
    let answer = perform(&batch)[0]
    if var error = answer.error {
      guard error.code != ENODEV else { return }
      error.request = "list the virtual functions of \(link.name)"
      throw error
    }
    link.settings[.virtualFunctions] = answer.link?.settings[.virtualFunctions]
    link.virtualFunctions = answer.link?.virtualFunctions ?? [:]
  }
}
