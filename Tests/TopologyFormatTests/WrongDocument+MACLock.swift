extension WrongDocument {
  static let macLock: [WrongDocument] = [
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "mac_lock": true}}"#,
      [
        #"2:62: links.vm0.bridge.mac_lock: a list such as ["52:54:00:12:34:56"] must stand here, not true"#
      ]),
    WrongDocument(
      links:
        #""vm0": {"kind": "tap", "bridge": {"name": "br0", "mac_lock": ["52:54:00:00:00:01", "52:54:00:00:00:01", {"mac": "52:54:00:00:00:02"}]}}"#,
      [
        #"2:84: links.vm0.bridge.mac_lock[1]: 52:54:00:00:00:01 stands in the list already; remove one of the two"#,
        #"2:105: links.vm0.bridge.mac_lock[2]: a MAC address such as "52:54:00:12:34:56" must stand here, not an object"#,
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "mac_lock": ["33:33:00:00:00:01"]}}"#,
      [
        #"2:63: links.vm0.bridge.mac_lock[0]: 33:33:00:00:00:01 is a multicast address, for the lowest bit of its first octet 33 is set; a station's address must be a unicast one"#
      ]),
    WrongDocument(
      links:
        #""vm0": {"kind": "tap", "bridge": {"name": "br0", "locked": true, "mac_lock": [], "learning": false, "mab": true, "fdb": []}}"#,
      [
        #"2:66: links.vm0.bridge.mac_lock: "mac_lock" says what "locked" says; remove one of the two"#,
        #"2:66: links.vm0.bridge.mac_lock: "mac_lock" says what "learning" says; remove one of the two"#,
        #"2:66: links.vm0.bridge.mac_lock: "mac_lock" says what "mab" says; remove one of the two"#,
        #"2:66: links.vm0.bridge.mac_lock: "mac_lock" says what "fdb" says; remove one of the two"#,
        #"2:108: links.vm0.bridge.mab: a port with "mab" must learn; remove "learning": false"#,
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "port_security": []}}"#,
      [
        #"2:50: links.vm0.bridge.port_security: unknown key; what other programs call port_security is "mac_lock" here"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "mac-lock": []}}"#,
      [
        #"2:50: links.vm0.bridge.mac-lock: unknown key; did you mean "mac_lock"?"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "mac_lock": []}"#,
      [
        #"2:24: links.vm0.mac_lock: "mac_lock" belongs to the bridge port; write it inside "bridge": {"name": …, "mac_lock": …}"#
      ]),
    WrongDocument(
      links: #""eth0": {"kind": "nic", "bond": {"name": "bond0", "mac_lock": []}}"#,
      [
        #"2:51: links.eth0.bond.mac_lock: "mac_lock" is for ports of bridges; a bond port has no such setting"#
      ]),
    WrongDocument(
      links: #""vm[0-1]": {"kind": "tap", "bridge": {"name": "br0", "mac_lock": ["52:54:00:00:00:01"]}}"#,
      isSeenBySchema: false,
      [
        #"2:66: links.vm[0-1].bridge.mac_lock: 52:54:00:00:00:01 is at vm0 already, declared at t.json:2:66; a bridge has one port for a station in a VLAN"#
      ]),
  ]
}
