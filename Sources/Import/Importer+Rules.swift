internal import NetworkModel
internal import TopologyFormat

/// Following the tables.
extension Importer {
  /// Carries over what the members of an object say about a link.
  mutating func follow(_ table: KeyTable, _ node: DocumentNode, link: String) {
    guard case .object(let members) = node.content else {
      if case .null = node.content { return }
      return leaveOut(node.position, "keys and their values must stand here")
    }
    follow(table, members, link: link)
  }

  mutating func follow(_ table: KeyTable, _ members: [DocumentNode.Member], link: String) {
    for member in members {
      within(.key(member.key)) { importer in
        guard let rule = table.rows[member.key] else { return importer.leaveOutUnknown(member) }
        importer.follow(rule, member, link: link)
      }
    }
  }

  /// Carries over a key that is not about a link.
  mutating func follow(_ table: KeyTable, _ member: DocumentNode.Member) {
    guard let rule = table.rows[member.key] else { return leaveOutUnknown(member) }
    follow(rule, member, link: "")
  }

  private mutating func follow(_ rule: Rule, _ member: DocumentNode.Member, link: String) {
    switch rule {
    case .link(let key, let conversion):
      if let content = convert(member.value, conversion) {
        set(key, content, of: link, at: member.value.position)
      }
    case .port(let key, let conversion):
      if let content = convert(member.value, conversion) {
        setPort(key, content, of: link, at: member.value.position)
      }
    case .reference(let key):
      if let name = linkName(member.value) { set(key, .string(name), of: link, at: member.value.position) }
    case .inside(let table): follow(table, member.value, link: link)
    case .leftOut(let reason): leaveOut(member.keyPosition, reason)
    case .leftOutUnlessOff(let reason):
      if (try? member.value.truth()) != false { leaveOut(member.keyPosition, reason) }
    case .implied: break
    case .custom(let body): body(&self, member, link)
    }
  }

  /// Calls `body` for each element of a list, with its place in the path.
  mutating func readEach(_ node: DocumentNode, _ body: (inout Importer, DocumentNode) -> Void) {
    for (index, element) in node.elements.enumerated() {
      within(.index(index)) { body(&$0, element) }
    }
  }

  /// The value of a key that has to be there; its absence is reported.
  mutating func required(_ key: String, of node: DocumentNode) -> DocumentNode? {
    if let value = node[key] { return value }
    leaveOut(node.position, "there is no \"\(key)\" here")
    return nil
  }

  /// What the members of an object say about something that is no link: a route or an address. In the table `link` stands
  /// for its own keys. Nil when one of them has no value of ours, since the rest would mean something else.
  mutating func collect(_ table: KeyTable, _ members: [DocumentNode.Member]) -> [DocumentNode.Member]? {
    var collected: [DocumentNode.Member] = []
    var isWhole = true
    for member in members {
      within(.key(member.key)) { importer in
        switch table.rows[member.key] {
        case .link(let key, let conversion):
          guard let content = importer.convert(member.value, conversion) else {
            isWhole = false
            return
          }
          collected.append(importer.member(key, content, at: member.value.position))
        case .reference(let key):
          guard let name = importer.linkName(member.value) else {
            isWhole = false
            return
          }
          collected.append(importer.member(key, .string(name), at: member.value.position))
        case .some(let rule): importer.follow(rule, member, link: "")
        case nil: importer.leaveOutUnknown(member)
        }
      }
    }
    return isWhole ? collected : nil
  }

  /// The value in our form; nil when there is none, and then that is reported.
  mutating func convert(_ node: DocumentNode, _ conversion: Conversion) -> DocumentNode.Content? {
    do throws(Unfit) {
      return draft(try conversion.convert(node), at: node.position)
    } catch {
      leaveOut(node.position, error.reason)
      return nil
    }
  }

  /// The elements of a list in the draft.
  private mutating func draft(_ content: DocumentNode.Content, at position: TextPosition) -> DocumentNode.Content {
    guard case .array(let elements) = content else { return content }
    return .array(elements.map { node($0.content, at: $0.position) })
  }

  /// The single value as a text; nil when there is none, and then that is reported.
  mutating func text(_ node: DocumentNode) -> String? {
    do throws(Unfit) {
      return try node.scalar()
    } catch {
      leaveOut(node.position, error.reason)
      return nil
    }
  }

  /// The name of the link that the foreign file calls so; nil when there is none, and then that is reported.
  mutating func linkName(_ node: DocumentNode) -> String? {
    guard let text = text(node) else { return nil }
    return linkName(text, at: node.position)
  }

  mutating func linkName(_ text: String, at position: TextPosition) -> String? {
    let name: String
    switch aliases[text] {
    case .some(.none):
      leaveOut(position, "which link is called \"\(SourceText.printable(text))\" is found out on the host alone")
      return nil
    case .some(.some(let other)): name = other
    case .none: name = text
    }
    // In a document these would make a range of names.
    if name.contains("[") || name.contains("]") {
      leaveOut(position, "\"\(SourceText.printable(name))\" has brackets, which stand for several links in a document")
      return nil
    }
    do throws(LinkName.Invalid) {
      _ = try LinkName(name)
    } catch {
      leaveOut(position, SourceText.printable(error.reason))
      return nil
    }
    return name
  }
}
