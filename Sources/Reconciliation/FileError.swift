public import Netlink

/// What the system answered about a file.
public struct FileError: Error, Sendable, Equatable {
  /// What was asked, in a verb: `open`, `write`.
  public var action: String
  /// The file or folder.
  public var path: String
  /// The errno.
  public var number: ErrorNumber
  /// What is wrong with the file when the errno alone does not say it.
  public var reason: String?

  /// An error about the file at `path`.
  public init(_ action: String, _ path: String, code: Int32, reason: String? = nil) {
    self.action = action
    self.path = path
    number = ErrorNumber(code)
    self.reason = reason
  }
}

extension FileError: CustomStringConvertible {
  /// `cannot open /run/vnetctl/1/record: Permission denied (EACCES)`.
  public var description: String { "cannot \(action) \(path): \(reason ?? number.description)" }
}
