import NetworkModel

extension Settings {
  /// Settings by their options.
  init(_ values: KeyValuePairs<OptionKey, OptionValue>) {
    self.init()
    for (key, value) in values { self[key.option] = value }
  }
}
