internal import YAMLEvents

/// Reads YAML 1.2 by way of libyaml's events into the tree that ``JSONScanner`` makes of JSON, positions included.
///
/// What the tree cannot say is refused: several documents in a file, keys that are no strings, tags, merge keys.
package struct YAMLReader: ~Copyable {
  /// How many nodes the aliases of a document may stand for together. A shared setting in each of ten thousand links
  /// stays far below; a few lines of aliases to aliases can stand for billions.
  static let maximumAliasedNodes = 1_000_000

  let bytes: [UInt8]
  let file: String
  private(set) var path = DocumentPath()
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var lastAlias: Alias?

  private var parser: YAMLParser
  private var anchors: [String: Sized] = [:]
  private var aliasedNodes = 0

  /// An alias that nothing has followed yet.
  struct Alias {
    let name: String
    let mark: YAMLMark
    let path: DocumentPath
  }

  /// A node, how many nodes it holds, itself included, and how many levels of arrays and objects. Aliases count as
  /// what they stand for.
  private struct Sized {
    let node: DocumentNode
    var size = 1
    var height = 0
  }

  private init(_ bytes: [UInt8], file: String) throws(DocumentError) {
    self.bytes = bytes
    self.file = file
    do throws(YAMLError) {
      parser = try YAMLParser(bytes)
    } catch {
      throw DocumentError(file: file, at: TextPosition(line: 1, column: 1), Self.unreadable(error))
    }
  }

  /// - Parameters:
  ///   - file: the name that diagnostics show.
  ///   - doubledKeys: gets a diagnostic for each key that its mapping has already; the tree holds the first alone.
  package static func parse(
    _ bytes: [UInt8], file: String, doubledKeys: inout [Diagnostic]
  ) throws(DocumentError) -> DocumentNode {
    try SourceText.validate(bytes, file: file)
    var reader = try YAMLReader(bytes, file: file)
    try reader.refuseNoncharacters()
    let root = try reader.document()
    doubledKeys += reader.diagnostics
    return root
  }

  private mutating func document() throws(DocumentError) -> DocumentNode {
    guard case .documentStart = try next().content else {
      throw DocumentError(file: file, at: TextPosition(line: 1, column: 1), SourceText.blankMessage)
    }
    let root = try node(try next(), nesting: 1).node
    _ = try next()
    let rest = try next()
    guard case .streamEnd = rest.content else {
      throw failure(at: rest.mark, "a second document begins here; put it in a file of its own")
    }
    return root
  }

  private mutating func next() throws(DocumentError) -> YAMLEvent {
    do throws(YAMLError) {
      let event = try parser.next()
      lastAlias = nil
      return event
    } catch {
      throw failure(error)
    }
  }

  // MARK: Nodes

  private mutating func node(_ event: YAMLEvent, nesting: Int) throws(DocumentError) -> Sized {
    switch event.content {
    case .alias(let name):
      return try alias(name, at: event.mark, nesting: nesting)
    case .scalar(let text, let isPlain, let properties):
      let content = try content(of: text, isPlain: isPlain, tag: properties.tag, at: event.mark)
      return anchored(properties, Sized(node: DocumentNode(position: TextPosition(event.mark), content: content)))
    case .sequenceStart(let properties):
      try checkCollection(tag: properties.tag, "seq", at: event.mark, nesting: nesting)
      return anchored(properties, try sequence(at: TextPosition(event.mark), nesting: nesting))
    case .mappingStart(let properties):
      try checkCollection(tag: properties.tag, "map", at: event.mark, nesting: nesting)
      return anchored(properties, try mapping(at: TextPosition(event.mark), nesting: nesting))
    case .documentStart, .documentEnd, .sequenceEnd, .mappingEnd, .streamEnd:
      preconditionFailure("libyaml has promised a node")
    }
  }

  private mutating func anchored(_ properties: YAMLProperties, _ value: Sized) -> Sized {
    if let anchor = properties.anchor { anchors[anchor] = value }
    return value
  }

  private func content(
    of text: String, isPlain: Bool, tag: String?, at mark: YAMLMark
  ) throws(DocumentError) -> DocumentNode.Content {
    if try isString(tag: tag, isPlain: isPlain, at: mark) { return .string(text) }
    guard let content = YAMLScalar.content(ofPlain: text) else {
      throw failure(
        at: mark, "\(SourceText.printable(text)) is beyond what a number can be here; write a finite 64-bit one")
    }
    return content
  }

  private mutating func sequence(at position: TextPosition, nesting: Int) throws(DocumentError) -> Sized {
    var elements: [DocumentNode] = []
    var size = 1
    var height = 0
    while true {
      path.push(.index(elements.count))
      defer { path.pop() }
      let event = try next()
      if event.content == .sequenceEnd { break }
      let value = try node(event, nesting: nesting + 1)
      elements.append(value.node)
      size += value.size
      height = max(height, value.height)
    }
    return Sized(node: DocumentNode(position: position, content: .array(elements)), size: size, height: height + 1)
  }

  private mutating func mapping(at position: TextPosition, nesting: Int) throws(DocumentError) -> Sized {
    var builder = ObjectBuilder()
    var size = 1
    var height = 0
    while true {
      let event = try next()
      if event.content == .mappingEnd { break }
      let key = try key(event)
      let keyPosition = TextPosition(event.mark)
      path.push(.key(key))
      defer { path.pop() }
      let first = builder.claim(key, at: keyPosition)
      if let first {
        diagnostics.append(.doubledKey(file: file, at: keyPosition, path: path.description, first: first))
      }
      let value = try node(try next(), nesting: nesting + 1)
      if first == nil { builder.append(.init(key: key, keyPosition: keyPosition, value: value.node)) }
      size += value.size
      height = max(height, value.height)
    }
    let node = DocumentNode(position: position, content: .object(builder.members))
    return Sized(node: node, size: size, height: height + 1)
  }

  private mutating func key(_ event: YAMLEvent) throws(DocumentError) -> String {
    if case .alias = event.content { throw failure(at: event.mark, "an alias cannot be a key; write it out") }
    guard case .scalar(let text, let isPlain, let properties) = event.content else {
      throw failure(at: event.mark, "a list or mapping cannot be a key; write a string")
    }
    if isPlain, text == "<<" {
      throw failure(
        at: event.mark, "YAML 1.2 has no merge keys; write out the settings that << would bring")
    }
    let isTextual = try isString(tag: properties.tag, isPlain: isPlain, at: event.mark)
    guard isTextual || YAMLScalar.content(ofPlain: text)?.isString ?? false else {
      let name = SourceText.printable(text)
      throw failure(
        at: event.mark,
        name.isEmpty
          ? "a key is missing before this colon; write one" : "the key \(name) is not a string; write \"\(name)\"")
    }
    _ = anchored(properties, Sized(node: DocumentNode(position: TextPosition(event.mark), content: .string(text))))
    return text
  }

  private mutating func alias(_ name: String, at mark: YAMLMark, nesting: Int) throws(DocumentError) -> Sized {
    guard let anchored = anchors[name] else {
      throw failure(
        at: mark, "the alias *\(name) names no anchor before it; mark what it means with &\(name) further up")
    }
    guard nesting - 1 + anchored.height <= DocumentNode.maximumNesting else { throw tooDeep(at: mark) }
    aliasedNodes += anchored.size
    guard aliasedNodes <= Self.maximumAliasedNodes else {
      throw failure(
        at: mark,
        "the aliases so far stand for more than \(Self.maximumAliasedNodes) values; write the document without them")
    }
    lastAlias = Alias(name: name, mark: mark, path: path)
    return anchored
  }

  // MARK: What is refused

  /// Whether the scalar is a string whatever it looks like.
  private func isString(tag: String?, isPlain: Bool, at mark: YAMLMark) throws(DocumentError) -> Bool {
    switch tag {
    case nil: return !isPlain
    case "!", "tag:yaml.org,2002:str": return true
    case .some(let tag): throw unknownTag(tag, at: mark)
    }
  }

  private func checkCollection(
    tag: String?, _ own: String, at mark: YAMLMark, nesting: Int
  ) throws(DocumentError) {
    if let tag, tag != "!", tag != "tag:yaml.org,2002:\(own)" { throw unknownTag(tag, at: mark) }
    guard nesting <= DocumentNode.maximumNesting else { throw tooDeep(at: mark) }
  }
}
