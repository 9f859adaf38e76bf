/// A message, or an attribute in it, whose lengths do not fit together. The kernel never sends one.
struct MalformedMessage: Error, Equatable {
  /// What does not fit.
  let reason: String
}
