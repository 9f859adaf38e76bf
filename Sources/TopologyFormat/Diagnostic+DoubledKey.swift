extension Diagnostic {
  static func doubledKey(file: String, at position: TextPosition, path: String, first: TextPosition) -> Diagnostic {
    Diagnostic(
      file: file, position: position, path: path,
      message: "this key stands in the same object already, at \(first); remove one of the two")
  }
}
