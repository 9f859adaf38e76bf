internal import CLinuxShim
internal import Glibc
internal import NetworkModel

/// Options as the kernel's attributes hold them, by their ``WireFormat``. No option has code of its own.
enum OptionCodec {
  /// What an attribute says of an option.
  enum Decoded: Equatable {
    /// Its value.
    case value(OptionValue)
    /// The index of the link that is its value, which the whole dump is needed to name; 0 for none.
    case link(Int32)
  }

  /// Reads an option from its attribute's payload; nil when the payload says nothing about it, such as the address of
  /// a tunnel, which is no MAC address.
  ///
  /// - Parameter attribute: Which of the option's attributes it is; nil for the row's own.
  static func decode(
    _ option: Option, _ payload: RawSpan, attribute: UInt16? = nil
  ) throws(MalformedMessage) -> Decoded? {
    switch option.wire {
    case .u8: .value(value(of: option, UInt64(try payload.readUInt8(at: 0))))
    case .u16: .value(value(of: option, UInt64(try payload.readUInt16(at: 0))))
    case .u16NetworkOrder: .value(value(of: option, try payload.readBigEndian(at: 0, count: 2)))
    case .u32, .u32OmittedAtZero, .u32Limited: .value(value(of: option, UInt64(try payload.readUInt32(at: 0))))
    case .s32: .value(.integer(Int64(try payload.readInt32(at: 0))))
    case .addressList: .value(.addresses(try addresses(payload)))
    case .u32NetworkOrder: .value(value(of: option, try payload.readBigEndian(at: 0, count: 4)))
    case .u64: .value(value(of: option, try payload.readUInt64(at: 0)))
    case .flag: .value(.boolean(true))
    case .wordFlag(let bit, let isNetworkOrder):
      .value(
        .boolean(
          (isNetworkOrder ? UInt16(try payload.readBigEndian(at: 0, count: 2)) : try payload.readUInt16(at: 0)) & bit
            != 0))
    case .address: .value(.address(try address(payload)))
    case .ttl(let inherit, _) where attribute == inherit:
      try payload.readUInt8(at: 0) == 0 ? nil : .value(.integer(Int64(UInt8.max) + 1))
    case .ttl: .value(value(of: option, UInt64(try payload.readUInt8(at: 0))))
    case .greKey: .value(value(of: option, try payload.readBigEndian(at: 0, count: 4)))
    case .macList: .value(.macs(try macs(payload)))
    case .mac:
      payload.byteCount == 6
        ? .value(.mac(MACAddress(bits: try payload.readBigEndian(at: 0, count: 6)))) : nil
    case .string: .value(.text(payload.text))
    case .interfaceFlag, .ipv6Configuration, .propertyList: nil
    case .virtualFunction(_, let field): try decode(option, field: field, payload)
    case .maskedFlag(let bit):
      try payload.readUInt32(at: 4) & bit == 0 ? nil : .value(.boolean(try payload.readUInt32(at: 0) & bit != 0))
    case .linkIndex: .link(Int32(truncatingIfNeeded: try payload.readUInt32(at: 0)))
    case .qosMap: .value(.map(try map(payload)))
    case .bitset: .value(.flags(try Bitset(payload).bits))
    }
  }

  /// Reads a field of a struct, at which the payload begins; nil where a driver says nothing (rtnl_fill_vfinfo presets -1).
  private static func decode(
    _ option: Option, field: WireFormat.Field, _ payload: RawSpan
  ) throws(MalformedMessage) -> Decoded? {
    switch field {
    case .mac: return .value(.mac(MACAddress(bits: try payload.readBigEndian(at: 0, count: 6))))
    case .etherType: return .value(value(of: option, try payload.readBigEndian(at: 0, count: 2)))
    case .word:
      let number = try payload.readUInt32(at: 0)
      return option.type == .boolean && number == .max ? nil : .value(value(of: option, UInt64(number)))
    }
  }

  /// Reads an option from the array of numbers in `IFLA_INET6_CONF`, in which its attribute is the place; nil for one
  /// that the kernel does not know, or that stands elsewhere.
  static func decode(_ option: Option, configuration: RawSpan) throws(MalformedMessage) -> OptionValue? {
    let offset = Int(option.attribute) * 4
    guard case .ipv6Configuration = option.wire, offset < configuration.byteCount else { return nil }
    return value(of: option, UInt64(try configuration.readUInt32(at: offset)))
  }

  /// What it means that the kernel leaves out all attributes of a table.
  static func absent(_ table: OptionTable) -> Settings {
    var settings = Settings()
    for option in table.rows { settings[option] = option.absent }
    return settings
  }

  /// Puts the attributes of options. Bits of one word become one attribute, with a mask of the bits that are meant.
  /// - Parameter index: Finds the index of a link that is an option's value.
  static func put(
    _ settings: Settings, into buffer: inout RequestBuffer, index: (LinkName) -> Int32?
  ) throws(KernelError) {
    var words: [(attribute: Int, flags: UInt32, mask: UInt32)] = []
    var plainWords: [(attribute: Int, bits: UInt16)] = []
    func set(_ bit: UInt16, _ isOn: Bool, in attribute: Int) {
      let place = plainWords.firstIndex { $0.attribute == attribute } ?? plainWords.endIndex
      if place == plainWords.endIndex { plainWords.append((attribute, 0)) }
      if isOn { plainWords[place].bits |= bit }
    }
    for entry in settings.entries {
      let option = entry.option
      let attribute = Int(option.attribute)
      switch (option.wire, entry.value) {
      case (.u8, _): try buffer.put(attribute, try number(option, entry.value, as: UInt8.self))
      case (.u16, _): try buffer.put(attribute, try number(option, entry.value, as: UInt16.self))
      case (.u16NetworkOrder, _):
        try buffer.put(attribute, try number(option, entry.value, as: UInt16.self).bigEndian)
      case (.u32, _), (.u32OmittedAtZero, _), (.u32Limited, _):
        try buffer.put(attribute, try number(option, entry.value, as: UInt32.self))
      case (.s32, _):
        try buffer.put(attribute, UInt32(bitPattern: try number(option, entry.value, as: Int32.self)))
      case (.addressList, .addresses(let list)):
        try buffer.nest(attribute) { (buffer) throws(KernelError) in
          for (place, address) in list.enumerated() { try buffer.put(place, address.bytes) }
        }
      case (.u32NetworkOrder, _):
        try buffer.put(attribute, try number(option, entry.value, as: UInt32.self).bigEndian)
      case (.u64, _): try buffer.put(attribute, try number(option, entry.value, as: UInt64.self))
      case (.flag, .boolean(let isOn)): if isOn { try buffer.put(attribute, [UInt8]()) }
      case (.wordFlag(let bit, let isNetworkOrder), .boolean(let isOn)):
        set(isNetworkOrder ? bit.bigEndian : bit, isOn, in: attribute)
      case (.address, .address(nil)): try buffer.put(attribute, [0, 0, 0, 0])
      case (.address(let ipv6), .address(let address?)):
        guard let place = address.isIPv6 ? ipv6.map({ Int($0) }) : attribute else { throw unfit(option, entry.value) }
        try buffer.put(place, address.bytes)
      case (.ttl(let inherit, let isFlag), .integer(let ttl)) where ttl > UInt8.max:
        try buffer.put(Int(inherit), isFlag ? [UInt8]() : [1])
      case (.ttl, _): try buffer.put(attribute, try number(option, entry.value, as: UInt8.self))
      case (.greKey(let flags), _):
        let key = try number(option, entry.value, as: UInt32.self)
        // GRE_KEY in include/uapi/linux/if_tunnel.h.
        set(UInt16(0x2000).bigEndian, key != 0, in: Int(flags))
        try buffer.put(attribute, key.bigEndian)
      case (.macList(let mode), .macs(let list)):
        try buffer.put(Int(mode), MACVLAN_MACADDR_SET.rawValue)
        try buffer.nest(attribute) { (buffer) throws(KernelError) in
          for address in list { try buffer.put(IFLA_MACVLAN_MACADDR, address.octets) }
        }
      case (.mac, .mac(let address)): try buffer.put(attribute, address.octets)
      case (.string, .text(let text)): try buffer.put(attribute, text)
      case (.interfaceFlag, .boolean), (.ipv6Configuration, _): break
      case (.maskedFlag(let bit), .boolean(let isOn)):
        let place = words.firstIndex { $0.attribute == attribute } ?? words.endIndex
        if place == words.endIndex { words.append((attribute, 0, 0)) }
        words[place].mask |= bit
        if isOn { words[place].flags |= bit }
      case (.linkIndex, .link(let name)):
        try buffer.put(attribute, UInt32(bitPattern: try resolve(name, of: option, index)))
      case (.bitset, .flags(let flags)): try Bitset(flags).put(attribute, into: &buffer)
      case (.qosMap, .map(let map)): try put(map, attribute, into: &buffer)
      default: throw unfit(option, entry.value)
      }
    }
    for word in plainWords { try buffer.put(word.attribute, word.bits) }
    for word in words { try buffer.put(word.attribute, word.flags.bytesInHostOrder + word.mask.bytesInHostOrder) }
  }

  /// The interface flags among the options, and the mask of those that are meant: `ifi_flags` and `ifi_change`.
  static func interfaceFlags(_ settings: Settings) -> (flags: UInt32, mask: UInt32) {
    var flags: UInt32 = 0
    var mask: UInt32 = 0
    for entry in settings.entries {
      guard case .interfaceFlag(let bit) = entry.option.wire else { continue }
      mask |= bit
      if entry.value == .boolean(true) { flags |= bit }
    }
    return (flags, mask)
  }

  private static func value(of option: Option, _ number: UInt64) -> OptionValue {
    switch option.type {
    case .boolean: .boolean(number != 0)
    case .user, .group: .account(Account(number: UInt32(truncatingIfNeeded: number)))
    // The kernel says whether there can be several queues, and not how many.
    case .queues: .integer(number == 0 ? 1 : 2)
    default: .integer(Int64(clamping: number))
    }
  }

  private static func number<Number: FixedWidthInteger>(
    _ option: Option, _ value: OptionValue, as type: Number.Type
  ) throws(KernelError) -> Number {
    let number: Number? =
      switch value {
      case .boolean(let isOn): isOn ? 1 : 0
      case .integer(let number): Number(exactly: number)
      case .account(let account): Number(exactly: account.number)
      default: nil
      }
    guard let number else { throw unfit(option, value) }
    return number
  }

  private static func resolve(
    _ name: LinkName?, of option: Option, _ index: (LinkName) -> Int32?
  ) throws(KernelError) -> Int32 {
    guard let name else { return 0 }
    guard let index = index(name) else {
      throw KernelError(
        request: "write \(option.name)", code: ENODEV, words: "there is no link \(name)", attribute: option.name)
    }
    return index
  }

  private static func address(_ payload: RawSpan) throws(MalformedMessage) -> IPAddress? {
    guard payload.byteCount == 4 || payload.byteCount == 16 else { return nil }
    var bytes: [UInt8] = []
    for place in 0..<payload.byteCount { bytes.append(try payload.readUInt8(at: place)) }
    return bytes.allSatisfy { $0 == 0 } ? nil : IPAddress(bytes: bytes)
  }

  private static func addresses(_ payload: RawSpan) throws(MalformedMessage) -> [IPAddress] {
    var list: [IPAddress] = []
    try payload.forEachAttribute { (_, entry) throws(MalformedMessage) in
      if let address = try address(entry) { list.append(address) }
    }
    return list
  }

  private static func macs(_ payload: RawSpan) throws(MalformedMessage) -> [MACAddress] {
    var list: [MACAddress] = []
    try payload.forEachAttribute { (type, entry) throws(MalformedMessage) in
      guard type == IFLA_MACVLAN_MACADDR else { return }
      list.append(MACAddress(bits: try entry.readBigEndian(at: 0, count: 6)))
    }
    return list.sorted { $0.bits < $1.bits }
  }

  private static func unfit(_ option: Option, _ value: OptionValue) -> KernelError {
    KernelError(
      request: "write \(option.name)", code: EINVAL, words: "\(option.text(value)) does not fit into the attribute",
      attribute: option.name)
  }

  // Every entry of a map is an attribute IFLA_VLAN_QOS_MAPPING with a struct ifla_vlan_qos_mapping.
  private static let qosMapping = 1

  private static func map(_ payload: RawSpan) throws(MalformedMessage) -> [Int64: Int64] {
    var map: [Int64: Int64] = [:]
    try payload.forEachAttribute { (type, entry) throws(MalformedMessage) in
      guard type == qosMapping else { return }
      map[Int64(try entry.readUInt32(at: 0))] = Int64(try entry.readUInt32(at: 4))
    }
    return map
  }

  private static func put(
    _ map: [Int64: Int64], _ attribute: Int, into buffer: inout RequestBuffer
  ) throws(KernelError) {
    try buffer.nest(attribute) { (buffer) throws(KernelError) in
      for (from, to) in map.sorted(by: { $0.key < $1.key }) {
        try buffer.put(
          qosMapping,
          UInt32(truncatingIfNeeded: from).bytesInHostOrder + UInt32(truncatingIfNeeded: to).bytesInHostOrder)
      }
    }
  }
}
