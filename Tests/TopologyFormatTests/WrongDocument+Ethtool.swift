/// What ethtool sets.
extension WrongDocument {
  static let ethtool: [WrongDocument] = [
    WrongDocument(
      links: #""e": {"kind": "nic", "features": ["tso"]}"#,
      [#"2:34: links.e.features: an object such as {"tso": false} must stand here, not a list"#]),
    WrongDocument(
      links: #""e": {"kind": "nic", "features": {"tso": "off", "gro": 1, "": true}}"#,
      [
        #"2:42: links.e.features.tso: true or false must stand here, not "off"; write false without quotation marks"#,
        #"2:56: links.e.features.gro: true or false must stand here, not 1; write true"#,
        #"2:59: links.e.features.: a name has 1 to 31 bytes, and no control characters"#,
      ]),
    WrongDocument(
      links: #""e": {"kind": "nic", "features": {"tso": true, "tcp-segmentation-offload": true}}"#,
      isSeenBySchema: false,
      [
        #"2:48: links.e.features.tcp-segmentation-offload: "tcp-segmentation-offload" and "tso" are the same; remove one of the two"#
      ]),
    WrongDocument(
      links: #""e": {"kind": "nic", "features": {"tx-tcp6-segmentation": true, "tso": false}}"#, isSeenBySchema: false,
      [
        #"2:65: links.e.features.tso: "tso" and "tx-tcp6-segmentation" contradict each other: what is off as a whole has no part that is on"#
      ]),
    WrongDocument(
      links:
        #""e": {"kind": "nic", "ring_rx": -1, "pause_rx": 1, "coalesce_rx_usecs": "3", "channels_rx": 4294967296}"#,
      [
        "2:33: links.e.ring_rx: -1 is not in the range 0 to 4294967295 frames",
        "2:49: links.e.pause_rx: true or false must stand here, not 1; write true",
        #"2:73: links.e.coalesce_rx_usecs: a number from 0 to 4294967295 microseconds must stand here, not "3"; write 3 without quotation marks"#,
        "2:93: links.e.channels_rx: 4294967296 is not in the range 0 to 4294967295",
      ]),
    WrongDocument(
      links: #""e": {"kind": "nic", "tso": false, "rings": {"rx": 1}}"#,
      [
        #"2:22: links.e.tso: unknown key; write it inside "features": {"tso": …}"#,
        #"2:36: links.e.rings: unknown key; what ethtool sets stands in the link itself, such as "features", "ring_rx", "channels_combined", "coalesce_rx_usecs" or "pause_rx""#,
      ]),
  ]
}
