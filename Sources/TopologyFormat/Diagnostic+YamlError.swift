import Yams

extension TextPosition {
  init(_ mark: Mark?) {
    self.init(line: max(1, mark?.line ?? 1), column: max(1, mark?.column ?? 1))
  }
}

extension Diagnostic {
  /// What Yams found wrong, with libyaml's own words where ours would say no more.
  init(_ error: YamlError, in text: YAMLText, file: String) {
    let position: TextPosition
    let message: String
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
      position = text.position(of: mark)
      if problem.hasPrefix("Maximum nesting level") {
        message = DocumentNode.tooDeepMessage
      } else if text.character(at: mark) == "\t" {
        message = "a tab cannot indent YAML; use spaces"
      } else {
        let words = [problem, context?.text].compactMap(\.self).joined(separator: " ")
        message = "this is not valid YAML: \(words); correct it, or put text that is meant as it stands in quotes"
      }
    case .composer(_, _, let mark, _):
      position = TextPosition(mark)
      message = "a second document begins here; put it in a file of its own"
    case .reader(_, _, let value, _):
      position = text.position(ofFirst: UInt32(bitPattern: value))
      let number = SourceText.hexadecimal(UInt32(bitPattern: value), digits: 4)
      message = "the character U+\(number) cannot stand in YAML; remove it, or write it as an escape in quotes"
    case .duplicatedKeysInMapping(let keys, let context):
      position = TextPosition(context.mark)
      let names = keys.map { SourceText.printable(text.restored($0)) }.joined(separator: ", ")
      message = "this mapping has keys more than once: \(names); keep one of each"
    default:
      position = TextPosition(line: 1, column: 1)
      message = "the file cannot be read as YAML: \(error)"
    }
    self.init(file: file, position: position, path: "", message: message)
  }
}
