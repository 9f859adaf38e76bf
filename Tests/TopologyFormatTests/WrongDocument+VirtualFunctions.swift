extension WrongDocument {
  static let virtualFunctions: [WrongDocument] = [
    WrongDocument(
      links: #""eth0": {"kind": "nic", "vf": [{"vlan": 10}]}"#,
      [
        #"2:31: links.eth0.vf: virtual functions are an object such as {"0": {"vlan": 10}, "1-3": {"trust": true}}, not a list"#
      ]),
    WrongDocument(
      links: #""eth0": {"kind": "nic", "vf": {"a": {}, "3-": {}, "65535": {}}}"#, isSeenBySchema: true,
      [
        #"2:32: links.eth0.vf.a: the key must be the number of a virtual function, from 0 to 65534, or a range such as "1-3""#,
        #"2:41: links.eth0.vf.3-: the key must be the number of a virtual function, from 0 to 65534, or a range such as "1-3""#,
        #"2:51: links.eth0.vf.65535: the key must be the number of a virtual function, from 0 to 65534, or a range such as "1-3""#,
      ]),
    WrongDocument(
      links: #""eth0": {"kind": "nic", "vf": {"3-1": {}}}"#, isSeenBySchema: false,
      [
        #"2:32: links.eth0.vf.3-1: the key must be the number of a virtual function, from 0 to 65534, or a range such as "1-3""#
      ]),
    WrongDocument(
      links: #""eth0": {"kind": "nic", "vf": {"0-3": {"vlan": 1}, "2": {"vlan": 2}}}"#, isSeenBySchema: false,
      [
        #"2:52: links.eth0.vf.2: the virtual function 2 is declared already, at 2:32; declare each once"#
      ]),
    WrongDocument(
      links: #""eth0": {"kind": "nic", "vf": {"0-1": {"mac": "52:54:00:00:00:01"}}}"#, isSeenBySchema: false,
      [
        #"2:40: links.eth0.vf.0-1.mac: 2 virtual functions cannot share an address; declare each of them by itself"#
      ]),
    WrongDocument(
      links: #""eth0": {"kind": "nic", "virtual_functions": 4, "vf": {"3": {}, "2-7": {}}}"#, isSeenBySchema: false,
      [
        #"2:65: links.eth0.vf.2-7: the virtual function 3 is declared already, at 2:56; declare each once"#,
        #"2:65: links.eth0.vf.2-7: there is no virtual function 7 where "virtual_functions" is 4: they are 0 to 3"#,
      ]),
    WrongDocument(
      links: #""eth0": {"kind": "nic", "vf": {"0": {"vlan": 4095}}, "virtual_functions": 0}"#,
      [
        #"2:32: links.eth0.vf.0: there is no virtual function 0 where "virtual_functions" is 0: there are none"#,
        #"2:46: links.eth0.vf.0.vlan: 4095 is not in the range 0 to 4094"#,
      ]),
    WrongDocument(
      links: #""eth0": {"kind": "nic", "vf": {"0": {"spoofchk": true, "trsut": true, "link_state": "on"}}}"#,
      [
        #"2:38: links.eth0.vf.0.spoofchk: unknown key; what other programs call spoofchk is "spoof_check" here"#,
        #"2:56: links.eth0.vf.0.trsut: unknown key; did you mean "trust"?"#,
        #"2:85: links.eth0.vf.0.link_state: one of "auto", "enable", "disable" must stand here, not "on""#,
      ]),
    WrongDocument(
      links: #""eth0": {"kind": "nic", "vf": {"0": {"min_tx_rate": 500, "max_tx_rate": 100}}}"#, isSeenBySchema: false,
      [
        #"2:53: links.eth0.vf.0.min_tx_rate: 500 is more than the 100 of "max_tx_rate""#
      ]),
    WrongDocument(
      links: #""eth0": {"kind": "nic", "sriov_numvfs": 4}, "t": {"kind": "tap", "virtual_functions": 4, "vf": {}}"#,
      [
        #"2:25: links.eth0.sriov_numvfs: unknown key; what other programs call sriov_numvfs is "virtual_functions" here"#,
        #"2:66: links.t.virtual_functions: "virtual_functions" belongs to NICs, and this is a TAP"#,
        #"2:90: links.t.vf: "vf" belongs to NICs, and this is a TAP"#,
      ]),
  ]
}
