internal import NetworkModel

/// The table and the name: `bridge.ageing_time`.
extension Option.ID: RecordWord {
  init?(recordWord: String) {
    guard let id = Self.byWord[recordWord] else { return nil }
    self = id
  }

  var recordWord: String { Self.words[self] ?? Option[self].name }

  /// The tables by the word that stands for each. Those of the kinds go by the kind.
  private static let tables: [(word: String, table: OptionTable)] =
    [
      ("link", .link), ("port", .port), ("ipv6", .ipv6), ("bond_port", .bondPort), ("device_file", .deviceFile),
      ("properties", .properties), ("rate", .rate), ("sriov", .sriov), ("virtual_function", .virtualFunction),
      ("vlan_entry", .vlanEntry), ("global_vlan", .globalVLAN),
      ("ethtool", .privateFlags), ("ethtool", .channels), ("ethtool", .rings), ("ethtool", .coalescing),
      ("ethtool", .pause), ("ethtool", .features),
    ]
    + LinkKind.allCases.compactMap { kind in kind.table.map { (kind.rawValue, $0) } }

  private static let byWord: [String: Option.ID] = Dictionary(
    uniqueKeysWithValues: tables.flatMap { place in place.table.rows.map { ("\(place.word).\($0.name)", $0.id) } })

  private static let words = Dictionary(uniqueKeysWithValues: byWord.map { ($1, $0) })
}

/// The form and the value: `integer:1500`.
extension OptionValue: RecordWord {
  init?(recordWord: String) {
    guard let colon = recordWord.firstIndex(of: ":") else { return nil }
    let rest = String(recordWord[recordWord.index(after: colon)...])
    let value: OptionValue? =
      switch recordWord[..<colon] {
      case "boolean": Bool(recordWord: rest).map(OptionValue.boolean)
      case "integer": Int64(rest).map(OptionValue.integer)
      case "mac": MACAddress(recordWord: rest).map(OptionValue.mac)
      case "text": String(recordWord: rest).map(OptionValue.text)
      case "account": Account(recordWord: rest).map(OptionValue.account)
      case "link": LinkName?(recordWord: rest).map(OptionValue.link)
      case "map": Self.map(rest).map(OptionValue.map)
      case "address": IPAddress?(recordWord: rest).map(OptionValue.address)
      case "addresses": Self.list(rest).map(OptionValue.addresses)
      case "macs": Self.list(rest).map(OptionValue.macs)
      // No name has a slash.
      case "names": Self.list(rest, separator: "/").map(OptionValue.names)
      case "limit": TrafficLimit(recordWord: rest).map(OptionValue.limit)
      case "flags": Self.flags(rest).map(OptionValue.flags)
      default: nil
      }
    guard let value else { return nil }
    self = value
  }

  var recordWord: String {
    switch self {
    case .boolean(let isOn): "boolean:" + isOn.recordWord
    case .integer(let number): "integer:" + String(number)
    case .mac(let address): "mac:" + address.recordWord
    case .text(let text): "text:" + text.recordWord
    case .account(let account): "account:" + account.recordWord
    case .link(let name): "link:" + name.recordWord
    case .map(let map): "map:" + map.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    case .address(let address): "address:" + address.recordWord
    case .addresses(let list): "addresses:" + list.map(\.recordWord).joined(separator: ",")
    case .macs(let list): "macs:" + list.map(\.recordWord).joined(separator: ",")
    case .names(let list): "names:" + list.map(\.recordWord).joined(separator: "/")
    case .limit(let limit): "limit:" + limit.recordWord
    case .flags(let flags): "flags:" + flags.sorted { $0.key < $1.key }.map(Self.flagWord).joined(separator: "/")
    }
  }

  private static func list<Element: RecordWord>(_ text: String, separator: Character = ",") -> [Element]? {
    let words = text.split(separator: separator)
    let list = words.compactMap { Element(recordWord: String($0)) }
    return list.count == words.count ? list : nil
  }

  /// `+tx-gso-list`. A driver may call its flags as it likes, also by names with a slash.
  private static func flagWord(_ name: String, _ isOn: Bool) -> String {
    (isOn ? "+" : "-")
      + name.recordWord.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "%2f")
  }

  private static func flags(_ text: String) -> [String: Bool]? {
    var flags: [String: Bool] = [:]
    for word in text.split(separator: "/") {
      guard word.hasPrefix("+") || word.hasPrefix("-"), let name = String(recordWord: String(word.dropFirst())) else {
        return nil
      }
      flags[name] = word.hasPrefix("+")
    }
    return flags
  }

  private static func map(_ text: String) -> [Int64: Int64]? {
    var map: [Int64: Int64] = [:]
    for pair in text.split(separator: ",") {
      let numbers = pair.split(separator: "=", omittingEmptySubsequences: false).map { Int64($0) }
      guard numbers.count == 2, let key = numbers[0], let value = numbers[1] else { return nil }
      map[key] = value
    }
    return map
  }
}

/// The number, and behind a colon the name where there is one.
extension Account: RecordWord {
  init?(recordWord: String) {
    let parts = recordWord.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let number = UInt32(parts[0]) else { return nil }
    if parts.count == 1 {
      self.init(number: number)
    } else {
      guard let name = String(recordWord: String(parts[1])) else { return nil }
      self.init(number: number, name: name)
    }
  }

  var recordWord: String { name.map { "\(number):\($0.recordWord)" } ?? String(number) }
}

/// The rate and the burst, the hook, and whether it was made for the limit: `12500000,125952,spare,yes`.
extension TrafficLimit: RecordWord {
  init?(recordWord: String) {
    let parts = recordWord.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, let rate = UInt64(parts[0]), let burst = UInt32(parts[1]),
      let hook = Hook?(recordWord: parts[2]), let isInOwnHook = Bool(recordWord: parts[3])
    else { return nil }
    self.init(rate: rate, burst: burst, hook: hook)
    self.isInOwnHook = isInOwnHook
  }

  var recordWord: String { "\(rate),\(burst),\(hook.recordWord),\(isInOwnHook.recordWord)" }
}

extension TrafficLimit.Hook: RecordWord {
  init?(recordWord: String) { self.init(rawValue: recordWord) }

  var recordWord: String { rawValue }
}
