internal import NetworkModel

/// Settings of VLANs in the document's form.
extension TopologyWriter {
  static func value(of settings: VLANSettings) -> JSONValue {
    .object(settings.runs.map { .init($0.vlans, .object(members(of: $0.settings))) })
  }
}
