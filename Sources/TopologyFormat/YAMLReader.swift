import Yams

/// Reads YAML 1.2 by way of Yams into the tree that ``JSONScanner`` makes of JSON, positions included.
///
/// What the tree cannot say is refused: several documents in a file, keys that are no strings, tags, merge keys.
struct YAMLReader {
  /// How many nodes the aliases of a document may stand for together. A shared setting in each of ten thousand links
  /// stays far below; a few lines of aliases to aliases can stand for billions.
  static let maximumAliasedNodes = 1_000_000

  private let file: String
  private let text: YAMLText
  private var path = DocumentPath()
  private var diagnostics: [Diagnostic] = []
  private var anchors: [String: Sized] = [:]
  private var aliasedNodes = 0

  /// A node, how many nodes it holds, itself included, and how many levels of arrays and objects. Aliases count as
  /// what they stand for.
  private struct Sized {
    let node: DocumentNode
    var size = 1
    var height = 0
  }

  private init(file: String, text: YAMLText) {
    self.file = file
    self.text = text
  }

  /// - Parameters:
  ///   - file: the name that diagnostics show.
  ///   - doubledKeys: gets a diagnostic for each key that its mapping has already; the tree holds the first alone.
  static func parse(
    _ bytes: [UInt8], file: String, doubledKeys: inout [Diagnostic]
  ) throws(DocumentError) -> DocumentNode {
    try SourceText.validate(bytes, file: file)
    var text = try YAMLText(bytes, file: file)
    // Nodes hold their anchors weakly; the parser keeps them.
    let (root, parser) = try compose(&text, file: file)
    defer { withExtendedLifetime(parser) {} }
    guard let root else {
      throw DocumentError(file: file, at: TextPosition(line: 1, column: 1), SourceText.blankMessage)
    }
    var reader = YAMLReader(file: file, text: text)
    let node = try reader.read(root, nesting: 1).node
    doubledKeys += reader.diagnostics
    return node
  }

  private static func compose(
    _ text: inout YAMLText, file: String
  ) throws(DocumentError) -> (root: Node?, parser: Parser) {
    while true {
      do {
        // The resolver without rules leaves the meaning of scalars to YAMLScalar and spares their regular expressions.
        let parser = try Parser(yaml: text.string, resolver: .basic, encoding: .utf8)
        return (try parser.singleRoot(), parser)
      } catch let error as YamlError {
        if case .duplicatedKeysInMapping(let keys, let context) = error, let key = keys.first,
          text.hideKey(key, at: context.mark)
        {
          continue
        }
        throw DocumentError([Diagnostic(error, in: text, file: file)])
      } catch {
        throw DocumentError(file: file, at: TextPosition(line: 1, column: 1), "the file cannot be read: \(error)")
      }
    }
  }

  // MARK: Nodes

  private mutating func read(_ node: Node, nesting: Int) throws(DocumentError) -> Sized {
    if case .scalar(let scalar) = node, scalar.style == .plain, let name = text.aliasName(scalar.string) {
      return try alias(String(name), of: scalar, nesting: nesting)
    }
    let result: Sized
    switch node {
    case .scalar(let scalar): result = Sized(node: try read(scalar))
    case .sequence(let sequence): result = try read(sequence, nesting: nesting)
    case .mapping(let mapping): result = try read(mapping, nesting: nesting)
    case .alias(let alias): throw failure(at: alias.mark, "an alias cannot stand here; write its value")
    }
    if let anchor = node.anchor { anchors[anchor.rawValue] = result }
    return result
  }

  private func read(_ scalar: Node.Scalar) throws(DocumentError) -> DocumentNode {
    let string = text.restored(scalar.string)
    let isString = try isString(scalar)
    guard let content = isString ? .string(string) : YAMLScalar.content(ofPlain: string) else {
      throw failure(
        at: scalar.mark,
        "\(SourceText.printable(string)) is beyond what a number can be here; write a finite 64-bit one")
    }
    return DocumentNode(position: TextPosition(scalar.mark), content: content)
  }

  private mutating func read(_ sequence: Node.Sequence, nesting: Int) throws(DocumentError) -> Sized {
    try checkCollection(tag: sequence.tag, "seq", mark: sequence.mark, nesting: nesting)
    var elements: [DocumentNode] = []
    var size = 1
    var height = 0
    for element in sequence {
      path.push(.index(elements.count))
      let value = try read(element, nesting: nesting + 1)
      path.pop()
      elements.append(value.node)
      size += value.size
      height = max(height, value.height)
    }
    let node = DocumentNode(position: TextPosition(sequence.mark), content: .array(elements))
    return Sized(node: node, size: size, height: height + 1)
  }

  private mutating func read(_ mapping: Node.Mapping, nesting: Int) throws(DocumentError) -> Sized {
    try checkCollection(tag: mapping.tag, "map", mark: mapping.mark, nesting: nesting)
    var builder = ObjectBuilder()
    var size = 1
    var height = 0
    for (keyNode, valueNode) in mapping {
      let key = try key(keyNode)
      let keyPosition = TextPosition(keyNode.mark)
      path.push(.key(key))
      let first = builder.claim(key, at: keyPosition)
      if let first {
        diagnostics.append(.doubledKey(file: file, at: keyPosition, path: path.description, first: first))
      }
      let value = try read(valueNode, nesting: nesting + 1)
      path.pop()
      if first == nil { builder.append(.init(key: key, keyPosition: keyPosition, value: value.node)) }
      size += value.size
      height = max(height, value.height)
    }
    let node = DocumentNode(position: TextPosition(mapping.mark), content: .object(builder.members))
    return Sized(node: node, size: size, height: height + 1)
  }

  private mutating func key(_ node: Node) throws(DocumentError) -> String {
    guard case .scalar(let scalar) = node else {
      throw failure(at: node.mark, "a list or mapping cannot be a key; write a string")
    }
    if scalar.style == .plain {
      if text.aliasName(scalar.string) != nil {
        throw failure(at: scalar.mark, "an alias cannot be a key; write it out")
      }
      if scalar.string == "<<" {
        throw failure(at: scalar.mark, "YAML 1.2 has no merge keys; write out the settings that << would bring")
      }
    }
    // Looking for doubled keys, Yams has put its own idea of a tag on plain keys; only tags of others say anything.
    let isString = try isString(scalar) && scalar.style != .plain
    let written = text.restored(scalar.string)
    guard isString || YAMLScalar.content(ofPlain: written)?.isString ?? false else {
      let name = SourceText.printable(written)
      throw failure(
        at: scalar.mark,
        name.isEmpty
          ? "a key is missing before this colon; write one"
          : "the key \(name) is not a string; write \"\(name)\"")
    }
    if let anchor = node.anchor {
      let value = DocumentNode(position: TextPosition(scalar.mark), content: .string(written))
      anchors[anchor.rawValue] = Sized(node: value)
    }
    return written
  }

  private mutating func alias(_ name: String, of scalar: Node.Scalar, nesting: Int) throws(DocumentError) -> Sized {
    guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }),
      scalar.anchor == nil, scalar.tag.rawValue.isEmpty
    else {
      throw failure(at: scalar.mark, "an asterisk begins the name of an alias; put text that begins with * in quotes")
    }
    guard let anchored = anchors[name] else {
      throw failure(
        at: scalar.mark, "the alias *\(name) names no anchor before it; mark what it means with &\(name) further up")
    }
    guard nesting - 1 + anchored.height <= DocumentNode.maximumNesting else { throw tooDeep(at: scalar.mark) }
    aliasedNodes += anchored.size
    guard aliasedNodes <= Self.maximumAliasedNodes else {
      throw failure(
        at: scalar.mark,
        "the aliases so far stand for more than \(Self.maximumAliasedNodes) values; write the document without them")
    }
    return anchored
  }

  // MARK: What is refused

  /// Whether the scalar is a string whatever it looks like.
  private func isString(_ scalar: Node.Scalar) throws(DocumentError) -> Bool {
    switch scalar.tag.rawValue {
    case "": return scalar.style != .plain
    case "!", Tag.Name.str.rawValue: return true
    default: throw unknownTag(scalar.tag, at: scalar.mark)
    }
  }

  private func checkCollection(tag: Tag, _ own: String, mark: Mark?, nesting: Int) throws(DocumentError) {
    guard ["", "!", "tag:yaml.org,2002:\(own)"].contains(tag.rawValue) else { throw unknownTag(tag, at: mark) }
    guard nesting <= DocumentNode.maximumNesting else { throw tooDeep(at: mark) }
  }

  private func unknownTag(_ tag: Tag, at mark: Mark?) -> DocumentError {
    failure(at: mark, "the tag \(SourceText.printable(text.restored(tag.rawValue))) has no meaning here; remove it")
  }

  private func tooDeep(at mark: Mark?) -> DocumentError {
    // The path, which names every level, would bury the message.
    let last = Diagnostic(
      file: file, position: TextPosition(mark), path: "", message: DocumentNode.tooDeepMessage)
    return DocumentError(diagnostics + [last])
  }

  private func failure(at mark: Mark?, _ message: String) -> DocumentError {
    let last = Diagnostic(file: file, position: TextPosition(mark), path: path.description, message: message)
    return DocumentError(diagnostics + [last])
  }
}
