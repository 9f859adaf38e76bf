import NetworkModel
import Testing

@testable import TopologyFormat

/// A document with something wrong in it, and all that the reader has to say.
struct WrongDocument: Sendable, CustomTestStringConvertible {
  let text: String
  /// Each as `line:column: path: message`.
  let complaints: [String]
  /// Whether the JSON Schema can express the fault.
  let isSeenBySchema: Bool

  init(text: String, isSeenBySchema: Bool = true, _ complaints: [String]) {
    self.text = text
    self.complaints = complaints
    self.isSeenBySchema = isSeenBySchema
  }

  /// A document with these routes, which stand from line 2 on.
  init(routes: String, isSeenBySchema: Bool = true, _ complaints: [String]) {
    self.init(text: "{\"routes\": [\n\(routes)\n]}", isSeenBySchema: isSeenBySchema, complaints)
  }

  /// A document with these links, which stand from line 2 on.
  init(links: String, isSeenBySchema: Bool = true, _ complaints: [String]) {
    self.init(text: "{\"links\": {\n\(links)\n}}", isSeenBySchema: isSeenBySchema, complaints)
  }

  var testDescription: String { String(text.replacing("\n", with: " ").prefix(100)) }

  static let all =
    document + kindAndState + linkNames + unknownKeys + values + references + vlans + tunnels + vlanSettings
    + forwarding + multicast
    + macLock + names + rates + ethtool + matches + virtualFunctions
    + betweenLinks + otherKinds + bonds + domains + pairs
    + addresses + addressesAndLinks + routes + routesAndLinks + templates
}

/// The accounts of a host with one user, root, and one group, kvm.
struct FewAccounts: AccountLookup {
  func user(named name: String) -> UInt32? { name == "root" ? 0 : nil }
  func group(named name: String) -> UInt32? { name == "kvm" ? 104 : nil }
}

/// What the reader has to say about a file; empty when it takes it.
func complaints(_ text: String, name: String = "t.json") -> [String] {
  complaints([SourceFile(name: name, bytes: Array(text.utf8))]).map { String($0.dropFirst(name.utf8.count + 1)) }
}

/// What the reader has to say about some files.
func complaints(_ files: [SourceFile]) -> [String] {
  do throws(DocumentError) {
    _ = try TopologyReader.read(files, accounts: FewAccounts())
    return []
  } catch {
    return error.diagnostics.map(\.description)
  }
}

/// The topology of a JSON document, or of a YAML document if `name` says so.
func topology(_ text: String, name: String = "t.json") throws(DocumentError) -> Topology {
  try TopologyReader.read([SourceFile(name: name, bytes: Array(text.utf8))], accounts: FewAccounts())
}

extension DeclaredLink {
  /// All of the declaration but its place, on one line.
  var outline: String {
    var words = [name.text, kind.rawValue]
    if isAbsent { words.append("absent") }
    if let match {
      words += match.criteria.map { "match \($0.key) \($0.value)" }
      if match.renames { words.append("rename") }
    }
    if let lower { words.append("link \(lower)") }
    if let peer { words.append("peer \(peer)") }
    let own = settings.entries.filter { !$0.option.isPortSetting }
    let port = settings.entries.filter(\.option.isPortSetting)
    words += own.map { "\($0.option.name) \($0.option.text($0.value))" }
    switch master {
    case nil: break
    case .some(.none): words.append("\(masterKind.rawValue) none")
    case .on(let name): words.append("\(masterKind.rawValue) \(name)")
    }
    words += port.map { "port \($0.option.name) \($0.option.text($0.value))" }
    if let vlans { words.append("vlan \(vlans)") }
    if let tunnels { words.append("tunnels \(tunnels)") }
    if let forwarding { words.append("fdb [\(forwarding.map(\.description).joined(separator: ", "))]") }
    if let multicast { words.append("mdb [\(multicast.map(\.description).joined(separator: ", "))]") }
    if let remotes { words.append("remotes [\(remotes.map(\.description).joined(separator: ", "))]") }
    if let handsOver { words.append("hand_over \(handsOver ? "on" : "off")") }
    if let addresses { words.append("addresses [\(addresses.map(\.outline).joined(separator: ", "))]") }
    return words.joined(separator: ", ")
  }

  /// The declaration as if it came from nowhere.
  var placeless: DeclaredLink {
    var link = self
    link.position = nil
    link.match?.position = nil
    return link
  }
}

extension Address {
  /// All of the address on one line.
  var outline: String {
    func text(_ lifetime: Lifetime) -> String {
      if case .seconds(let seconds) = lifetime { "\(seconds)" } else { "forever" }
    }
    var words = [description]
    if let broadcast { words.append("brd \(broadcast)") }
    if let scope { words.append("scope \(scope)") }
    if let label { words.append("label \(label)") }
    if let preferredLifetime { words.append("preferred \(text(preferredLifetime))") }
    if let validLifetime { words.append("valid \(text(validLifetime))") }
    if let noPrefixRoute { words.append("noprefixroute \(noPrefixRoute ? "on" : "off")") }
    if let metric { words.append("metric \(metric)") }
    return words.joined(separator: " ")
  }
}

extension DeclaredRoute {
  /// All of the route on one line.
  var outline: String {
    var words = [route.description, "scope \(route.scope)"]
    if let mtu = route.mtu { words.append("mtu \(mtu)") }
    return words.joined(separator: " ")
  }

  /// The declaration as if it came from nowhere.
  var placeless: DeclaredRoute { DeclaredRoute(route) }
}
