internal import NetworkModel

/// Settings of VLANs in the document's form.
extension TopologyWriter {
  static func value(of settings: VLANSettings) -> JSONValue {
    .object(
      settings.runs.map { run in
        .init(
          run.vlans,
          .object(
            run.settings.entries.compactMap { entry in
              value(of: entry.value, as: entry.option.type).map { JSONValue.Member(entry.option.name, $0) }
            }))
      })
  }
}
