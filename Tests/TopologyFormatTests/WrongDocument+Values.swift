extension WrongDocument {
  static let values: [WrongDocument] = [
    WrongDocument(
      links: #""br0": {"kind": "bridge", "stp": "on"}"#,
      [#"2:34: links.br0.stp: true or false must stand here, not "on"; write true without quotation marks"#]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "stp": "off"}"#,
      [#"2:34: links.br0.stp: true or false must stand here, not "off"; write false without quotation marks"#]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "stp": 1}"#,
      ["2:34: links.br0.stp: true or false must stand here, not 1; write true"]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "stp": 0}"#,
      ["2:34: links.br0.stp: true or false must stand here, not 0; write false"]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "stp": 2}"#,
      ["2:34: links.br0.stp: true or false must stand here, not 2"]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "stp": null}"#,
      ["2:34: links.br0.stp: true or false must stand here, not null; leave the key out instead"]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "stp": {}}"#,
      ["2:34: links.br0.stp: true or false must stand here, not an object"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "mtu": 1}"#,
      ["2:31: links.vm0.mtu: 1 is not in the range 68 to 65535 bytes"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "mtu": 1e9}"#,
      ["2:31: links.vm0.mtu: 1e9 is not in the range 68 to 65535 bytes"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "mtu": 1500.5}"#,
      ["2:31: links.vm0.mtu: 1500.5 is not a whole number; write 68 to 65535 bytes"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "mtu": "1500"}"#,
      [
        #"2:31: links.vm0.mtu: a number from 68 to 65535 bytes must stand here, not "1500"; write 1500 without quotation marks"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "mtu": null}"#,
      ["2:31: links.vm0.mtu: a number from 68 to 65535 bytes must stand here, not null; leave the key out instead"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "mtu": -1}"#,
      ["2:31: links.vm0.mtu: -1 is not in the range 68 to 65535 bytes"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "mtu": 1e400}"#,
      ["2:31: links.vm0.mtu: 1e400 is not in the range 68 to 65535 bytes"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "mtu": true}"#,
      ["2:31: links.vm0.mtu: a number from 68 to 65535 bytes must stand here, not true"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "queues": 0}"#,
      ["2:34: links.vm0.queues: 0 is not in the range 1 to 256"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "queues": 257}"#,
      ["2:34: links.vm0.queues: 257 is not in the range 1 to 256"]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "mcast_hash_elasticity": 4}"#,
      ["2:52: links.br0.mcast_hash_elasticity: 4 is not allowed; the only value is 16"]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "forward_delay": 0.125}"#, isSeenBySchema: false,
      [
        "2:44: links.br0.forward_delay: 0.125 s is not a whole number of hundredths of a second, in which the kernel counts"
      ]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "hello_time": 0.5}"#,
      ["2:41: links.br0.hello_time: 0.5 s is not in the range 1 to 10 s"]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "hello_time": "2"}"#,
      [#"2:41: links.br0.hello_time: a number of seconds from 1 to 10 must stand here, not "2""#]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "max_age": 41}"#,
      ["2:38: links.br0.max_age: 41 s is not in the range 6 to 40 s"]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "max_age": 1e30}"#,
      ["2:38: links.br0.max_age: 1e30 s is not in the range 6 to 40 s"]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "max_age": null}"#,
      ["2:38: links.br0.max_age: a number of seconds from 6 to 40 must stand here, not null; leave the key out instead"]
    ),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "group_fwd_mask": 1}"#, isSeenBySchema: false,
      ["2:45: links.br0.group_fwd_mask: bit 0 cannot be set; the kernel allows bits 3 to 15"]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "group_fwd_mask": "0x7"}"#, isSeenBySchema: false,
      ["2:45: links.br0.group_fwd_mask: bits 0, 1, 2 cannot be set; the kernel allows bits 3 to 15"]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "group_fwd_mask": 65536}"#,
      ["2:45: links.br0.group_fwd_mask: bit 16 cannot be set; the kernel allows bits 3 to 15"]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "group_fwd_mask": "0xg"}"#,
      [#"2:45: links.br0.group_fwd_mask: a bit mask is a number or a string such as "0x8", not "0xg""#]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "group_fwd_mask": "16"}"#,
      [#"2:45: links.br0.group_fwd_mask: a bit mask is a number or a string such as "0x8", not "16""#]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "group_fwd_mask": -8}"#,
      [#"2:45: links.br0.group_fwd_mask: a bit mask is a number or a string such as "0x8", not -8"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "group_fwd_mask": 2}}"#, isSeenBySchema: false,
      ["2:68: links.vm0.bridge.group_fwd_mask: bit 1 cannot be set; the kernel allows bits 0, 2 to 15"]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "group_fwd_mask": "0x10000"}"#, isSeenBySchema: false,
      ["2:45: links.br0.group_fwd_mask: bit 16 cannot be set; the kernel allows bits 3 to 15"]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "link": "eth0", "id": 1, "protocol": "802.1q"}"#,
      [#"2:61: links.v0.protocol: "802.1q" is not known here; did you mean "802.1Q"?"#]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "link": "eth0", "id": 1, "protocol": "dot1q"}"#,
      [#"2:61: links.v0.protocol: one of "802.1Q", "802.1ad" must stand here, not "dot1q""#]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "link": "eth0", "id": 1, "protocol": 33024}"#,
      [#"2:61: links.v0.protocol: one of "802.1Q", "802.1ad" must stand here, not 33024"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "state": "forwading"}}"#,
      [#"2:59: links.vm0.bridge.state: "forwading" is not known here; did you mean "forwarding"?"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "mac": "01:00:5e:00:00:01"}"#,
      [
        "2:31: links.vm0.mac: 01:00:5e:00:00:01 is a multicast address, for the lowest bit of its first octet 01 is set; a link's own address must be a unicast one"
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "mac": "00:00:00:00:00:00"}"#,
      ["2:31: links.vm0.mac: 00:00:00:00:00:00 is no address; the kernel refuses it"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "mac": "52:54:00:12:34"}"#,
      [#"2:31: links.vm0.mac: a MAC address such as "52:54:00:12:34:56" must stand here, not "52:54:00:12:34""#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "mac": "52:54-00:12:34:56"}"#,
      [#"2:31: links.vm0.mac: a MAC address such as "52:54:00:12:34:56" must stand here, not "52:54-00:12:34:56""#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "mac": 5254}"#,
      [#"2:31: links.vm0.mac: a MAC address such as "52:54:00:12:34:56" must stand here, not 5254"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "mac": "FF:ff:ff:ff:ff:ff"}"#,
      [
        "2:31: links.vm0.mac: ff:ff:ff:ff:ff:ff is a multicast address, for the lowest bit of its first octet ff is set; a link's own address must be a unicast one"
      ]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "group_address": "01:80:c2:00:00:01"}"#,
      [
        #"2:44: links.br0.group_address: a group address from 01:80:c2:00:00:00 to 01:80:c2:00:00:0f, without those that end in 1, 2 and 3, must stand here, not "01:80:c2:00:00:01""#
      ]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "group_address": "52:54:00:12:34:56"}"#,
      [
        #"2:44: links.br0.group_address: a group address from 01:80:c2:00:00:00 to 01:80:c2:00:00:0f, without those that end in 1, 2 and 3, must stand here, not "52:54:00:12:34:56""#
      ]),
    WrongDocument(
      links: #""br0": {"kind": "bridge", "group_address": 0}"#,
      [
        "2:44: links.br0.group_address: a group address from 01:80:c2:00:00:00 to 01:80:c2:00:00:0f, without those that end in 1, 2 and 3, must stand here, not 0"
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "description": 1}"#,
      ["2:39: links.vm0.description: a string must stand here, not 1"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "description": null}"#,
      ["2:39: links.vm0.description: a string must stand here, not null; leave the key out instead"]),
    WrongDocument(
      links:
        #""vm0": {"kind": "tap", "description": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}"#,
      ["2:39: links.vm0.description: the text has 256 bytes in UTF-8; the kernel keeps at most 255"]),
    WrongDocument(
      links:
        #""vm0": {"kind": "tap", "description": "ääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääää"}"#,
      isSeenBySchema: false,
      ["2:39: links.vm0.description: the text has 256 bytes in UTF-8; the kernel keeps at most 255"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "description": "a\u0000b"}"#,
      ["2:39: links.vm0.description: the text has a zero character (U+0000), at which the kernel would end it"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "owner": "nobody-at-all"}"#, isSeenBySchema: false,
      [#"2:33: links.vm0.owner: there is no user "nobody-at-all" on this host"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "group": "nobody-at-all"}"#, isSeenBySchema: false,
      [#"2:33: links.vm0.group: there is no group "nobody-at-all" on this host"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "owner": "1000"}"#, isSeenBySchema: false,
      [
        #"2:33: links.vm0.owner: there is no user "1000" on this host; write 1000 without quotation marks for the number"#
      ]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "owner": -1}"#,
      ["2:33: links.vm0.owner: a user is a name or a number from 0 to 4294967294, not -1"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "owner": 4294967295}"#,
      ["2:33: links.vm0.owner: a user is a name or a number from 0 to 4294967294, not 4294967295"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "owner": 1.5}"#,
      ["2:33: links.vm0.owner: a user is a name or a number from 0 to 4294967294, not 1.5"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "owner": null}"#,
      ["2:33: links.vm0.owner: a user is a name or a number from 0 to 4294967294, not null"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "owner": ""}"#,
      [#"2:33: links.vm0.owner: there is no user "" on this host"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "backup_port": 1}}"#,
      ["2:65: links.vm0.bridge.backup_port: the name of a link must stand here, not 1"]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "backup_port": "a/b"}}"#,
      [#"2:65: links.vm0.bridge.backup_port: the link name "a/b" contains "/", which the kernel does not allow"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "bridge": {"name": "br0", "backup_port": "vm[1-2]"}}"#,
      isSeenBySchema: false,
      ["2:65: links.vm0.bridge.backup_port: a range cannot stand here; write the name of one link"]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "link": "eth0", "id": 1, "egress_qos_map": []}"#,
      [#"2:67: links.v0.egress_qos_map: an object such as {"0": 3} must stand here, not a list"#]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "link": "eth0", "id": 1, "egress_qos_map": {"x": 1}}"#,
      ["2:68: links.v0.egress_qos_map.x: the key must be a number from 0 to 4294967295 in quotation marks"]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "link": "eth0", "id": 1, "egress_qos_map": {"-1": 1}}"#,
      ["2:68: links.v0.egress_qos_map.-1: the key must be a number from 0 to 4294967295 in quotation marks"]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "link": "eth0", "id": 1, "egress_qos_map": {"0": 8}}"#,
      ["2:73: links.v0.egress_qos_map.0: 8 is not in the range 0 to 7"]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "link": "eth0", "id": 1, "ingress_qos_map": {"8": 1}}"#,
      ["2:69: links.v0.ingress_qos_map.8: the key must be a number from 0 to 7 in quotation marks"]),
    WrongDocument(
      links: #""v0": {"kind": "vlan", "link": "eth0", "id": 1, "ingress_qos_map": {"1": 1, "01": 2}}"#,
      isSeenBySchema: false,
      ["2:77: links.v0.ingress_qos_map.01: 1 is mapped already; remove one of the two"]),
  ]
}
