extension Option {
  /// A value of this option as people read it: `on`, `1500`, `15 s`, `802.1Q`, `0x4000`, `libvirt-qemu`.
  public func text(_ value: OptionValue) -> String {
    switch value {
    case .boolean(let isOn): isOn ? "on" : "off"
    case .integer(let number): text(number)
    case .mac(let address): address.description
    case .text(let text): "\"\(text)\""
    case .account(let account): account.name ?? String(account.number)
    case .link(let name): name?.text ?? "none"
    case .map(let map):
      map.isEmpty
        ? "none" : map.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: " ")
    case .address(let address): address?.description ?? "none"
    case .addresses(let list): list.isEmpty ? "none" : list.map(\.description).joined(separator: " ")
    case .macs(let list): list.isEmpty ? "none" : list.map(\.description).joined(separator: " ")
    case .names(let list): list.isEmpty ? "none" : list.joined(separator: " ")
    case .limit(let limit): limit.description
    case .flags(let flags):
      flags.isEmpty
        ? "none"
        : flags.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value ? "on" : "off")" }.joined(separator: " ")
    }
  }

  private func text(_ number: Int64) -> String {
    switch type {
    case .seconds(_, let ticksPerSecond): Self.decimal(number, per: ticksPerSecond) + " s"
    case .bitmask: "0x" + String(number, radix: 16)
    case .enumeration(let words), .numberOrWord(_, let words):
      words.first { $0.number == number }?.name ?? String(number)
    case .ports: "\(number >> 16)-\(number & 0xFFFF)"
    default: String(number)
    }
  }

  /// `number / divisor` as an exact decimal without needless zeros, for a divisor that is a power of ten.
  public static func decimal(_ number: Int64, per divisor: Int64) -> String {
    let (whole, rest) = number.quotientAndRemainder(dividingBy: divisor)
    guard rest != 0 else { return String(whole) }
    var fraction = String(String(divisor + rest).dropFirst())
    while fraction.last == "0" { fraction.removeLast() }
    return "\(whole).\(fraction)"
  }
}

extension Settings {
  /// The settings as a list for people: `mtu 1500, promiscuous on`.
  public var summary: String {
    entries.map { "\($0.option.path) \($0.option.text($0.value))" }.joined(separator: ", ")
  }
}
