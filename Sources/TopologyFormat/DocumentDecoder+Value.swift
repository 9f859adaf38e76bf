internal import NetworkModel

/// Values by the types of the option tables.
extension DocumentDecoder {
  mutating func decode(_ node: DocumentNode, as type: OptionType) -> OptionValue? {
    switch type {
    case .boolean: decodeBoolean(node).map { .boolean($0) }
    case .integer(let range, let unit): decodeInteger(node, in: range, unit: unit).map { .integer($0) }
    case .queues(let range): decodeInteger(node, in: range, unit: nil).map { .integer($0) }
    case .seconds(let range, let ticksPerSecond):
      decodeSeconds(node, in: range, ticksPerSecond: ticksPerSecond).map { .integer($0) }
    case .bitmask(let allowed): decodeBitmask(node, allowed: allowed).map { .integer($0) }
    case .enumeration(let words):
      decodeWord(node, among: words.map(\.name)).flatMap { name in
        words.first { $0.name == name }.map { .integer($0.number) }
      }
    case .numberOrWord(let range, let words): decodeNumber(node, in: range, or: words).map { .integer($0) }
    case .ports: decodePorts(node).map { .integer($0) }
    case .address(let isIPv4Only): decodeOptionalAddress(node, isIPv4Only: isIPv4Only)
    case .addresses(let isIPv6, let maximum):
      decodeAddresses(node, isIPv6: isIPv6, maximum: maximum).map { .addresses($0) }
    case .macs: decodeMACs(node).map { .macs($0) }
    case .names(let maximumBytes): decodeNames(node, maximumBytes: maximumBytes).map { .names($0) }
    case .limit: decodeLimit(node).map { .limit($0) }
    case .mac: decodeMAC(node).map { .mac($0) }
    case .groupAddress: decodeGroupAddress(node).map { .mac($0) }
    case .text(let maximumBytes): decodeText(node, maximumBytes: maximumBytes).map { .text($0) }
    case .user: decodeAccount(node, what: "user") { $0.accounts.user(named: $1) }.map { .account($0) }
    case .group: decodeAccount(node, what: "group") { $0.accounts.group(named: $1) }.map { .account($0) }
    case .link: decodeLinkReference(node)
    case .flags(let areFeatures): decodeFlags(node, areFeatures: areFeatures).map { .flags($0) }
    case .map(let keys, let values): decodeMap(node, keys: keys, values: values).map { .map($0) }
    }
  }

  mutating func decodeBoolean(_ node: DocumentNode) -> Bool? {
    switch node.content {
    case .boolean(let value): return value
    case .string(let text) where ["on", "yes", "true", "1"].contains(text.lowercased()):
      report(node.position, "true or false must stand here, not \(node.title); write true without quotation marks")
    case .string(let text) where ["off", "no", "false", "0"].contains(text.lowercased()):
      report(node.position, "true or false must stand here, not \(node.title); write false without quotation marks")
    case .number(let number) where number.integer == 0 || number.integer == 1:
      let meant = number.integer == 1
      report(node.position, "true or false must stand here, not \(node.title); write \(meant)")
    default: report(node.position, "true or false must stand here, not \(node.title)" + leaveOut(node))
    }
    return nil
  }

  /// Advice for null where it has no meaning.
  private func leaveOut(_ node: DocumentNode) -> String {
    if case .null = node.content { "; leave the key out instead" } else { "" }
  }

  mutating func decodeInteger(_ node: DocumentNode, in range: ClosedRange<Int64>, unit: String?) -> Int64? {
    // Text is made for messages alone: most values are right, and there are thousands.
    var allowed: String { "\(range.lowerBound) to \(range.upperBound)" + (unit.map { " \($0)" } ?? "") }
    guard case .number(let number) = node.content else {
      report(node.position, "a number from \(allowed) must stand here, not \(node.title)" + advice(node, in: range))
      return nil
    }
    guard let value = number.integer else {
      let isFraction = number.decimal.magnitude < 1e18
      report(
        node.position,
        isFraction ? "\(number) is not a whole number; write \(allowed)" : "\(number) is not in the range \(allowed)")
      return nil
    }
    guard range.contains(value) else {
      report(
        node.position,
        range.count == 1
          ? "\(number) is not allowed; the only value is \(range.lowerBound)"
          : "\(number) is not in the range \(allowed)")
      return nil
    }
    return value
  }

  private func advice(_ node: DocumentNode, in range: ClosedRange<Int64>) -> String {
    guard case .string(let text) = node.content, let number = Int64(text), range.contains(number) else {
      return leaveOut(node)
    }
    return "; write \(number) without quotation marks"
  }

  private mutating func decodeSeconds(
    _ node: DocumentNode, in range: ClosedRange<Int64>, ticksPerSecond: Int64
  ) -> Int64? {
    var bounds: [String] { [range.lowerBound, range.upperBound].map { Option.decimal($0, per: ticksPerSecond) } }
    guard case .number(let number) = node.content else {
      report(
        node.position,
        "a number of seconds from \(bounds[0]) to \(bounds[1]) must stand here, not \(node.title)"
          + leaveOut(node))
      return nil
    }
    guard let ticks = number.scaled(by: ticksPerSecond) else {
      report(
        node.position,
        number.decimal.magnitude < 1e15
          ? "\(number) s is not a whole number of \(ticksPerSecond == 100 ? "hundredths" : "thousandths") of a second, in "
            + "which the kernel counts"
          : "\(number) s is not in the range \(bounds[0]) to \(bounds[1]) s")
      return nil
    }
    guard range.contains(ticks) else {
      report(node.position, "\(number) s is not in the range \(bounds[0]) to \(bounds[1]) s")
      return nil
    }
    return ticks
  }

  private mutating func decodeBitmask(_ node: DocumentNode, allowed: Int64) -> Int64? {
    let value: Int64?
    switch node.content {
    case .number(let number): value = number.integer
    case .string(let text) where text.hasPrefix("0x") || text.hasPrefix("0X"):
      let digits = text.dropFirst(2)
      value = digits.first?.isHexDigit == true ? Int64(digits, radix: 16) : nil
    default: value = nil
    }
    guard let value, value >= 0 else {
      let example = "0x" + String(allowed & -allowed, radix: 16)
      report(node.position, "a bit mask is a number or a string such as \"\(example)\", not \(node.title)")
      return nil
    }
    let forbidden = (0..<63).filter { value & ~allowed & (1 << $0) != 0 }.map(String.init)
    guard forbidden.isEmpty else {
      report(
        node.position,
        "\(forbidden.count == 1 ? "bit" : "bits") \(forbidden.joined(separator: ", ")) cannot be set; "
          + "the kernel allows bits \(Self.bits(of: allowed))")
      return nil
    }
    return value
  }

  /// The numbers of the bits that are set: `0, 2 to 15`.
  private static func bits(of mask: Int64) -> String {
    var runs: [ClosedRange<Int>] = []
    for bit in 0..<63 where mask & (1 << bit) != 0 {
      if let last = runs.last, last.upperBound == bit - 1 {
        runs[runs.count - 1] = last.lowerBound...bit
      } else {
        runs.append(bit...bit)
      }
    }
    return runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)" }
      .joined(separator: ", ")
  }

  /// One of the words, exactly as it is written there.
  mutating func decodeWord(_ node: DocumentNode, among words: [String]) -> String? {
    if case .string(let text) = node.content {
      if words.contains(text) { return text }
      if let meant = Spelling.nearest(to: text, among: words) {
        report(node.position, "\(node.title) is not known here; did you mean \"\(meant)\"?")
        return nil
      }
    }
    let list = words.map { "\"\($0)\"" }.joined(separator: ", ")
    report(node.position, "one of \(list) must stand here, not \(node.title)")
    return nil
  }

  mutating func decodeText(_ node: DocumentNode, maximumBytes: Int) -> String? {
    guard case .string(let text) = node.content else {
      report(node.position, "a string must stand here, not \(node.title)" + leaveOut(node))
      return nil
    }
    let count = text.utf8.count
    if count > maximumBytes {
      report(node.position, "the text has \(count) bytes in UTF-8; the kernel keeps at most \(maximumBytes)")
      return nil
    }
    if text.utf8.contains(0) {
      report(node.position, "the text has a zero character (U+0000), at which the kernel would end it")
      return nil
    }
    return text
  }

  private mutating func decodeAccount(
    _ node: DocumentNode, what: String, lookup: (inout DocumentDecoder, String) -> UInt32?
  ) -> Account? {
    switch node.content {
    case .string(let text):
      if let number = lookup(&self, text) { return Account(number: number, name: text) }
      let advice = UInt32(text).map { "; write \($0) without quotation marks for the number" } ?? ""
      report(node.position, "there is no \(what) \(node.title) on this host\(advice)")
      return nil
    default:
      // The largest number means "none" to the kernel.
      guard case .number(let number) = node.content, let value = number.integer.flatMap(UInt32.init(exactly:)),
        value != .max
      else {
        report(node.position, "a \(what) is a name or a number from 0 to \(UInt32.max - 1), not \(node.title)")
        return nil
      }
      return Account(number: value)
    }
  }

  // MARK: Other links

  mutating func decodeLinkName(_ node: DocumentNode) -> LinkName? {
    guard case .string(let text) = node.content else {
      report(node.position, "the name of a link must stand here, not \(node.title)")
      return nil
    }
    if RangePattern.hasBracket(text) {
      report(node.position, "a range cannot stand here; write the name of one link")
      return nil
    }
    do throws(LinkName.Invalid) {
      return try LinkName(text)
    } catch {
      report(node.position, error.reason)
      return nil
    }
  }

  private mutating func decodeLinkReference(_ node: DocumentNode) -> OptionValue? {
    if case .null = node.content { return .link(nil) }
    return decodeLinkName(node).map { .link($0) }
  }

  // MARK: Maps

  private mutating func decodeMap(
    _ node: DocumentNode, keys: ClosedRange<Int64>, values: ClosedRange<Int64>
  ) -> [Int64: Int64]? {
    guard case .object(let members) = node.content else {
      report(node.position, "an object such as {\"0\": 3} must stand here, not \(node.title)")
      return nil
    }
    var map: [Int64: Int64] = [:]
    for member in members {
      within(.key(member.key)) { decoder in
        guard member.key.utf8.allSatisfy({ 48...57 ~= $0 }), let key = Int64(member.key), keys.contains(key) else {
          return decoder.report(
            member.keyPosition,
            "the key must be a number from \(keys.lowerBound) to \(keys.upperBound) in quotation marks")
        }
        guard let value = decoder.decodeInteger(member.value, in: values, unit: nil) else { return }
        if map.updateValue(value, forKey: key) != nil {
          decoder.report(member.keyPosition, "\(key) is mapped already; remove one of the two")
        }
      }
    }
    // The kernel reports no mapping to 0: it is what an entry that is not there means.
    return map.filter { $0.value != 0 }
  }
}

extension DocumentNode {
  /// The value as messages name it: `the string "on"`, `17`, `null`, `a list`.
  var title: String {
    switch content {
    case .null: "null"
    case .boolean(let value): "\(value)"
    case .number(let number): number.text.utf8.count > 40 ? "this number" : "\(number)"
    case .string(let text): text.utf8.count > 80 ? "this string" : "\"\(SourceText.printable(text))\""
    case .array: "a list"
    case .object: "an object"
    }
  }
}
