import NetworkModel

/// An error as people read it, a line for each cause.
struct ErrorText {
  let report: ErrorReport

  /// The lines, each ended by a line feed.
  var text: String {
    let causes = report.causes.map { cause in
      let place = cause.position?.description ?? "vnetctl"
      return [place, cause.path, cause.message].compactMap { $0 }.joined(separator: ": ")
    }
    return (causes + report.advice).map { Terminal.printable($0) + "\n" }.joined()
  }
}
