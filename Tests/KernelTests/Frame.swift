/// An Ethernet frame that carries a text under an EtherType for experiments (IEEE 802, 0x88B5), with or without a tag.
struct Frame: Equatable, CustomStringConvertible {
  var destination: [UInt8] = Frame.broadcast
  var source: [UInt8]
  /// The identifier in its 802.1Q tag.
  var vlan: UInt16?
  var text: String

  static let broadcast = [UInt8](repeating: 0xFF, count: 6)

  /// The address of the guest with that number.
  static func address(_ number: UInt8) -> [UInt8] { [0x52, 0x54, 0, 0, 0, number] }

  /// A frame from the guest with that number, to all others if not to one.
  init(from number: UInt8, to other: UInt8? = nil, vlan: UInt16? = nil, _ text: String) {
    source = Self.address(number)
    destination = other.map(Self.address) ?? Self.broadcast
    self.vlan = vlan
    self.text = text
  }

  /// Nil when it is not one of these.
  init?(bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes)
    guard bytes.count >= 60 else { return nil }
    var rest = bytes[12...]
    if rest.starts(with: [0x81, 0x00]) {
      vlan = UInt16(rest[14] & 0x0F) << 8 | UInt16(rest[15])
      rest = rest.dropFirst(4)
    }
    guard rest.starts(with: [0x88, 0xB5]) else { return nil }
    destination = Array(bytes[0..<6])
    source = Array(bytes[6..<12])
    text = String(decoding: rest.dropFirst(2).prefix { $0 != 0 }, as: UTF8.self)
  }

  var bytes: [UInt8] {
    var bytes = destination + source
    if let vlan { bytes += [0x81, 0x00, UInt8(vlan >> 8), UInt8(vlan & 0xFF)] }
    bytes += [0x88, 0xB5] + Array(text.utf8)
    // 60 bytes is the shortest frame, without its check sequence.
    return bytes + [UInt8](repeating: 0, count: max(1, 64 - bytes.count))
  }

  var description: String { "\"\(text)\"" + (vlan.map { " in VLAN \($0)" } ?? "") }
}
