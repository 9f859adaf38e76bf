internal import NetworkModel
internal import TopologyFormat

/// Gathers what foreign files say into a draft of a document, and on the way all that cannot be carried over.
///
/// The draft is the tree that the reader of documents makes of a text, with one difference: the positions in it are numbers
/// of ``origins``. So the checks of documents, which say what is wrong and where, say it of the foreign files.
struct Importer {
  /// A place in a foreign file.
  struct Origin {
    let position: SourcePosition
    let path: String
  }

  /// What is known of a link so far.
  struct Link {
    /// The node at its name.
    let position: TextPosition
    var kind: DocumentNode?
    var members: [DocumentNode.Member] = []
    var addresses: [DocumentNode] = []
    var alternativeNames: [DocumentNode] = []
    /// The kind of its master, if the file says it where it names it, and its name; null for none.
    var master: (kind: LinkKind?, name: DocumentNode)?
    var port: [DocumentNode.Member] = []
    /// The members of `features`.
    var features: [DocumentNode.Member] = []
    /// The members of `rate`.
    var rates: [DocumentNode.Member] = []
    /// Keys of VLANs that hold one.
    var vlans: [DocumentNode.Member] = []
    /// Keys of VLANs that hold several.
    var vlanLists: [String: [DocumentNode]] = [:]
  }

  /// How many VLANs there are. The checks compare each entry of a list of VLANs with each other one.
  private static let maximumVLANs = 4094

  /// The file that is being read.
  var file = ""
  private(set) var path = DocumentPath()
  private(set) var origins: [Origin] = []
  private(set) var leftOut: [Diagnostic] = []
  private(set) var order: [String] = []
  /// Whether the files say more than is carried over at once.
  private(set) var isTooLarge = false
  private(set) var links: [String: Link] = [:]
  var routes: [DocumentNode] = []
  /// The names of links by what the foreign files call them, where that is another name; nil where only the host knows.
  var aliases: [String: String?] = [:]

  /// A few lines about many links at once can say billions of things, such as a `[Match]` of thousands of names.
  private static let maximumSize = 500_000

  /// Whether more can be said; if not, nothing comes of the whole.
  private mutating func hasRoom() -> Bool {
    if origins.count + leftOut.count >= Self.maximumSize { isTooLarge = true }
    return !isTooLarge
  }

  // MARK: What is left out

  /// Runs `body` with `component` at the end of the path.
  mutating func within<Result>(
    _ component: DocumentPath.Component, _ body: (inout Importer) -> Result
  ) -> Result {
    path.push(component)
    defer { path.pop() }
    return body(&self)
  }

  /// Notes that what stands at `position` is left out.
  mutating func leaveOut(_ position: TextPosition, _ reason: String) {
    leaveOut(Origin(position: position.source(in: file), path: path.description), reason)
  }

  mutating func leaveOut(_ origin: Origin, _ reason: String) {
    guard hasRoom() else { return }
    leftOut.append(Diagnostic(position: origin.position, path: origin.path, message: "left out: \(reason)"))
  }

  /// Notes that nothing here knows the key.
  mutating func leaveOutUnknown(_ member: DocumentNode.Member) {
    leaveOut(member.keyPosition, Reason.unknown)
  }

  // MARK: The draft

  /// A value of the draft, which stands for what is at `position` of the file.
  mutating func node(_ content: DocumentNode.Content, at position: TextPosition) -> DocumentNode {
    if !hasRoom(), !origins.isEmpty {
      return DocumentNode(position: Draft.position(origins.count - 1), content: content)
    }
    origins.append(Origin(position: position.source(in: file), path: path.description))
    return DocumentNode(position: Draft.position(origins.count - 1), content: content)
  }

  /// A value of the draft that stands for the same place as another one, and is told from it.
  mutating func node(_ content: DocumentNode.Content, standingFor position: TextPosition) -> DocumentNode {
    guard hasRoom() else { return DocumentNode(position: position, content: content) }
    origins.append(origins[Draft.origin(of: position)])
    return DocumentNode(position: Draft.position(origins.count - 1), content: content)
  }

  /// A member of the draft, which stands for what is at `position` of the file.
  mutating func member(
    _ key: String, _ content: DocumentNode.Content, at position: TextPosition
  ) -> DocumentNode.Member {
    let value = node(content, at: position)
    return DocumentNode.Member(key: key, keyPosition: value.position, value: value)
  }

  /// Has a link of that name in the draft, whatever its kind.
  mutating func declare(_ name: String, at position: TextPosition) {
    guard links[name] == nil else { return }
    links[name] = Link(position: node(.null, at: position).position)
    order.append(name)
  }

  /// Says what kind of link it is.
  mutating func setKind(_ kind: LinkKind, of link: String, at position: TextPosition) {
    declare(link, at: position)
    let word = node(.string(kind.rawValue), at: position)
    links[link]?.kind = word
  }

  /// Sets a key of a link. What an earlier place says of it counts no more, and that is reported.
  mutating func set(_ key: String, _ content: DocumentNode.Content, of link: String, at position: TextPosition) {
    declare(link, at: position)
    let new = member(key, content, at: position)
    replace(new, in: \.members, of: link)
  }

  /// Sets a key of a link as a port of its master.
  mutating func setPort(_ key: String, _ content: DocumentNode.Content, of link: String, at position: TextPosition) {
    declare(link, at: position)
    let new = member(key, content, at: position)
    replace(new, in: \.port, of: link)
  }

  /// Sets a feature of a link, by its name for `ethtool -k`.
  mutating func setFeature(_ name: String, _ value: DocumentNode, of link: String) {
    guard let content = convert(value, .boolean) else { return }
    declare(link, at: value.position)
    let new = member(name, content, at: value.position)
    replace(new, in: \.features, of: link)
  }

  /// Limits what a link receives or sends, by the members of a limit. Without any there is none.
  mutating func setLimit(
    _ option: Option, _ members: [DocumentNode.Member]?, of link: String, at position: TextPosition
  ) {
    guard let members, let first = members.first else { return }
    declare(link, at: position)
    let isRate = members.count == 1 && first.key == "rate"
    let value = isRate ? first.value : node(.object(members), at: position)
    replace(
      DocumentNode.Member(key: option.name, keyPosition: value.position, value: value), in: \.rates, of: link)
  }

  /// Sets a key of a link's VLANs: of the port's, or of a bridge's own.
  mutating func setVLANs(_ key: String, _ content: DocumentNode.Content, of link: String, at position: TextPosition) {
    declare(link, at: position)
    let new = member(key, content, at: position)
    replace(new, in: \.vlans, of: link)
  }

  /// Adds VLANs to those of a link.
  mutating func addVLAN(_ key: String, _ range: String, of link: String, at position: TextPosition) {
    declare(link, at: position)
    guard links[link]?.vlanLists[key]?.count ?? 0 < Self.maximumVLANs else {
      return leaveOut(position, "the link has more entries of VLANs already than there are VLANs")
    }
    let entry = node(Int64(range).map(DocumentNode.Content.integer) ?? .string(range), at: position)
    links[link]?.vlanLists[key, default: []].append(entry)
  }

  /// Makes a link a port of a master, which is of that kind if the file says so; or of none.
  mutating func setMaster(_ name: String?, _ kind: LinkKind?, of link: String, at position: TextPosition) {
    declare(link, at: position)
    if let old = links[link]?.master, old.name.text != name {
      overrule(old.name, by: position)
    }
    let master = node(name.map { .string($0) } ?? .null, at: position)
    links[link]?.master = (kind, master)
  }

  /// Adds a name to those by which a link is found besides.
  mutating func addAlternativeName(_ name: String, to link: String, at position: TextPosition) {
    declare(link, at: position)
    let new = node(.string(name), at: position)
    links[link]?.alternativeNames.append(new)
  }

  /// Adds an address to a link.
  mutating func addAddress(_ content: DocumentNode.Content, to link: String, at position: TextPosition) {
    declare(link, at: position)
    let new = node(content, at: position)
    links[link]?.addresses.append(new)
  }

  /// Adds an address with more that is known of it.
  mutating func addAddress(
    _ text: String, with others: [DocumentNode.Member]?, to link: String, at position: TextPosition
  ) {
    guard let others else { return }
    guard !others.isEmpty else { return addAddress(.string(text), to: link, at: position) }
    let address = member("address", .string(text), at: position)
    addAddress(.object([address] + others), to: link, at: position)
  }

  /// Sets a key of a link's VLANs to one number.
  mutating func setVLANs(_ key: String, _ value: DocumentNode, of link: String) {
    if let content = convert(value, .same) { setVLANs(key, content, of: link, at: value.position) }
  }

  /// Adds a route of these members.
  mutating func addRoute(_ members: [DocumentNode.Member]?, at position: TextPosition) {
    guard let members else { return }
    routes.append(node(.object(members), at: position))
  }

  /// Adds a route with these ways, each an object. A single one needs no weight.
  mutating func addRoute(_ members: [DocumentNode.Member], over ways: [DocumentNode], at position: TextPosition) {
    guard let first = ways.first else { return addRoute(members, at: position) }
    guard ways.count > 1 else { return addRoute(members + first.members.filter { $0.key != "weight" }, at: position) }
    let hops = node(.array(ways), standingFor: first.position)
    addRoute(
      members + [DocumentNode.Member(key: "hops", keyPosition: hops.position, value: hops)], at: position)
  }

  /// Adds a member that is in the draft already to a link, or to what it is as a port.
  mutating func adopt(_ member: DocumentNode.Member, asPort isPort: Bool, of link: String) {
    replace(member, in: isPort ? \.port : \.members, of: link)
  }

  private mutating func replace(
    _ new: DocumentNode.Member, in list: WritableKeyPath<Link, [DocumentNode.Member]>, of link: String
  ) {
    guard let place = links[link]?[keyPath: list].firstIndex(where: { $0.key == new.key }) else {
      links[link]?[keyPath: list].append(new)
      return
    }
    if let old = links[link]?[keyPath: list][place], old.value.text == nil || old.value.text != new.value.text {
      let position = origins[Draft.origin(of: new.value.position)].position
      leaveOut(origins[Draft.origin(of: old.value.position)], "\(position) says otherwise, and counts")
    }
    links[link]?[keyPath: list][place] = new
  }

  private mutating func overrule(_ old: DocumentNode, by position: TextPosition) {
    leaveOut(
      origins[Draft.origin(of: old.position)], "\(position.source(in: file)) names another one, and counts")
  }
}
