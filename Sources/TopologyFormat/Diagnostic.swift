public import NetworkModel

/// One fault of a document: where it is, what is wrong and what to do about it.
public struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
  /// The place in the file.
  public let position: SourcePosition
  /// Where in the document's structure, such as `links.tap0.mtu`; empty for the document as a whole.
  public let path: String
  /// One sentence, without a full stop.
  public let message: String

  init(file: String, position: TextPosition, path: String, message: String) {
    self.init(position: position.source(in: file), path: path, message: message)
  }

  /// A fault of a document, or of what is to become one.
  package init(position: SourcePosition, path: String, message: String) {
    self.position = position
    self.path = path
    self.message = message
  }

  /// The name of the file as the user knows it.
  public var file: String { position.file }

  /// `topology.json:12:7: links.tap0.mtu: message`, without the path where that is empty.
  public var description: String {
    path.isEmpty ? "\(position): \(message)" : "\(position): \(path): \(message)"
  }
}
