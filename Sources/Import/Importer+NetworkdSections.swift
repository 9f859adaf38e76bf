internal import NetworkModel
internal import TopologyFormat

/// systemd-networkd: sections each of which is one entry of a list, or one limit.
extension Importer {
  /// The `[BridgeFDB]` and `[BridgeMDB]` sections of a `.network` file.
  mutating func readNetworkdDatabases(_ unit: UnitFile, of link: String) {
    let kind = links[link]?.kind?.text.flatMap(LinkKind.init)
    var ofPort: [DocumentNode] = []
    var own: [DocumentNode] = []
    var groups: [DocumentNode] = []
    for section in unit.sections {
      read(section) { importer in
        switch section.name {
        case "BridgeFDB":
          let isOwn = kind == .vxlan || kind == .bridge || section["Destination"] != nil
          guard let place = importer.database(of: section, isOwn: isOwn),
            var entry = importer.collect(Networkd.station, section.members)
          else { return }
          if place == .master {
            // NUD_PERMANENT, which the kernel takes for an address of the host itself (fdb_add_entry in net/bridge/br_fdb.c).
            entry.append(importer.member("state", .string("permanent"), at: section.position))
            ofPort.append(importer.node(.object(entry), at: section.position))
          } else {
            own.append(importer.node(.object(entry), at: section.position))
          }
        case "BridgeMDB":
          guard let members = importer.collect(Networkd.group, section.members) else { return }
          let isGroup = members.count == 1 && members[0].key == "group"
          groups.append(isGroup ? members[0].value : importer.node(.object(members), at: section.position))
        default: break
        }
      }
    }
    adopt(own, as: "fdb", asPort: false, of: link)
    adopt(ofPort, as: "fdb", asPort: true, of: link)
    adopt(groups, as: "mdb", asPort: kind != .bridge, of: link)
  }

  /// Whose database an entry is in.
  private enum Database {
    case own
    case master
  }

  private mutating func database(of section: UnitFile.Section, isOwn: Bool) -> Database? {
    let word = section["AssociatedWith"]?.text ?? "self"
    switch word {
    case "master": return .master
    case "self" where isOwn: return .own
    case "self":
      leaveOut(
        section.position,
        "it is for the link's own filter of addresses; AssociatedWith=master is for the database of its bridge")
    default: leaveOut(section["AssociatedWith"]?.position ?? section.position, Reason.unknown)
    }
    return nil
  }

  private mutating func adopt(_ list: [DocumentNode], as key: String, asPort isPort: Bool, of link: String) {
    guard let first = list.first else { return }
    let value = node(.array(list), standingFor: first.position)
    adopt(DocumentNode.Member(key: key, keyPosition: value.position, value: value), asPort: isPort, of: link)
  }

  /// A `[TokenBucketFilter]`.
  mutating func readBucket(_ section: UnitFile.Section, _ link: String) {
    if let parent = section["Parent"], parent.text != "root" {
      return leaveOut(parent.position, "a limit is for all that the link sends, at its root")
    }
    guard section["Rate"] != nil else { return leaveOut(section.position, "there is no Rate= here") }
    setLimit(.egressRate, collect(Networkd.bucket, section.members), of: link, at: section.position)
  }
}
