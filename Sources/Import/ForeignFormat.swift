public import TopologyFormat

/// Another program's form of writing down what a host's network shall be.
public enum ForeignFormat: String, CaseIterable, Sendable {
  /// nmstate's YAML.
  case nmstate
  /// netplan's YAML.
  case netplan
  /// `/etc/network/interfaces` of ifupdown and ifupdown2.
  case ifupdown
  /// The files of systemd-networkd: `.netdev`, `.network` and `.link`.
  case networkd
  /// The XML of libvirt's networks and domains.
  case libvirt

  /// How the names of its files end, by which they are found in a folder; empty where they have no ending.
  public var fileEndings: [String] {
    switch self {
    case .nmstate, .netplan: [".yaml", ".yml"]
    case .ifupdown: []
    case .networkd: [".netdev", ".network", ".link"]
    case .libvirt: [".xml"]
    }
  }

  /// Makes a document of ours of what `files` say.
  ///
  /// - Throws: ``DocumentError`` when a file cannot be read at all.
  public func read(_ files: [SourceFile]) throws(DocumentError) -> ImportedDocument {
    var importer = Importer()
    switch self {
    case .nmstate: try importer.readNMState(files)
    case .netplan: try importer.readNetplan(files)
    case .ifupdown: try importer.readIfupdown(files)
    case .networkd: try importer.readNetworkd(files)
    case .libvirt: try importer.readLibvirt(files)
    }
    return try importer.finish(files)
  }
}
