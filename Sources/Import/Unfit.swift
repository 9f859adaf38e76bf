/// Why a value cannot be carried over.
struct Unfit: Error {
  /// One sentence, without a full stop.
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}
