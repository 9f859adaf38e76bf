/// What makes a document unusable: at least one diagnostic, in the order of the file.
public struct DocumentError: Error, Sendable, CustomStringConvertible {
  /// At least one.
  public let diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) {
    precondition(!diagnostics.isEmpty, "an error without a diagnostic says nothing")
    self.diagnostics = diagnostics
  }

  package init(file: String, at position: TextPosition, path: String = "", _ message: String) {
    self.init([Diagnostic(file: file, position: position, path: path, message: message)])
  }

  /// The diagnostics, one a line.
  public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
