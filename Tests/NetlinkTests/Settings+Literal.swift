import NetworkModel

extension Settings {
  /// Settings by their options.
  init(_ values: KeyValuePairs<OptionKey, OptionValue>) {
    self.init()
    for (key, value) in values { self[key.option] = value }
  }
}

extension Settings {
  /// Settings of a table by the names of its rows.
  init(_ table: OptionTable, _ values: KeyValuePairs<String, OptionValue>) {
    self.init()
    for (name, value) in values {
      guard let option = table[name] else { preconditionFailure("there is no option \(name)") }
      self[option] = value
    }
  }
}
