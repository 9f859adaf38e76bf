/// The way from a document's root to one of its values, written `links.tap0.addresses[1]`.
///
/// The components stay apart until somebody asks for the text, which only a diagnostic does.
package struct DocumentPath: Hashable, Sendable, CustomStringConvertible {
  package enum Component: Hashable, Sendable {
    case key(String)
    case index(Int)
  }

  private var components: [Component] = []

  package init() {}

  package mutating func push(_ component: Component) {
    components.append(component)
  }

  package mutating func pop() {
    components.removeLast()
  }

  package var description: String {
    var text = ""
    for component in components {
      switch component {
      case .key(let key): text += (text.isEmpty ? "" : ".") + SourceText.printable(key)
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }
}
