internal import NetworkModel

/// A route of a document together with what it takes to find its table, and the place to complain of.
struct RouteDeclaration {
  /// The route, in the main table unless it names another one.
  var route: DeclaredRoute
  /// Whether it names its table.
  let hasTable: Bool
  let place: DocumentPlace
}
