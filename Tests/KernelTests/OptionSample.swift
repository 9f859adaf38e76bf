internal import Glibc
internal import NetworkModel

/// A value of an option for tests: as a document writes it, and as `ip -d -j link` shows it.
struct OptionSample {
  /// The value in JSON.
  let document: String
  /// The value as ``JSON/comparable`` has it.
  let shown: String
  /// How far the number shown may be off: the kernel keeps times in jiffies.
  let tolerance: Int

  /// The value that a new link has by itself; nil where that depends.
  static func standard(of option: Option) -> OptionSample? {
    option.standard.flatMap { OptionSample(option, $0) }
  }

  /// Another value than the standard one, and as far from it as there is a choice.
  /// - Parameter link: The name of a link, for options that take one.
  static func unusual(of option: Option, link: LinkName) -> OptionSample? {
    OptionSample(option, value(of: option, link: link))
  }

  /// The value of that in the kernel's units.
  static func value(of option: Option, link: LinkName) -> OptionValue {
    let standard: Int64 = if case .integer(let number) = option.standard { number } else { 0 }
    switch option.type {
    case .boolean: return .boolean(option.standard != .boolean(true))
    case .integer(let range, _):
      return .integer(range.contains(standard + 1) ? standard + 1 : range.lowerBound)
    // Whole seconds, which no rounding changes.
    case .seconds(_, let ticks): return .integer((standard / ticks + 1) * ticks)
    case .bitmask(let allowed): return .integer(allowed)
    case .enumeration(let words): return .integer(words.last?.number ?? standard)
    case .numberOrWord(let range, _): return .integer(min(standard + 7, range.upperBound))
    case .ports: return .integer(40_000 << 16 | 50_000)
    case .address: return .address(IPAddress(192, 0, 2, 77))
    case .addresses(let isIPv6, _):
      return .addresses([IPAddress(isIPv6 ? "2001:db8::1" : "192.0.2.77")].compactMap(\.self))
    case .macs: return .macs([MACAddress(bits: 0x5254_0000_0001), MACAddress(bits: 0x5254_0000_0002)])
    case .names: return .names(["first", "second"])
    case .groupAddress: return .mac(MACAddress(bits: 0x0180_C200_000E))
    case .link: return .link(link)
    case .queues, .mac, .text, .user, .group, .map, .limit, .flags: return .text("")
    }
  }

  private init?(_ option: Option, _ value: OptionValue) {
    var tolerance = 0
    switch (option.type, value) {
    case (_, .boolean(let isOn)):
      document = String(isOn)
      shown = isOn ? "1" : "0"
    case (.seconds(_, let ticks), .integer(let number)):
      document = Option.decimal(number, per: ticks)
      shown = String(number)
      tolerance = 1
    case (.bitmask, .integer(let number)):
      document = "\"0x\(String(number, radix: 16))\""
      shown = String(number)
    case (.enumeration(let words), .integer(let number)):
      let word = words.first { $0.number == number }?.name ?? ""
      document = "\"\(word)\""
      shown = word
    case (.ports, .integer(let ports)):
      document = "\"\(ports >> 16)-\(ports & 0xFFFF)\""
      shown = "\(ports >> 16)-\(ports & 0xFFFF)"
    case (_, .address(let address)):
      document = address.map { "\"\($0)\"" } ?? "null"
      shown = address?.description ?? "none"
    case (_, .macs(let list)):
      document = "[" + list.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
      shown = list.isEmpty ? "none" : list.map(\.description).joined(separator: " ")
    case (_, .names(let list)):
      document = "[" + list.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
      shown = list.joined(separator: " ")
    case (_, .integer(let number)):
      document = String(number)
      shown = String(number)
    case (_, .mac(let address)):
      document = "\"\(address)\""
      shown = address.description
    case (_, .link(let name)):
      document = name.map { "\"\($0)\"" } ?? "null"
      shown = name?.text ?? "none"
    default: return nil
    }
    self.tolerance = tolerance
  }

  /// Whether what `ip` shows is this value.
  func matches(_ text: String) -> Bool {
    if let wanted = Int(shown), let found = Int(text) { return abs(wanted - found) <= tolerance }
    return text == shown
  }
}

/// The release of the running kernel.
enum Kernel {
  static let release: [Int] = {
    var names = utsname()
    unsafe uname(&names)
    let text = unsafe withUnsafeBytes(of: &names.release) { unsafe String(decoding: $0, as: UTF8.self) }
    return numbers(text)
  }()

  /// Whether the running kernel is at least of that version, such as `6.7`; so it is of none.
  static func has(_ version: String?) -> Bool {
    guard let version else { return true }
    return !release.prefix(2).lexicographicallyPrecedes(numbers(version))
  }

  private static func numbers(_ text: String) -> [Int] {
    text.prefix { $0.isNumber || $0 == "." }.split(separator: ".").prefix(2).compactMap { Int($0) }
  }
}
