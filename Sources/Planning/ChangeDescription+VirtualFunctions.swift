internal import NetworkModel

extension ChangeDescription {
  /// What changes about virtual functions: those in a row of which the same changes are told as one.
  func virtualFunctionDetails(of fate: LinkFate) -> [Change.Detail] {
    runs("vf", fate.virtualFunctions.map { ($0, details(of: $0, $1, fate)) })
  }

  /// What changes about numbered parts of a link: those in a row of which the same changes are told as one.
  ///
  /// - Parameter word: What such a part is called.
  func runs(_ word: String, _ parts: [(number: Int, details: [Change.Detail])]) -> [Change.Detail] {
    var runs: [(numbers: ClosedRange<Int>, details: [Change.Detail])] = []
    for (number, details) in parts.sorted(by: { $0.number < $1.number }) {
      if let last = runs.last, last.numbers.upperBound == number - 1, last.details == details {
        runs[runs.count - 1].numbers = last.numbers.lowerBound...number
      } else {
        runs.append((number...number, details))
      }
    }
    return runs.flatMap { numbers, details in
      let range = numbers.count == 1 ? "\(numbers.lowerBound)" : "\(numbers.lowerBound)-\(numbers.upperBound)"
      return details.map { detail in
        Change.Detail(name: "\(word) \(range) \(detail.name)", before: detail.before, after: detail.after)
      }
    }
  }

  /// Without what is only said to the kernel along with the rest.
  private func details(of number: Int, _ settings: Settings, _ fate: LinkFate) -> [Change.Detail] {
    let isNew = fate.settings[.virtualFunctions] != nil
    let known = isNew ? nil : fate.observed?.virtualFunctions[number]
    return settings.entries.compactMap { entry in
      let option = entry.option
      let isDeclared = fate.declared.virtualFunctions[number]?[entry.id] != nil
      if known == nil, !isDeclared, option.isStandardOfNewFunction(entry.value) { return nil }
      let before = known?[entry.id].map(option.text)
      let after = option.text(entry.value)
      return before == after ? nil : Change.Detail(name: option.name, before: before, after: after)
    }
  }
}
