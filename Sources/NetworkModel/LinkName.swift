/// The name of a network link, one that the kernel's `dev_valid_name()` (net/core/dev.c) accepts and that means one
/// link alone: 1 to 15 bytes, without `/`, `:`, `%` and white space, and none of the words that sysctl reserves.
public struct LinkName: Hashable, Sendable {
  /// The name as the kernel prints it.
  public let text: String

  /// The longest name in bytes: `IFNAMSIZ` less the terminating NUL.
  public static let maximumLength = 15

  /// Checks `text` and keeps it.
  /// - Throws: ``Invalid`` with the reason.
  public init(_ text: String) throws(Invalid) {
    if let reason = Self.objection(to: text) { throw Invalid(reason: reason) }
    self.text = text
  }

  /// A name that came from the kernel, which has checked it by its own, laxer rules.
  public init(kernelName text: String) {
    self.text = text
  }

  /// Why a text is no link name.
  public struct Invalid: Error, Equatable {
    /// One sentence that names the fault.
    public let reason: String
  }

  private static func objection(to text: String) -> String? {
    let bytes = text.utf8
    if bytes.isEmpty { return "a link name must not be empty" }
    if bytes.count > maximumLength {
      return "the link name \"\(text)\" has \(bytes.count) bytes; the kernel allows at most \(maximumLength)"
    }
    if text == "." || text == ".." { return "\"\(text)\" is not a link name" }
    // /proc/sys/net/*/conf has folders of these names, so a link called so could not be configured.
    if text == "all" || text == "default" { return "\"\(text)\" is reserved by the kernel's sysctl tree" }
    // Unicode's properties are slow to look up, and nearly all names are letters and digits.
    let isPlain = bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "%"): false
      default: byte > 0x20 && byte < 0x7F
      }
    }
    if isPlain { return nil }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "/", ":":
        return "the link name \"\(text)\" contains \"\(scalar)\", which the kernel does not allow"
      case "%":
        // The kernel takes `tap%d` for a template and makes tap0.
        return "the link name \"\(text)\" contains \"%\", which the kernel takes for a numbering template"
      case _ where scalar.properties.isWhitespace || scalar.value < 0x20 || scalar.value == 0x7F:
        return "a link name must not contain white space or control characters"
      default: continue
      }
    }
    return nil
  }
}

extension LinkName: Comparable {
  /// Orders names as people number them: `vm2` before `vm10`. Names that differ only in leading zeros are ordered by
  /// their bytes, so that the order is total.
  public static func < (left: LinkName, right: LinkName) -> Bool {
    var a = left.text.utf8[...]
    var b = right.text.utf8[...]
    while let x = a.first, let y = b.first {
      if isDigit(x) && isDigit(y) {
        let m = a.prefix(while: isDigit).drop { $0 == UInt8(ascii: "0") }
        let n = b.prefix(while: isDigit).drop { $0 == UInt8(ascii: "0") }
        if m.count != n.count { return m.count < n.count }
        if !m.elementsEqual(n) { return m.lexicographicallyPrecedes(n) }
        a = a.drop(while: isDigit)
        b = b.drop(while: isDigit)
      } else {
        if x != y { return x < y }
        a = a.dropFirst()
        b = b.dropFirst()
      }
    }
    if a.isEmpty != b.isEmpty { return a.isEmpty }
    return left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }
}

extension LinkName: CustomStringConvertible {
  /// The bare name.
  public var description: String { text }
}
