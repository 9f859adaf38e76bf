import NetworkModel
import Planning

/// The commands of iproute2, or of ethtool, that do what an operation does, for an administrator who has to mend a host by hand.
struct OperationCommand {
  let operation: Operation

  /// The commands in order, for a shell; none where iproute2 has no command for it.
  var lines: [String] {
    switch operation {
    case .createTAP(let name, _, let settings):
      [Self.line(["ip", "tuntap", "add", "dev", name.text, "mode", "tap"] + Self.tapWords(settings))]
    case .create(let name, _, let kind, let settings, let lower):
      [
        Self.line(
          ["ip", "link", "add"] + (lower.map { ["link", $0.text] } ?? []) + ["name", name.text]
            + Self.words(settings, of: kind, always: true))
      ]
    case .createPair(let name, _, let kind, let settings, let new):
      [
        Self.line(
          ["ip", "link", "add", "name", name.text] + Self.words(settings, of: kind, always: true)
            + ["peer", "name", new.peer.name.text] + (new.peer.namespace.map { ["netns", $0] } ?? [])
            + Self.words(new.settings))
      ]
    // `ip tuntap` changes no device that is there.
    case .retuneTAP: []
    case .set(let name, let kind, let settings, let master):
      [Self.line(["ip", "link", "set", "dev", name.text] + Self.words(master) + Self.words(settings, of: kind))]
    case .rename(let name, let new): [Self.line(["ip", "link", "set", "dev", name.text, "name", new.text])]
    case .addAlternativeName(let name, let other):
      [Self.line(["ip", "link", "property", "add", "dev", name.text, "altname", other])]
    case .removeAlternativeName(let name, let other):
      [Self.line(["ip", "link", "property", "del", "dev", name.text, "altname", other])]
    case .pinMAC(let bridge, let port):
      [
        Self.line(["ip", "link", "set", "dev", bridge.text, "address"])
          + " \"$(" + Self.line(["ip", "-br", "link", "show", "dev", port.text]) + " | awk '{print $3}')\""
      ]
    case .setPort(let name, let settings):
      [Self.line(["ip", "link", "set", "dev", name.text, "type", Self.portWord(settings)] + Self.words(settings))]
    case .forgetStations(let name):
      [Self.line(["ip", "link", "set", "dev", name.text, "type", "bridge_slave", "fdb_flush"])]
    case .addVLANs(let name, let vlans, let ofBridgeItself):
      Self.members(vlans).map { Self.vlanLine("add", name, $0, ofBridgeItself) }
    case .removeVLANs(let name, let vlans, let ofBridgeItself):
      vlans.runs.map { Self.vlanLine("del", name, [Self.range($0.first, $0.last)], ofBridgeItself) }
    case .addTunnels(let name, let tunnels): tunnels.runs.map { Self.tunnelLine("add", name, $0) }
    case .removeTunnels(let name, let tunnels): tunnels.runs.map { Self.tunnelLine("del", name, $0) }
    case .setVLANs(let name, let settings): Self.vlanLines(name, settings)
    case .configureIPv6(let name, let settings):
      settings.entries.map { entry in
        "echo \(entry.value == .boolean(true) ? 1 : 0) > "
          + Self.quoted("/proc/sys/net/ipv6/conf/\(name)/\(entry.option.name)")
      }
    case .setDeviceFile(let name, let settings): Self.deviceLines(name, settings)
    case .controlTraffic(let name, let step): [Self.line(["tc"] + Self.words(step, name.text))]
    case .setEthtool(let name, let settings): Self.ethtoolLines(name, settings)
    case .setVirtualFunctionCount(let name, let count):
      ["echo \(count) > " + Self.quoted("/sys/class/net/\(name)/device/sriov_numvfs")]
    case .setVirtualFunction(let name, let number, let settings):
      [Self.line(["ip", "link", "set", "dev", name.text, "vf", String(number)] + Self.words(settings))]
    case .addAddress(let name, let address): [Self.line(["ip", "address", "add"] + address.words(on: name))]
    case .changeAddress(let name, let address): [Self.line(["ip", "address", "change"] + address.words(on: name))]
    case .removeAddress(let name, let address):
      [Self.line(["ip", "address", "del"] + address.keyWords + ["dev", name.text])]
    case .addRoute(let route): [Self.line(route.command("append"))]
    case .replaceRoute(let route): [Self.line(route.command("replace"))]
    case .removeRoute(let route): [Self.line(route.command("del"))]
    case .addForwarding(let name, let entry): [Self.forwardingLine("replace", name, entry)]
    case .removeForwarding(let name, let entry): [Self.forwardingLine("del", name, entry)]
    case .addMulticast(let name, let entry, let bridge): [Self.multicastLine("add", name, entry, bridge)]
    case .removeMulticast(let name, let entry, let bridge): [Self.multicastLine("del", name, entry, bridge)]
    case .delete(let name): [Self.line(["ip", "link", "delete", "dev", name.text])]
    }
  }

  /// What `ip` calls ports of the master that keeps these settings.
  private static func portWord(_ settings: Settings) -> String {
    (settings.entries.first.flatMap { LinkKind.master(keeping: $0.option) } ?? .bridge).rawValue + "_slave"
  }

  // MARK: Settings

  /// The settings of a link and, behind `type`, those of its kind.
  /// - Parameter always: Whether the kind is named even if nothing of it is set.
  private static func words(_ settings: Settings, of kind: LinkKind, always: Bool = false) -> [String] {
    let data = settings.at(.kindData)
    var words = words(settings.at(.link)) + words(settings.at(.ipv6))
    if let name = kind.kernelKind, always || !data.isEmpty {
      words += ["type", name] + Self.words(data, kind.traits.booleans)
    }
    return words
  }

  static func words(_ settings: Settings, _ booleans: LinkKind.Booleans = .words) -> [String] {
    settings.entries.flatMap { entry -> [String] in
      let option = entry.option
      return switch (option.type, entry.value) {
      case (_, .boolean(let isOn)) where option.id == Option.up.id: [isOn ? "up" : "down"]
      case (_, .boolean(let isOn)): Self.words(option.iproute2, isOn, booleans)
      case (_, .address(nil)): [option.iproute2, "any"]
      case (_, .addresses(let list)): [option.iproute2, list.map(\.description).joined(separator: ",")]
      case (_, .macs(let list)):
        [option.iproute2] + (list.isEmpty ? ["flush"] : ["set"] + list.map(\.description))
      case (.ports, .integer(let ports)): [option.iproute2, String(ports >> 16), String(ports & 0xFFFF)]
      case (.numberOrWord, .integer(0)) where option.text(entry.value) == "none": ["no" + option.iproute2]
      // What `ip` takes without a word before it.
      case (.enumeration, .integer) where option.iproute2.isEmpty: [option.text(entry.value)]
      case (_, .link(nil)): ["no" + option.iproute2]
      case (_, .text(let text)): [option.iproute2, text]
      case (_, .map(let map)):
        map.isEmpty ? [] : [option.iproute2] + map.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
      // It takes hundredths of a second, as the kernel does, and the number of a port's state.
      case (.seconds, .integer(let number)): [option.iproute2, String(number)]
      case (_, .integer(let number)) where option.id == Option.portState.id || option.id == Option.vlanState.id:
        [option.iproute2, String(number)]
      default: [option.iproute2, option.text(entry.value)]
      }
    }
  }

  private static func words(_ word: String, _ isOn: Bool, _ booleans: LinkKind.Booleans) -> [String] {
    switch booleans {
    case .words: [word, isOn ? "on" : "off"]
    case .digits: [word, isOn ? "1" : "0"]
    case .prefix: [isOn ? word : "no" + word]
    case .flags: ["flag", isOn ? word : "null"]
    }
  }

  private static func words(_ master: DeclaredLink.Master?) -> [String] {
    switch master {
    case nil: []
    case .some(.none): ["nomaster"]
    case .on(let bridge): ["master", bridge.text]
    }
  }

  /// Accounts by number: what the document called them need not be what this host calls them.
  private static func tapWords(_ settings: Settings) -> [String] {
    settings.at(.tapDevice).entries.flatMap { entry -> [String] in
      switch entry.value {
      case .account(let account): [entry.option.iproute2, String(account.number)]
      case .boolean(true): [entry.option.iproute2]
      case .integer(let queues) where queues > 1: [entry.option.iproute2]
      default: []
      }
    }
  }

  // MARK: Bridges

  private static func vlanLine(_ verb: String, _ name: LinkName, _ words: [String], _ ofBridgeItself: Bool) -> String {
    line(["bridge", "vlan", verb, "dev", name.text, "vid"] + words + (ofBridgeItself ? ["self"] : []))
  }

  private static func tunnelLine(_ verb: String, _ name: LinkName, _ run: VLANTunnels.Run) -> String {
    let id = run.first == run.last ? String(run.id) : "\(run.id)-\(run.lastID)"
    return line(
      ["bridge", "vlan", verb, "dev", name.text, "vid", range(run.first, run.last), "tunnel_info", "id", id])
  }

  /// The runs of VLANs, the PVID by itself: no range can have that flag.
  private static func members(_ vlans: BridgeVLANs) -> [[String]] {
    var lines: [[String]] = []
    for run in vlans.runs {
      let tagging = run.untagged ? ["untagged"] : []
      guard let pvid = vlans.pvid, run.first...run.last ~= pvid else {
        lines.append([range(run.first, run.last)] + tagging)
        continue
      }
      if run.first < pvid { lines.append([range(run.first, pvid - 1)] + tagging) }
      lines.append([String(pvid), "pvid"] + tagging)
      if pvid < run.last { lines.append([range(pvid + 1, run.last)] + tagging) }
    }
    return lines
  }

  private static func range(_ first: UInt16, _ last: UInt16) -> String {
    first == last ? String(first) : "\(first)-\(last)"
  }

  /// `NUD_*` and `NTF_*` in the words of `bridge fdb`.
  private static func forwardingLine(_ verb: String, _ name: LinkName, _ entry: ForwardingEntry) -> String {
    var words = [entry.isPermanent ? "permanent" : entry.isStatic ? "static" : "dynamic"]
    if let vlan = entry.vlan { words += ["vlan", String(vlan)] }
    if entry.isSticky { words.append("sticky") }
    if entry.isExternallyLearned { words.append("extern_learn") }
    guard let remote = entry.remote else {
      let start = ["bridge", "fdb", verb, entry.mac.description, "dev", name.text]
      let ofPort = line(start + ["master"] + words)
      // Only permanent entries can be a bridge's own, and what the operation is about may be the bridge.
      return entry.isPermanent ? ofPort + " || " + line(start + ["self"] + words) : ofPort
    }
    let isOneOfSeveral = verb == "replace" && (entry.mac.isZero || entry.mac.isMulticast)
    let verb = isOneOfSeveral ? "append" : verb
    words = ["self", "dst", remote.address.description] + words
    if let port = remote.port { words += ["port", String(port)] }
    if let vni = remote.vni { words += ["vni", String(vni)] }
    if let vni = remote.sourceVNI { words += ["src_vni", String(vni)] }
    if let link = remote.link { words += ["via", link.text] }
    return line(["bridge", "fdb", verb, entry.mac.description, "dev", name.text] + words)
  }

  private static func multicastLine(
    _ verb: String, _ name: LinkName, _ entry: MulticastEntry, _ bridge: LinkName
  ) -> String {
    var words = ["bridge", "mdb", verb, "dev", bridge.text, "port", name.text, "grp", entry.group.description]
    if let source = entry.source { words += ["src", source.description] }
    words.append("permanent")
    if let vlan = entry.vlan { words += ["vid", String(vlan)] }
    return line(words)
  }

  // MARK: The shell

  static func line(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

  /// A word as the shell reads it: names and descriptions can hold anything.
  static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_.,:/@%+=".utf8.contains(byte)
      }
    }
    if isPlain, !word.isEmpty { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}
