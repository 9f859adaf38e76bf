internal import NetworkModel
internal import TopologyFormat

/// What several formats say of settings of ethtool.
enum Ethtool {
  /// A feature, by its name for `ethtool -k`.
  static func feature(_ name: String) -> Rule {
    .custom { importer, member, link in importer.setFeature(name, member.value, of: link) }
  }

  /// An object of features, by their names for `ethtool -k`.
  static let features = Rule.custom { importer, member, link in
    for feature in member.value.members {
      importer.within(.key(feature.key)) { $0.setFeature(feature.key, feature.value, of: link) }
    }
  }

  /// The rows of a group by the words of ethtool, with something before them.
  static func table(_ group: EthtoolGroup, prefix: String = "") -> KeyTable {
    KeyTable(kernel: group.table) { option in prefix + (LinkKind.nic.option(option)?.iproute2 ?? option) }
  }
}
