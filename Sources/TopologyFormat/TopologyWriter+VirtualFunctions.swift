internal import NetworkModel

/// Virtual functions in the document's form.
extension TopologyWriter {
  /// Those in a row that are the same stand together, unless they have addresses.
  static func value(of functions: [Int: Settings]) -> JSONValue {
    var runs: [(numbers: ClosedRange<Int>, settings: Settings)] = []
    for (number, settings) in functions.sorted(by: { $0.key < $1.key }) {
      if let last = runs.last, last.numbers.upperBound == number - 1, last.settings == settings,
        settings[.virtualFunctionMAC] == nil
      {
        runs[runs.count - 1].numbers = last.numbers.lowerBound...number
      } else {
        runs.append((number...number, settings))
      }
    }
    return .object(
      runs.map { numbers, settings in
        let key = numbers.count == 1 ? "\(numbers.lowerBound)" : "\(numbers.lowerBound)-\(numbers.upperBound)"
        return .init(key, .object(members(of: settings)))
      })
  }
}
