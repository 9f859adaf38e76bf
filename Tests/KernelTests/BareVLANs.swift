internal import CLinuxShim
internal import Glibc
internal import KernelTestSupport
internal import NetworkModel

/// What the kernel says of VLANs, attribute by attribute: Debian 12's `bridge` is older than some of their settings.
struct BareVLANs {
  private let attributes: [(vlans: ClosedRange<Int>, settings: ArraySlice<UInt8>)]

  /// Asks for what is kept of VLANs at a port, or at a bridge itself, or of a bridge's VLANs as wholes.
  init(of link: String, _ place: OptionTable.Place, on host: Host) throws {
    guard let index = try host.links()[link]["ifindex"].integer else {
      throw Failure(description: "there is no link \(link)")
    }
    let isGlobal = place == .globalVLAN
    var found: [(vlans: ClosedRange<Int>, settings: ArraySlice<UInt8>)] = []
    // struct br_vlan_msg, and BRIDGE_VLANDB_DUMP_FLAGS.
    let header = Bytes.of(Int(AF_BRIDGE), count: 4) + Bytes.of(index, count: 4)
    let flags =
      Bytes.of(8, count: 2) + Bytes.of(Int(BRIDGE_VLANDB_DUMP_FLAGS), count: 2)
      + Bytes.of(isGlobal ? Int(BRIDGE_VLANDB_DUMPF_GLOBAL) : 0, count: 4)
    for message in try BareMessages.answers(to: RTM_GETVLAN, isDump: true, header + flags, on: host) {
      var rest = message.dropFirst(header.count)
      while rest.count >= 4 {
        let length = Int(Bytes.number(rest, at: 0, count: 2))
        let inner = rest.prefix(length).dropFirst(4)
        let info = Attribute.find(isGlobal ? Int(BRIDGE_VLANDB_GOPTS_ID) : Int(BRIDGE_VLANDB_ENTRY_INFO), in: inner)
        let last = Attribute.find(isGlobal ? Int(BRIDGE_VLANDB_GOPTS_RANGE) : Int(BRIDGE_VLANDB_ENTRY_RANGE), in: inner)
        if let first = info.map({ Int(Bytes.number($0, at: isGlobal ? 0 : 2, count: 2)) }) {
          found.append((first...(last.map { Int(Bytes.number($0, at: 0, count: 2)) } ?? first), inner))
        }
        rest = rest.dropFirst((length + 3) & ~3)
      }
    }
    attributes = found
  }

  /// The value of a setting of a VLAN, in the form of ``OptionSample/shown``.
  func text(of option: Option, vlan: Int) -> String {
    let settings = attributes.first { $0.vlans.contains(vlan) }?.settings
    guard let value = settings.flatMap({ Attribute.find(Int(option.attribute), in: $0) }) else { return "none" }
    let number = Bytes.number(value, at: 0, count: value.count)
    if case .enumeration = option.type { return option.text(.integer(Int64(number))) }
    return String(number)
  }
}
