internal import NetworkModel

/// MAC addresses.
extension DocumentDecoder {
  /// An address that one device has; `owner` says of what sort.
  mutating func decodeMAC(_ node: DocumentNode, of owner: String = "a link's own address") -> MACAddress? {
    guard let address = decodeAnyMAC(node) else { return nil }
    if address.isMulticast {
      let first = (address.octets[0] < 16 ? "0" : "") + String(address.octets[0], radix: 16)
      report(
        node.position,
        "\(address) is a multicast address, for the lowest bit of its first octet \(first) is set; "
          + "\(owner) must be a unicast one")
      return nil
    }
    if address.isZero {
      report(node.position, "\(address) is no address; the kernel refuses it")
      return nil
    }
    return address
  }

  /// The address of a device, of a group, or of nobody.
  mutating func decodeAnyMAC(_ node: DocumentNode) -> MACAddress? {
    if case .string(let text) = node.content, let address = MACAddress(text) { return address }
    report(node.position, "a MAC address such as \"52:54:00:12:34:56\" must stand here, not \(node.title)")
    return nil
  }

  mutating func decodeGroupAddress(_ node: DocumentNode) -> MACAddress? {
    guard case .string(let text) = node.content, let address = MACAddress(text),
      address.bits >> 4 == 0x0180_C200_000, ![1, 2, 3].contains(address.bits & 0xF)
    else {
      report(
        node.position,
        "a group address from 01:80:c2:00:00:00 to 01:80:c2:00:00:0f, without those that end in 1, 2 and 3, "
          + "must stand here, not \(node.title)")
      return nil
    }
    return address
  }
}
