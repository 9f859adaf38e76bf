import Planning

/// Alternative names that come, go and move.
extension Transition {
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
