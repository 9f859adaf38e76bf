import Yams

/// A YAML text as it is given to Yams, and the way back from Yams' scalars to what was written.
///
/// Two things that Yams does by itself are hidden from it:
/// - Aliases. Yams would put the anchored node in the alias's place, and a few lines of aliases to aliases make a tree
///   that takes years to walk, to hash or to free. Behind a stand-in for its asterisk an alias is a plain scalar, which
///   ``YAMLReader`` replaces itself, counting.
/// - Doubled keys. Yams stops at the first mapping that has some and tells only where the first of them is. With a
///   stand-in for that key's first character it finds the next, until the tree holds them all.
///
/// The stand-ins are noncharacters, which Unicode keeps free for use inside a program, one for one, so that Yams' lines
/// and columns stay true.
struct YAMLText {
  private static let standIns = (UInt32(0xFDD0)...0xFDEF).compactMap(Unicode.Scalar.init)
  private static let aliasIndicator = standIns[0]
  private static let keyStandIns = standIns.dropFirst()

  private(set) var scalars: [Unicode.Scalar]
  private var hiddenInitials: [Unicode.Scalar] = []

  /// - Throws: when the text has noncharacters of its own.
  init(_ bytes: [UInt8], file: String) throws(DocumentError) {
    scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    for index in scalars.indices {
      if scalars[index] == "*" {
        scalars[index] = Self.aliasIndicator
      } else if 0xFDD0...0xFDEF ~= scalars[index].value {
        throw DocumentError(
          file: file, at: position(of: index), "\(SourceText.describe(scalars[index])) is no character; remove it")
      }
    }
  }

  var string: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// The text of one of Yams' scalars as it was written.
  func restored(_ text: String) -> String {
    // Both stand-ins begin with the same byte, which little else does.
    guard text.utf8.contains(0xEF) else { return text }
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == Self.aliasIndicator {
        view.append("*")
      } else if let hidden = Self.keyStandIns.firstIndex(of: scalar) {
        view.append(hiddenInitials[hidden - Self.keyStandIns.startIndex])
      } else {
        view.append(scalar)
      }
    }
    return String(view)
  }

  /// The name in a plain scalar that stands for an alias.
  func aliasName(_ text: String) -> Substring? {
    text.unicodeScalars.first == Self.aliasIndicator ? Substring(text.unicodeScalars.dropFirst()) : nil
  }

  /// Hides the key that Yams found to be the first of several alike, so that it finds the next.
  ///
  /// - Returns: false when the key's first character is not at the mark, as with tags and escapes, or there are too
  ///   many doubled keys to go on.
  mutating func hideKey(_ key: String, at mark: Mark) -> Bool {
    guard var index = index(of: mark), let initial = key.unicodeScalars.first else { return false }
    if scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
    guard index < scalars.count, scalars[index] == initial, initial != Self.aliasIndicator,
      let standIn = Self.keyStandIns.dropFirst(hiddenInitials.count).first
    else { return false }
    scalars[index] = standIn
    hiddenInitials.append(initial)
    return true
  }

  func character(at mark: Mark) -> Unicode.Scalar? {
    index(of: mark).map { scalars[$0] }
  }

  /// The first place of a character that libyaml refuses without saying where.
  func position(ofFirst value: UInt32) -> TextPosition {
    position(of: scalars.firstIndex { $0.value == value } ?? 0)
  }

  /// The place of a mark in the text. libyaml sees the end of a text without a last line break on a line of its own.
  func position(of mark: Mark) -> TextPosition {
    mark.line <= lineStarts.count ? TextPosition(mark) : position(of: scalars.count)
  }

  private func position(of index: Int) -> TextPosition {
    let starts = lineStarts.prefix { $0 <= index }
    return TextPosition(line: starts.count, column: index - (starts.last ?? 0) + 1)
  }

  private func index(of mark: Mark) -> Int? {
    let starts = lineStarts
    guard starts.indices.contains(mark.line - 1) else { return nil }
    let index = starts[mark.line - 1] + mark.column - 1
    return scalars.indices.contains(index) ? index : nil
  }

  /// Where the lines begin, as libyaml counts them.
  private var lineStarts: [Int] {
    var starts = [0]
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\n", "\u{85}", "\u{2028}", "\u{2029}": starts.append(index + 1)
      case "\r" where index + 1 == scalars.count || scalars[index + 1] != "\n": starts.append(index + 1)
      default: break
      }
    }
    return starts
  }
}
