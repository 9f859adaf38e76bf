internal import CLinuxShim

/// An errno with its name and the C library's words for it.
public struct ErrorNumber: Sendable, Equatable {
  /// The number, positive.
  public let code: Int32

  /// The errno of that number.
  public init(_ code: Int32) {
    self.code = code
  }

  /// `EPERM`; `errno 524` for a number that has no name.
  public var name: String {
    // SAFETY: the C library returns NULL or a static NUL-terminated text.
    guard let name = unsafe shim_error_name(code) else { return "errno \(code)" }
    return unsafe String(cString: name)
  }

  /// `Operation not permitted`.
  public var words: String {
    // SAFETY: the C library returns NULL or a static NUL-terminated text.
    guard let words = unsafe shim_error_description(code) else { return "unknown error" }
    return unsafe String(cString: words)
  }
}

extension ErrorNumber: CustomStringConvertible {
  /// `Operation not permitted (EPERM)`.
  public var description: String { "\(words) (\(name))" }
}
