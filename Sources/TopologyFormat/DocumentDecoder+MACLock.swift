internal import NetworkModel

/// `mac_lock`: one word for what lets in the frames of some stations alone.
///
/// A locked port drops what comes from an address that has no entry at that port (br_handle_frame_finish in
/// net/bridge/br_input.c). It must not learn, or a frame to a link-local group would teach it any address
/// (__br_handle_local_finish). And the entries are sticky, or a frame with such an address that comes in by another port
/// would take the entry there, and lock the station out (br_fdb_update in net/bridge/br_fdb.c).
extension DocumentDecoder {
  /// Reads it once the other keys of the port are read.
  mutating func decodeMACLock(_ members: [DocumentNode.Member], into link: inout DeclaredLink) {
    guard let member = members.first(where: { $0.key == PortKey.macLock.rawValue }) else { return }
    within(.key(member.key)) { decoder in
      let own = [Option.locked.name, Option.learning.name, Option.mab.name, PortKey.fdb.rawValue]
      for other in members where own.contains(other.key) {
        decoder.report(
          member.keyPosition, "\"mac_lock\" says what \"\(other.key)\" says; remove one of the two")
      }
      if case .null = member.value.content {
        link.lock(to: nil)
      } else if let stations = decoder.decodeMACs(member.value, of: "a station's address") {
        link.lock(to: stations)
      }
    }
  }
}

extension DeclaredLink {
  /// Declares that the port lets in the frames of these stations alone; nil for all.
  fileprivate mutating func lock(to stations: [MACAddress]?) {
    settings[.locked] = .boolean(stations != nil)
    settings[.learning] = .boolean(stations == nil)
    forwarding = (stations ?? []).map { ForwardingEntry($0, flags: ForwardingEntry.stickyFlag) }
  }

  /// The stations to which the port is locked, where one word says so.
  var macLock: [MACAddress]? {
    guard let entries = forwarding, settings[.mab] == nil else { return nil }
    var locked = self
    locked.lock(to: entries.map(\.mac).sorted { $0.bits < $1.bits })
    return locked == self ? entries.map(\.mac) : nil
  }
}
