extension WrongDocument {
  private static func address(
    _ text: String, isSeenBySchema: Bool = true, _ complaints: [String]
  ) -> WrongDocument {
    WrongDocument(
      links: #""e0": {"kind": "nic", "addresses": [\#(text)]}"#, isSeenBySchema: isSeenBySchema,
      complaints.map { $0.replacing("@", with: "links.e0.addresses") })
  }

  static let addresses: [WrongDocument] = [
    WrongDocument(
      links: #""e0": {"kind": "nic", "addresses": "192.0.2.7/24"}"#,
      [
        #"2:36: links.e0.addresses: addresses are a list such as ["192.0.2.7/24"], or [] for none, not "192.0.2.7/24""#
      ]),
    WrongDocument(
      links: #""e0": {"kind": "nic", "addresses": null}"#,
      [#"2:36: links.e0.addresses: addresses are a list such as ["192.0.2.7/24"], or [] for none, not null"#]),
    address(
      "7",
      [
        #"2:37: @[0]: an address with the length of its prefix, such as "192.0.2.7/24" or "2001:db8::1/64", must stand here, not 7"#
      ]),
    address(
      #""192.0.2.7/24", "192.0.2.8""#,
      [
        #"2:53: @[1]: the length of the prefix is missing; write it behind a slash, as in "192.0.2.8/24""#
      ]),
    address(
      #""2001:db8::1""#,
      [
        #"2:37: @[0]: the length of the prefix is missing; write it behind a slash, as in "2001:db8::1/64""#
      ]),
    address(
      #""192.0.2.7/33""#,
      ["2:37: @[0]: an IPv4 address has 32 bits, and so its prefix cannot have 33"]),
    address(
      #""2001:db8::1/129""#,
      ["2:37: @[0]: an IPv6 address has 128 bits, and so its prefix cannot have 129"]),
    address(
      #""192.0.2.7/0""#,
      [
        "2:37: @[0]: a prefix of length 0 makes every other host a neighbour on this link; write the length"
      ]),
    address(
      #""192.0.2.7/255.255.255.0""#,
      [#"2:37: @[0]: the length of a prefix is a number here; write "192.0.2.7/24""#]),
    address(
      #""192.0.2.7/255.0.255.0""#,
      [#"2:37: @[0]: "255.0.255.0" is no length of a prefix; write a number from 0 to 32"#]),
    address(
      #""192.0.2.7/-1""#,
      [#"2:37: @[0]: "-1" is no length of a prefix; write a number from 0 to 32"#]),
    address(
      #""192.0.2.7/024""#,
      [#"2:37: @[0]: "024" is no length of a prefix; write a number from 0 to 32"#]),
    address(#""192.0.2/24""#, [#"2:37: @[0]: "192.0.2/24" is no IP address"#]),
    address(#""eth0""#, [#"2:37: @[0]: "eth0" is no IP address"#]),
    address(
      #""192.0.2.256/24""#,
      [#"2:37: @[0]: "192.0.2.256/24" is no IP address; 256 is more than 255"#]),
    address(
      #""192.0.2.010/24""#,
      [
        #"2:37: @[0]: "192.0.2.010/24" is no IP address; write its numbers without leading zeros, which some programs take for octal"#
      ]),
    address(
      #""fe80::1%eth0/64""#,
      [#"2:37: @[0]: "fe80::1%eth0/64" is no IP address; leave the zone behind "%" out"#]),
    address(
      #""1::2::3/64""#, isSeenBySchema: false,
      [#"2:37: @[0]: "1::2::3/64" is no IP address"#]),
    address(
      #""0.0.0.0/8""#, isSeenBySchema: false,
      ["2:37: @[0]: 0.0.0.0 stands for no address; no host has it"]),
    address(
      #""::/64""#, isSeenBySchema: false,
      ["2:37: @[0]: :: stands for no address; no host has it"]),
    address(
      #""224.0.0.1/24""#, isSeenBySchema: false,
      ["2:37: @[0]: 224.0.0.1 is a multicast address, which belongs to a group and to no host"]),
    address(
      #""ff02::1/64""#, isSeenBySchema: false,
      ["2:37: @[0]: ff02::1 is a multicast address, which belongs to a group and to no host"]),
    address(
      #""255.255.255.255/32""#, isSeenBySchema: false,
      ["2:37: @[0]: 255.255.255.255 is the address for broadcasts; no host has it"]),

    address(
      #"{"label": "x"}"#,
      [#"2:37: @[0]: an address needs its "address", such as "192.0.2.7/24""#]),
    address(
      #"{"local": "192.0.2.7/24"}"#,
      [
        #"2:37: @[0]: an address needs its "address", such as "192.0.2.7/24""#,
        #"2:38: @[0].local: unknown key; what other programs call local is "address" here"#,
      ]),
    address(
      #"{"address": "192.0.2.7/24", "brd": "192.0.2.255"}"#,
      [#"2:65: @[0].brd: unknown key; what other programs call brd is "broadcast" here"#]),
    address(
      #"{"address": "192.0.2.7/24", "scop": "link"}"#,
      [#"2:65: @[0].scop: unknown key; did you mean "scope"?"#]),
    address(
      #"{"address": "192.0.2.7/24", "zzz": 1}"#,
      [
        #"2:65: @[0].zzz: unknown key; the keys here are "address", "peer", "broadcast", "scope", "label", "preferred_lifetime", "valid_lifetime", "noprefixroute", "metric""#
      ]),
    address(
      #"{"address": 1}"#,
      [
        #"2:49: @[0].address: an address with the length of its prefix, such as "192.0.2.7/24" or "2001:db8::1/64", must stand here, not 1"#
      ]),
    address(
      #"{"address": "10.0.0.1/24", "peer": "10.0.0.2/24"}"#,
      [#"2:72: @[0].peer: an address alone must stand here; remove "/24""#]),
    address(
      #"{"address": "10.0.0.1/24", "peer": 2}"#,
      [#"2:72: @[0].peer: an IP address such as "192.0.2.1" or "2001:db8::1" must stand here, not 2"#]),
    address(
      #"{"address": "10.0.0.1/24", "peer": "2001:db8::2"}"#, isSeenBySchema: false,
      ["2:72: @[0].peer: 2001:db8::2 is of another family than 10.0.0.1; both ends have the same"]),
    address(
      #"{"address": "10.0.0.1/24", "peer": "10.0.0.1"}"#, isSeenBySchema: false,
      ["2:72: @[0].peer: 10.0.0.1 is this end itself; write the address of the far end, or remove this"]),
    address(
      #"{"address": "10.0.0.1/24", "peer": "224.0.0.9"}"#, isSeenBySchema: false,
      ["2:72: @[0].peer: 224.0.0.9 is a multicast address, which belongs to a group and to no host"]),
    address(
      #"{"address": "10.0.0.1/24", "broadcast": "+"}"#,
      [#"2:77: @[0].broadcast: "+" is no IP address"#]),
    address(
      #"{"address": "10.0.0.1/24", "broadcast": "2001:db8::2"}"#,
      ["2:77: @[0].broadcast: the address for broadcasts is one of IPv4, and 2001:db8::2 is of IPv6"]),
    address(
      #"{"address": "10.0.0.1/24", "broadcast": "0.0.0.0"}"#, isSeenBySchema: false,
      [#"2:77: @[0].broadcast: 0.0.0.0 stands for no address; leave "broadcast" out instead"#]),
    address(
      #"{"address": "2001:db8::1/64", "broadcast": "10.0.0.255"}"#,
      ["2:67: @[0].broadcast: IPv6 has no broadcasts; remove this"]),
    address(
      #"{"address": "2001:db8::1/64", "label": "x"}"#,
      ["2:67: @[0].label: addresses of IPv6 have no labels; remove this"]),
    address(
      #"{"address": "2001:db8::1/64", "scope": "link"}"#,
      ["2:67: @[0].scope: the scope of an IPv6 address shows in the address; remove this"]),
    address(
      #"{"address": "10.0.0.1/24", "scope": "universe"}"#,
      [#"2:73: @[0].scope: one of "global", "site", "link", "host", "nowhere" must stand here, not "universe""#]),
    address(
      #"{"address": "10.0.0.1/24", "scope": 256}"#,
      ["2:73: @[0].scope: 256 is not in the range 0 to 255"]),
    address(
      #"{"address": "10.0.0.1/24", "label": "e0:0123456789abc"}"#,
      ["2:73: @[0].label: the text has 16 bytes in UTF-8; the kernel keeps at most 15"]),
    address(
      #"{"address": "10.0.0.1/24", "label": ""}"#,
      [#"2:73: @[0].label: a label is not empty; leave "label" out for the link's name"#]),
    address(
      #"{"address": "10.0.0.1/24", "label": null}"#,
      ["2:73: @[0].label: a string must stand here, not null; leave the key out instead"]),
    address(
      #"{"address": "10.0.0.1/24", "preferred_lifetime": 100, "valid_lifetime": 99}"#, isSeenBySchema: false,
      [
        "2:86: @[0].preferred_lifetime: an address cannot be preferred for longer than it is valid, which is 99 s here"
      ]),
    address(
      #"{"address": "10.0.0.1/24", "valid_lifetime": 99, "preferred_lifetime": "forever"}"#, isSeenBySchema: false,
      [
        "2:108: @[0].preferred_lifetime: an address cannot be preferred for longer than it is valid, which is 99 s here"
      ]),
    address(
      #"{"address": "10.0.0.1/24", "valid_lifetime": 0}"#,
      ["2:82: @[0].valid_lifetime: 0 is not in the range 1 to 4294967294 seconds"]),
    address(
      #"{"address": "10.0.0.1/24", "valid_lifetime": 4294967295}"#,
      ["2:82: @[0].valid_lifetime: 4294967295 is not in the range 1 to 4294967294 seconds"]),
    address(
      #"{"address": "10.0.0.1/24", "preferred_lifetime": 1.5}"#,
      ["2:86: @[0].preferred_lifetime: 1.5 is not a whole number; write 0 to 4294967294 seconds"]),
    address(
      #"{"address": "10.0.0.1/24", "preferred_lifetime": "for ever"}"#,
      [
        #"2:86: @[0].preferred_lifetime: a number of seconds from 0 to 4294967294, or "forever", must stand here, not "for ever""#
      ]),
    address(
      #"{"address": "10.0.0.1/24", "noprefixroute": "yes"}"#,
      [
        #"2:81: @[0].noprefixroute: true or false must stand here, not "yes"; write true without quotation marks"#
      ]),
    address(
      #"{"address": "10.0.0.1/24", "metric": 0}"#,
      ["2:74: @[0].metric: 0 is not in the range 1 to 4294967295"]),

    address(
      #""10.0.0.1/24", "10.0.0.1/24""#, isSeenBySchema: false,
      ["2:52: @[1]: the link has this address already: 10.0.0.1/24 at 2:37; remove one of the two"]),
    address(
      #""2001:db8::1/64", "2001:db8:0::1/80""#, isSeenBySchema: false,
      ["2:55: @[1]: the link has this address already: 2001:db8::1/64 at 2:37; remove one of the two"]),
    address(
      #"{"address": "10.0.0.1/24", "peer": "10.0.0.2"}, {"address": "10.0.0.1/24", "peer": "10.0.0.3"}"#,
      isSeenBySchema: false,
      [
        "2:85: @[1]: the link has this address already: 10.0.0.1 peer 10.0.0.2/24 at 2:37; remove one of the two"
      ]),
    address(
      #""10.0.0.1/24", {"address": "10.0.0.2/24", "scope": "link"}"#, isSeenBySchema: false,
      [
        "2:52: @[1]: addresses of one prefix have one scope on a link, and 10.0.0.1/24 at 2:37 has another"
      ]),
  ]
}
