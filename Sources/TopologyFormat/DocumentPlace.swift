/// A place in a document, in its text and in its structure.
struct DocumentPlace {
  let file: String
  let position: TextPosition
  let path: String

  /// A fault at this place.
  func diagnostic(_ message: String) -> Diagnostic {
    Diagnostic(file: file, position: position, path: path, message: message)
  }
}
