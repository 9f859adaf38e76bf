import Planning

/// Names and alternative names that come, go and move.
extension Transition {
  private static let renaming =
    #""uplink": {"kind": "nic", "match": {"mac": "52:54:00:aa:00:01"}, "rename": true, "mtu": 1450}"#

  static let newNames = Transition(
    name: "a NIC gets another name", setup: addressedNIC,
    second: #""links": {"br": {"kind": "bridge"}, \#(renaming), "vm0": {"kind": "tap", "bridge": "br"}}"#)

  static let formerNames = Transition(
    name: "a NIC under VLANs gets its name back", requirements: [.vlan], setup: addressedNIC,
    first: """
      "links": {"br": {"kind": "bridge"}, \(renaming),
        "up.10": {"kind": "vlan", "link": "uplink", "id": 10, "addresses": ["10.0.10.1/24", "2001:db8:10::1/64"]}}
      """,
    second: """
      "links": {"br": {"kind": "bridge"},
        "uplink": {"kind": "nic", "match": {"mac": "52:54:00:aa:00:01"}, "bridge": "br"}}
      """)

  static let exchangedNames = Transition(
    name: "NICs exchange their names", requirements: [.vlan], setup: addressedNIC,
    first: #""links": {"up.10": {"kind": "vlan", "link": "nic", "id": 10, "addresses": ["10.0.10.1/24"]}}"#,
    second: """
      "links": {"up.10": {"kind": "vlan", "link": "peer", "id": 10, "addresses": ["10.0.10.1/24", "10.0.11.1/24"]},
        "nic": {"kind": "nic", "match": {"mac": "52:54:00:aa:00:02"}, "rename": true},
        "peer": {"kind": "nic", "match": {"mac": "52:54:00:aa:00:01"}, "rename": true}}
      """)

  static let names = Transition(
    name: "alternative names move",
    setup: "link add nic type veth peer name far\nlink property add dev nic altname enp3s0 altname found",
    first: """
      "links": {"nic": {"kind": "nic", "alternative_names": ["found", "uplink"]},
        "vm0": {"kind": "tap", "alternative_names": ["first", "second"]}, "vm1": {"kind": "tap"}}
      """,
    second: """
      "links": {"nic": {"kind": "nic", "alternative_names": ["second", "enp3s0"]},
        "vm0": {"kind": "tap", "alternative_names": ["uplink"]},
        "vm2": {"kind": "tap", "alternative_names": ["first", "third"]}}
      """)
}
