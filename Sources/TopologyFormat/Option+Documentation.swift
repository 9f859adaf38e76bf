internal import NetworkModel

/// What the schema and the manual page say of an option, in words.
extension Option {
  /// The summary with what else there is to know.
  var longSummary: String {
    ([summary] + [unitNote, timingNote, sinceNote].compactMap(\.self)).joined(separator: " ")
  }

  private var unitNote: String? {
    switch type {
    case .integer(_, let unit?): "In \(unit)."
    case .seconds(_, let ticksPerSecond):
      "In seconds, exact to a \(ticksPerSecond == 100 ? "hundredth" : "thousandth")."
    default: nil
    }
  }

  /// When it can be set, unless that is at any time.
  var timingNote: String? {
    switch timing {
    case .always, .running, .populated: nil
    case .creation: "Fixed at creation: a change makes the link anew."
    case .creationAt(let number): "A change from or to \(text(.integer(number))) makes the link anew."
    }
  }

  /// The first kernel that knows it, if that is a young one.
  var sinceNote: String? { since.map { "Since Linux \($0)." } }

  /// The form of its values, for people.
  var form: String {
    switch type {
    case .boolean: "true or false"
    case .integer(let range, let unit): Self.range(range) + (unit.map { " \($0)" } ?? "")
    case .queues(let range): Self.range(range)
    case .seconds(let range, let ticksPerSecond):
      "\(Self.decimal(range.lowerBound, per: ticksPerSecond)) to "
        + "\(Self.decimal(range.upperBound, per: ticksPerSecond)) seconds"
    case .bitmask(let allowed): "bit mask within 0x\(String(allowed, radix: 16))"
    case .enumeration(let words): words.map { "\"\($0.name)\"" }.joined(separator: ", ")
    case .numberOrWord(let range, let words):
      Self.range(range) + words.map { ", \"\($0.name)\"" }.joined()
    case .ports: "range of ports"
    case .address(let isIPv4Only): isIPv4Only ? "IPv4 address or null" : "IP address or null"
    case .addresses(let isIPv6, _): "list of IPv\(isIPv6 ? 6 : 4) addresses"
    case .macs: "list of MAC addresses"
    case .names(let maximumBytes): "list of names of at most \(maximumBytes) bytes"
    case .limit: "rate, object or null"
    case .mac: "MAC address"
    case .groupAddress: "group address"
    case .text(let maximumBytes): "text of at most \(maximumBytes) bytes"
    case .user: "user name or number"
    case .group: "group name or number"
    case .link: "link name or null"
    case .flags: "object from names to true or false"
    case .map(let keys, let values): "object from \(Self.range(keys)) to \(Self.range(values))"
    }
  }

  /// The value of a new link, in the document's form.
  var standardText: String? {
    standard.flatMap { TopologyWriter.value(of: $0, as: type) }
      .map { String(JSONWriter.text($0).dropLast()) }
  }

  private static func range(_ range: ClosedRange<Int64>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
  }
}
