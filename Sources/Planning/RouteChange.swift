internal import NetworkModel

/// What changes about the routes.
struct RouteChange {
  /// Those that come.
  var added: [Route] = []
  /// Those that take the place of another one of their key.
  var replaced: [Route] = []
  /// Those of a checkpoint's host whose places `replaced` takes.
  var displaced: [Route] = []
  /// Those that go.
  var removed: [Route] = []

  var isEmpty: Bool { added.isEmpty && replaced.isEmpty && removed.isEmpty }
}
