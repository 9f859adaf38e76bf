internal import NetworkModel

/// Makes declarations of positioned trees, file after file, and gathers all that is wrong on the way.
///
/// A fault never ends the decoding: what is wrong is reported and left out, and the rest is read on.
struct DocumentDecoder {
  /// The links of all files so far.
  private(set) var declarations: [LinkDeclaration] = []
  /// The routes of all files so far.
  var routes: [RouteDeclaration] = []
  /// The links that the routes go over, where they are called.
  var routeDevices: [RouteDevice] = []
  var diagnostics: [Diagnostic] = []
  /// The name of the topology, when a file has given one.
  var name: String? { firstName?.text }

  /// The file that is being decoded.
  private(set) var file = ""
  private var path = DocumentPath()
  private var firstName: (text: String, place: SourcePosition)?
  /// Where they are among the declarations.
  private(set) var byName: [LinkName: Int] = [:]
  private var hasTooMany = false
  /// What the file has as defaults, kind by kind.
  var defaults: [LinkKind: [DocumentNode.Member]] = [:]
  var accounts: AccountCache
  /// What keys stand for, kind by kind, as far as it was asked: documents have few keys, and the same thousands of times.
  private var options: [LinkKind: [String: Option?]] = [:]

  init(accounts: any AccountLookup) {
    self.accounts = AccountCache(lookup: accounts)
  }

  mutating func decode(_ file: SourceFile) {
    self.file = file.name
    defaults = [:]
    do throws(DocumentError) {
      let root =
        file.isYAML
        ? try YAMLReader.parse(file.bytes, file: file.name, doubledKeys: &diagnostics)
        : try JSONScanner.parse(file.bytes, file: file.name, doubledKeys: &diagnostics)
      decodeRoot(root)
    } catch {
      diagnostics += error.diagnostics
    }
  }

  /// Decodes a tree that has been made already.
  mutating func decode(_ root: DocumentNode, file: String) {
    self.file = file
    defaults = [:]
    decodeRoot(root)
  }

  /// The option of that name in a link of a kind.
  mutating func option(_ name: String, of kind: LinkKind) -> Option? {
    if let known = options[kind]?[name] { return known }
    let option = kind.option(name)
    options[kind, default: [:]].updateValue(option, forKey: name)
    return option
  }

  // MARK: Reporting

  /// Notes a fault at `position`, of the value that is being decoded.
  mutating func report(_ position: TextPosition, _ message: String) {
    diagnostics.append(Diagnostic(file: file, position: position, path: path.description, message: message))
  }

  /// The place of the value that is being decoded, for complaints that can be made only later.
  func place(_ position: TextPosition) -> DocumentPlace {
    DocumentPlace(file: file, position: position, path: path.description)
  }

  /// Runs `body` with `component` at the end of the path.
  mutating func within<Result>(
    _ component: DocumentPath.Component, _ body: (inout DocumentDecoder) -> Result
  ) -> Result {
    path.push(component)
    defer { path.pop() }
    return body(&self)
  }

  // MARK: The document

  private mutating func decodeRoot(_ root: DocumentNode) {
    guard case .object(let members) = root.content else {
      report(root.position, "a topology is an object such as {\"links\": {}}, not \(root.title)")
      return
    }
    if let member = members.first(where: { $0.key == "defaults" }) {
      within(.key(member.key)) { $0.decodeDefaults(member.value) }
    }
    for member in members {
      within(.key(member.key)) { decoder in
        switch member.key {
        case "defaults": break
        case "$schema": decoder.decodeSchema(member.value)
        case "version": decoder.decodeVersion(member.value)
        case "name": decoder.decodeName(member.value)
        case "links": decoder.decodeLinks(member.value)
        case "routes": decoder.decodeRoutes(member.value)
        default: decoder.report(member.keyPosition, KeyAdvice.atTop(member))
        }
      }
    }
  }

  /// The keys of a document.
  static let keys = ["version", "name", "defaults", "links", "routes"]
  /// The version of the document's form that this program reads.
  static let version: Int64 = 1

  /// Editors look here for the schema with which they check and complete a document; for the topology it means nothing.
  private mutating func decodeSchema(_ node: DocumentNode) {
    guard case .string = node.content else {
      return report(node.position, "the address of a JSON Schema is a string, not \(node.title)")
    }
  }

  private mutating func decodeVersion(_ node: DocumentNode) {
    guard case .number(let number) = node.content else {
      return report(node.position, "the version is a number, not \(node.title); write \(Self.version)")
    }
    if number.integer != Self.version {
      report(node.position, "this program reads documents of version \(Self.version), not \(number)")
    }
  }

  /// What a topology may be called: it becomes part of file names.
  static let namePattern = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}"

  private mutating func decodeName(_ node: DocumentNode) {
    guard case .string(let text) = node.content else {
      return report(node.position, "the topology's name is a string, not \(node.title)")
    }
    guard Self.isName(text) else {
      return report(
        node.position,
        "\"\(SourceText.printable(text))\" cannot be the topology's name: that is 1 to 64 of A-Z a-z 0-9 . _ - "
          + "and begins with a letter or a digit")
    }
    let place = node.position.source(in: file)
    guard let first = firstName else {
      firstName = (text, place)
      return
    }
    if first.text != text {
      report(node.position, "the files of one topology have one name; it is \"\(first.text)\" at \(first.place)")
    }
  }

  private static func isName(_ text: String) -> Bool {
    func isAlphanumeric(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: false
      }
    }
    let bytes = text.utf8
    guard let first = bytes.first, isAlphanumeric(first), bytes.count <= 64 else { return false }
    return bytes.allSatisfy {
      isAlphanumeric($0) || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-")].contains($0)
    }
  }

  // MARK: Links

  private mutating func decodeLinks(_ node: DocumentNode) {
    guard case .object(let members) = node.content else {
      return report(
        node.position, "the links are an object such as {\"tap0\": {\"kind\": \"tap\"}}, not \(node.title)")
    }
    for member in members {
      within(.key(member.key)) { decoder in
        let names = decoder.decodeNames(member)
        let member = decoder.completed(member)
        if RangePattern.hasBracket(member.key), member.value.isSeries {
          decoder.declare(decoder.decodeSeries(names, member), member)
        } else if let template = decoder.decodeLink(member) {
          decoder.declare(names.map { template.named($0) }, member)
        }
      }
    }
  }

  private mutating func decodeNames(_ member: DocumentNode.Member) -> [LinkName] {
    do throws(RangePattern.Invalid) {
      let pattern = try RangePattern(name: member.key)
      guard declarations.count + min(pattern.count, .max / 2) <= TopologyReader.maximumLinks else {
        if !hasTooMany {
          report(
            member.keyPosition,
            "the topology has more than \(TopologyReader.maximumLinks) links with "
              + (pattern.count == 1 ? "this one" : pattern.count == .max ? "these" : "these \(pattern.count)"))
        }
        hasTooMany = true
        return []
      }
      do throws(LinkName.Invalid) {
        return try pattern.names()
      } catch {
        report(member.keyPosition, error.reason)
      }
    } catch {
      report(member.keyPosition, error.reason)
    }
    return []
  }

  private mutating func declare(_ links: [DeclaredLink], _ member: DocumentNode.Member) {
    var clashes: [Int: [LinkName]] = [:]
    let position = member.keyPosition.source(in: file)
    for var link in links {
      if let first = byName[link.name] {
        clashes[first, default: []].append(link.name)
        continue
      }
      link.position = position
      byName[link.name] = declarations.count
      declarations.append(LinkDeclaration(link: link, file: file, member: member))
    }
    // Two ranges that overlap clash once, however many links they share.
    var byPlace: [SourcePosition: [LinkName]] = [:]
    for (first, names) in clashes { byPlace[declarations[first].place, default: []] += names }
    for (place, names) in byPlace.sorted(by: { ($0.value.min() ?? $0.value[0]) < ($1.value.min() ?? $1.value[0]) }) {
      let names = names.sorted()
      let others = names.count - 1
      let verb = others == 0 ? "is" : "and \(others) more \(others == 1 ? "link" : "links") are"
      report(member.keyPosition, "\(names[0]) \(verb) declared already at \(place); declare each link once")
    }
  }
}

extension DeclaredLink {
  /// The same of another name.
  fileprivate func named(_ name: LinkName) -> DeclaredLink {
    var link = self
    link.name = name
    return link
  }
}
