internal import NetworkModel
internal import TopologyFormat

/// From the draft to the document.
extension Importer {
  /// How often the draft is looked at again after something of it was left out: what lies on a link that is left out comes
  /// next, and so on up.
  private static let maximumRounds = 64

  /// The document, with everything left out that our own checks have something against.
  consuming func finish(_ files: [SourceFile]) throws(DocumentError) -> ImportedDocument {
    guard order.count <= TopologyReader.maximumLinks else {
      throw DocumentError([
        unfinished(
          "there are more than \(TopologyReader.maximumLinks) links in these files; take fewer files at a time")
      ])
    }
    var root = tree()
    for _ in 0..<Self.maximumRounds {
      guard !isTooLarge else {
        throw DocumentError([unfinished("these files say too much at once; take fewer of them at a time")])
      }
      let (topology, diagnostics) = TopologyReader.read(root, file: "", accounts: AnyAccount())
      guard !diagnostics.isEmpty else {
        let linkCount = root["links"]?.members.count ?? 0
        let text = JSONWriter.text(JSONValue(root))
        try confirm(text, is: topology)
        return ImportedDocument(text: text, linkCount: linkCount, leftOut: sorted(files))
      }
      var reasons: [TextPosition: String] = [:]
      for diagnostic in diagnostics {
        let place = Draft.position(diagnostic.position.line - 1)
        if reasons[place] == nil { reasons[place] = Draft.translate(diagnostic.message, origins) }
      }
      root = rest(of: root, without: reasons) ?? tree(links: [], routes: [])
    }
    throw DocumentError([unfinished("what lies on what is left out is nested too deep")])
  }

  /// What is written has to be what was meant.
  private func confirm(_ text: String, is topology: Topology) throws(DocumentError) {
    let read = try TopologyReader.read(
      [SourceFile(name: "the document that was made", bytes: Array(text.utf8))], accounts: AnyAccount())
    guard read.links.map(\.unplaced) == topology.links.map(\.unplaced),
      read.routes.map(\.route) == topology.routes.map(\.route)
    else { throw DocumentError([unfinished("the document does not say what was meant; this is a fault of vnetctl")]) }
  }

  private func unfinished(_ message: String) -> Diagnostic {
    Diagnostic(position: SourcePosition(file: file, line: 1, column: 1), path: "", message: message)
  }

  private func sorted(_ files: [SourceFile]) -> [Diagnostic] {
    let order = Dictionary(files.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let keyed = leftOut.enumerated().map { place, diagnostic in
      let position = diagnostic.position
      return (key: (order[position.file] ?? 0, position.line, position.column, place), diagnostic: diagnostic)
    }
    return keyed.sorted { $0.key < $1.key }.map(\.diagnostic)
  }

  // MARK: The tree

  private mutating func tree() -> DocumentNode {
    var members: [DocumentNode.Member] = []
    for name in order {
      guard let link = links[name] else { continue }
      let known = self.members(of: link)
      // Only named, perhaps as a port of something that is left out.
      if known.isEmpty, link.kind == nil { continue }
      let kind = link.kind ?? DocumentNode(position: link.position, content: .string(LinkKind.nic.rawValue))
      // What shall be gone has no kind.
      let isAbsent = known.first?.key == "state"
      let start = DocumentNode.Member(key: "kind", keyPosition: kind.position, value: kind)
      let object = DocumentNode(position: link.position, content: .object(isAbsent ? known : [start] + known))
      members.append(DocumentNode.Member(key: name, keyPosition: link.position, value: object))
    }
    return tree(links: members, routes: routes)
  }

  private func tree(links: [DocumentNode.Member], routes: [DocumentNode]) -> DocumentNode {
    let start = Draft.position(-1)
    func member(_ key: String, _ content: DocumentNode.Content) -> DocumentNode.Member {
      DocumentNode.Member(key: key, keyPosition: start, value: DocumentNode(position: start, content: content))
    }
    let all = [member("version", .integer(1)), member("links", .object(links))]
    return DocumentNode(
      position: start, content: .object(routes.isEmpty ? all : all + [member("routes", .array(routes))]))
  }

  /// What is known of a link besides its kind.
  private mutating func members(of link: Link) -> [DocumentNode.Member] {
    var members = link.members
    if !link.addresses.isEmpty {
      members.append(object("addresses", .array(link.addresses), at: link.addresses[0].position))
    }
    if !link.alternativeNames.isEmpty {
      let position = link.alternativeNames[0].position
      members.append(object(Option.alternativeNames.name, .array(link.alternativeNames), at: position))
    }
    if let first = link.features.first {
      members.append(object(Option.features.name, .object(link.features), at: first.keyPosition))
    }
    if let first = link.rates.first { members.append(object("rate", .object(link.rates), at: first.keyPosition)) }
    let isBridge = link.kind?.text == LinkKind.bridge.rawValue
    let vlans = vlans(of: link)
    if isBridge, let vlans { members.append(vlans) }
    let port = (isBridge ? [] : [vlans].compactMap(\.self)) + link.port
    guard let (masterKind, name) = link.master else {
      for stray in port { leaveOut(at: stray.keyPosition, "nothing here says which bridge the link is a port of") }
      return members
    }
    let known = name.text.flatMap { links[$0]?.kind?.text }.flatMap(LinkKind.init)
    let key = (masterKind ?? (known?.traits.ports == nil ? .bridge : known) ?? .bridge).rawValue
    guard !port.isEmpty, name.text != nil else { return members + [object(key, name.content, at: name.position)] }
    let named = object("name", name.content, at: name.position)
    return members + [object(key, .object([named] + port), at: name.position)]
  }

  private mutating func vlans(of link: Link) -> DocumentNode.Member? {
    var members = link.vlans
    for (key, entries) in link.vlanLists.sorted(by: { $0.key < $1.key }) {
      members.append(object(key, .array(entries), at: entries[0].position))
    }
    return members.first.map { object("vlan", .object(members), at: $0.keyPosition) }
  }

  /// What is wrong with the first part of it is not wrong with the whole.
  private mutating func object(
    _ key: String, _ content: DocumentNode.Content, at position: TextPosition
  ) -> DocumentNode.Member {
    let value = node(content, standingFor: position)
    return DocumentNode.Member(key: key, keyPosition: value.position, value: value)
  }

  // MARK: Leaving out

  /// What is left of a node; nil when that is nothing.
  private mutating func rest(of node: DocumentNode, without reasons: [TextPosition: String]) -> DocumentNode? {
    if let reason = reasons[node.position] {
      leaveOut(at: node.position, reason)
      leaveOutRest(of: node, because: origin(node.position))
      return nil
    }
    switch node.content {
    case .array(let elements):
      var kept: [DocumentNode] = []
      for element in elements {
        if let element = whole(element, without: reasons) { kept.append(element) }
      }
      // An empty list would say that there shall be none.
      return kept.isEmpty && !elements.isEmpty ? nil : DocumentNode(position: node.position, content: .array(kept))
    case .object(let members):
      // A limit without its rate is none.
      if members.contains(where: { $0.key == "rate" && reasons[$0.value.position] != nil }) {
        return whole(node, without: reasons)
      }
      var kept: [DocumentNode.Member] = []
      for member in members {
        guard let value = rest(of: member.value, without: reasons) else { continue }
        kept.append(DocumentNode.Member(key: member.key, keyPosition: member.keyPosition, value: value))
      }
      return kept.isEmpty && !members.isEmpty ? nil : DocumentNode(position: node.position, content: .object(kept))
    default: return node
    }
  }

  /// A route, an address or an entry of a forwarding database without one of its parts would be another one.
  private mutating func whole(_ element: DocumentNode, without reasons: [TextPosition: String]) -> DocumentNode? {
    guard let fault = fault(in: element, reasons), let reason = reasons[fault.position] else { return element }
    leaveOut(at: fault.position, reason)
    leaveOutRest(of: element, because: origin(fault.position))
    return nil
  }

  private func fault(in node: DocumentNode, _ reasons: [TextPosition: String]) -> DocumentNode? {
    if reasons[node.position] != nil { return node }
    var parts = node.members.map(\.value)
    if case .array(let elements) = node.content { parts = elements }
    return parts.lazy.compactMap { fault(in: $0, reasons) }.first
  }

  /// What goes along with what is left out.
  private mutating func leaveOutRest(of node: DocumentNode, because cause: Origin) {
    var told: Set<SourcePosition> = [cause.position]
    var rest = [node]
    while let node = rest.popLast() {
      let place = origin(node.position)
      if told.insert(place.position).inserted { leaveOut(place, "it belongs to what is left out at \(cause.position)") }
      rest += node.members.map(\.value)
      if case .array(let elements) = node.content { rest += elements }
    }
  }

  private mutating func leaveOut(at position: TextPosition, _ reason: String) { leaveOut(origin(position), reason) }

  private func origin(_ position: TextPosition) -> Origin { origins[Draft.origin(of: position)] }
}

/// Any name of a user or a group will do: whose host it is for is not known.
private struct AnyAccount: AccountLookup {
  func user(named name: String) -> UInt32? { 0 }
  func group(named name: String) -> UInt32? { 0 }
}

extension DeclaredLink {
  /// The same without where it is declared.
  fileprivate var unplaced: DeclaredLink {
    var link = self
    link.position = nil
    link.match?.position = nil
    return link
  }
}

extension JSONValue {
  fileprivate init(_ node: DocumentNode) {
    self =
      switch node.content {
      case .null: .null
      case .boolean(let isTrue): .boolean(isTrue)
      case .number(let number): .number(number.text)
      case .string(let text): .string(text)
      case .array(let elements): .array(elements.map { JSONValue($0) })
      case .object(let members): .object(members.map { Member($0.key, JSONValue($0.value)) })
      }
  }
}
