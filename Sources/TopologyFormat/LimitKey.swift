/// The keys of a limit of traffic besides its short form, the rate alone.
enum LimitKey: String, CaseIterable {
  case rate
  case burst

  /// The form of its value, for people.
  var form: String {
    switch self {
    case .rate: "rate"
    case .burst: "number of bytes or size"
    }
  }

  /// One sentence for the manual page and the schema.
  var summary: String {
    switch self {
    case .rate: "How much there may be in the long run, such as \"100mbit\". Needed."
    case .burst:
      "How much may come at once after a pause, such as 65536 or \"64k\". By itself what comes in 10 ms at that rate, and at "
        + "least 72k, so that the largest packets pass that a guest hands over in one piece."
    }
  }
}
