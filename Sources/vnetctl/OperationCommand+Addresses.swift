import NetworkModel

extension Address {
  /// What of an address `ip address` needs to tell it from others.
  var keyWords: [String] {
    peer.map { [local.description, "peer", "\($0)/\(prefixLength)"] } ?? ["\(local)/\(prefixLength)"]
  }

  /// `IFA_F_*` that a maker of addresses decides, in the words of `ip address`.
  private static let decisions: KeyValuePairs<UInt32, String> = [
    0x02: "nodad", 0x10: "home", 0x100: "mngtmpaddr", 0x400: "autojoin",
  ]

  /// All that `ip address` has to be told.
  func words(on link: LinkName) -> [String] {
    var words = keyWords
    if let broadcast { words += ["broadcast", broadcast.description] }
    // IPv6 knows the scope from the address, and has no labels. `ip` takes no label that begins with another name.
    if let scope, !local.isIPv6 { words += ["scope", scope.description] }
    if let label, !local.isIPv6, label != link.text, label.hasPrefix(link.text) { words += ["label", label] }
    words += ["dev", link.text]
    if let metric { words += ["metric", String(metric)] }
    if let validLifetime, validLifetime != .forever { words += ["valid_lft", Self.text(validLifetime)] }
    if let preferredLifetime, preferredLifetime != .forever {
      words += ["preferred_lft", Self.text(preferredLifetime)]
    }
    words += Self.decisions.filter { flags & $0.key != 0 }.map(\.value)
    if noPrefixRoute == true { words.append("noprefixroute") }
    return words
  }

  private static func text(_ lifetime: Lifetime) -> String {
    switch lifetime {
    case .forever: "forever"
    case .seconds(let seconds): String(seconds)
    }
  }
}

extension Route {
  /// `RTAX_*` in the words of `ip route`, with their lock in front where the kernel keeps one.
  private static let metricWords: KeyValuePairs<UInt16, String> = [
    2: "mtu", 3: "window", 4: "rtt", 5: "rttvar", 6: "ssthresh", 7: "cwnd", 8: "advmss", 9: "reordering",
    10: "hoplimit", 11: "initcwnd", 13: "rto_min", 14: "initrwnd", 15: "quickack", 17: "fastopen_no_cookie",
  ]
  /// `RTAX_LOCK`, a bit for each metric that is locked; and `RTAX_CC_ALGO`, the one metric that is a text.
  private static let (lock, congestionControl): (UInt16, UInt16) = (1, 16)

  /// `ip route VERB …`. What an attribute that vnetctl does not know means, no command can say.
  func command(_ verb: String) -> [String] {
    var words = ["ip"] + (destination.isIPv6 ? ["-6"] : []) + ["route", verb]
    if action != .unicast { words.append(action.word) }
    words.append(destination.description)
    // Every number is hexadecimal to it here.
    if typeOfService != 0 { words += ["tos", "0x" + String(typeOfService, radix: 16)] }
    if table != Self.mainTable { words += ["table", String(table)] }
    words += ["proto", origin == Self.staticOrigin ? "static" : String(origin)]
    if !destination.isIPv6 { words += ["scope", scope.description] }
    if metric != 0 { words += ["metric", String(metric)] }
    if let source { words += ["src", source.description] }
    if let expires, verb != "del" { words += ["expires", String(expires)] }
    words += metricCommand
    if let nexthop { return words + ["nhid", String(nexthop)] }
    for hop in hops { words += hops.count > 1 ? ["nexthop"] + hopWords(hop, isOneOfSeveral: true) : hopWords(hop) }
    return words
  }

  private var metricCommand: [String] {
    let locks = Self.number(metrics[Self.lock] ?? [])
    var words = Self.metricWords.flatMap { number, word -> [String] in
      guard let value = metrics[number] else { return [] }
      let lock = locks >> UInt64(number) & 1 == 1 && Self.canBeLocked(word) ? ["lock"] : []
      return [word] + lock + [String(Self.number(value))]
    }
    if let name = metrics[Self.congestionControl] {
      words += ["congctl", String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)]
    }
    return words
  }

  /// `ip` takes the word `lock` before these.
  private static func canBeLocked(_ word: String) -> Bool {
    !["initcwnd", "initrwnd", "quickack", "fastopen_no_cookie"].contains(word)
  }

  /// A number in the host's order, which is little-endian wherever vnetctl runs.
  private static func number(_ bytes: [UInt8]) -> UInt64 {
    bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func hopWords(_ hop: Hop, isOneOfSeveral: Bool = false) -> [String] {
    var words: [String] = []
    if let gateway = hop.gateway {
      words +=
        ["via"] + (gateway.isIPv6 == destination.isIPv6 ? [] : [gateway.isIPv6 ? "inet6" : "inet"])
        + [gateway.description]
    }
    if let link = hop.link { words += ["dev", link.text] }
    if isOneOfSeveral { words += ["weight", String(hop.weight)] }
    if hop.isOnLink { words.append("onlink") }
    return words
  }
}
