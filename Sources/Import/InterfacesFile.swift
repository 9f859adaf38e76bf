internal import TopologyFormat

/// `/etc/network/interfaces`: stanzas, each of which begins with a word of its own.
struct InterfacesFile {
  /// `iface NAME FAMILY METHOD` and the lines under it.
  struct Interface {
    let file: String
    let name: SourceLines.Piece
    /// `inet`, `inet6`; nil where ifupdown2 needs none.
    let family: String?
    let method: SourceLines.Piece?
    /// Words that only ifupdown2 knows, such as `inherits`.
    let rest: [SourceLines.Piece]
    /// In the order of the file; the same key may come again. `_` in keys is `-`.
    var options: [DocumentNode.Member] = []
  }

  private(set) var interfaces: [Interface] = []
  /// What is brought up at the start.
  private(set) var automatic: [SourceLines.Piece] = []
  /// Files that belong to this one.
  private(set) var sources: [SourceLines.Piece] = []
  /// Stanzas of other kinds, by their first word.
  private(set) var others: [SourceLines.Piece] = []

  init(_ file: SourceFile) throws(DocumentError) {
    var isInOther = false
    for line in try SourceLines(file, comments: "#").lines {
      let words = line.words
      let keyword = words[0].text
      switch keyword {
      case "iface", "vlan":
        guard words.count >= 2 else {
          throw DocumentError(file: file.name, at: words[0].position, "the name of the interface is missing")
        }
        let isFamily = words.count >= 3 && words[2].text != "inherits"
        interfaces.append(
          Interface(
            file: file.name, name: words[1], family: isFamily ? words[2].text : nil,
            method: isFamily && words.count >= 4 ? words[3] : nil, rest: Array(words.dropFirst(isFamily ? 4 : 2))))
        isInOther = false
      case "auto": automatic += words.dropFirst()
      case _ where keyword.hasPrefix("allow-"): automatic += words.dropFirst()
      case "source", "source-directory": sources += words.dropFirst().prefix(1)
      case "mapping", "template", "rename":
        others.append(words[0])
        isInOther = true
      case "no-auto-down", "no-scripts": others.append(words[0])
      case _ where isInOther: break
      default:
        guard !interfaces.isEmpty else {
          throw DocumentError(
            file: file.name, at: words[0].position,
            "\"\(SourceText.printable(keyword))\" begins no stanza; write \"iface NAME inet METHOD\" above it")
        }
        let value = Array(words.dropFirst()).value
        interfaces[interfaces.count - 1].options.append(
          DocumentNode.Member(
            key: keyword.hyphenated, keyPosition: words[0].position,
            value: value ?? DocumentNode(position: words[0].position, content: .string(""))))
      }
    }
  }
}
