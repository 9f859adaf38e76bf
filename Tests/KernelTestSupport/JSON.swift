internal import Foundation

/// A JSON value as a program printed it.
public enum JSON: Decodable, Sendable, Equatable {
  /// `null`, and what is not there.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number.
  case number(Double)
  /// A text.
  case text(String)
  /// An array.
  case array([JSON])
  /// An object.
  case object([String: JSON])

  /// Reads a text; an empty one, which `ip` prints when it has nothing to show, is an empty array.
  public init(_ text: String) throws {
    self = text.isEmpty ? .array([]) : try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
  }

  /// Reads any value.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  /// A member of an object; `.null` when there is none.
  public subscript(key: String) -> JSON {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }

  /// An element of an array; `.null` when there is none.
  public subscript(index: Int) -> JSON {
    if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { .null }
  }

  /// The elements of an array; none for anything else.
  public var elements: [JSON] { if case .array(let elements) = self { elements } else { [] } }

  /// The number, when it is a whole one.
  public var integer: Int? { if case .number(let number) = self { Int(exactly: number) } else { nil } }

  /// The text.
  public var string: String? { if case .text(let text) = self { text } else { nil } }

  /// The truth value.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  /// A text.
  public init(stringLiteral value: String) { self = .text(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}
