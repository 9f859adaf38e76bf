extension WrongDocument {
  static let linkNames: [WrongDocument] = [
    WrongDocument(
      links: #""": {"kind": "tap"}"#,
      ["2:1: links.: a link name must not be empty"]),
    WrongDocument(
      links: #""sixteen-letters-": {"kind": "tap"}"#,
      [#"2:1: links.sixteen-letters-: the link name "sixteen-letters-" has 16 bytes; the kernel allows at most 15"#]),
    WrongDocument(
      links: #""a/b": {"kind": "tap"}"#,
      [#"2:1: links.a/b: the link name "a/b" contains "/", which the kernel does not allow"#]),
    WrongDocument(
      links: #""a b": {"kind": "tap"}"#,
      ["2:1: links.a b: a link name must not contain white space or control characters"]),
    WrongDocument(
      links: #""a:b": {"kind": "tap"}"#,
      [#"2:1: links.a:b: the link name "a:b" contains ":", which the kernel does not allow"#]),
    WrongDocument(
      links: #""tap%d": {"kind": "tap"}"#,
      [#"2:1: links.tap%d: the link name "tap%d" contains "%", which the kernel takes for a numbering template"#]),
    WrongDocument(
      links: #""..": {"kind": "tap"}"#,
      [#"2:1: links...: ".." is not a link name"#]),
    WrongDocument(
      links: #""all": {"kind": "tap"}"#,
      [#"2:1: links.all: "all" is reserved by the kernel's sysctl tree"#]),
    WrongDocument(
      links: #""default": {"kind": "tap"}"#,
      [#"2:1: links.default: "default" is reserved by the kernel's sysctl tree"#]),
    WrongDocument(
      links: #""a\tb": {"kind": "tap"}"#,
      [#"2:1: links.a\u{09}b: a link name must not contain white space or control characters"#]),
    WrongDocument(
      links: #""vm[": {"kind": "tap"}"#,
      ["2:1: links.vm[: a range in a name is written [0-3], with both brackets"]),
    WrongDocument(
      links: #""vm]0[": {"kind": "tap"}"#,
      ["2:1: links.vm]0[: a range in a name is written [0-3], with both brackets"]),
    WrongDocument(
      links: #""vm[]": {"kind": "tap"}"#,
      ["2:1: links.vm[]: the range [] is not two numbers as in [0-3]"]),
    WrongDocument(
      links: #""vm[0]": {"kind": "tap"}"#,
      ["2:1: links.vm[0]: the range [0] is not two numbers as in [0-3]"]),
    WrongDocument(
      links: #""vm[0-]": {"kind": "tap"}"#,
      ["2:1: links.vm[0-]: the range [0-] is not two numbers as in [0-3]"]),
    WrongDocument(
      links: #""vm[a-b]": {"kind": "tap"}"#,
      ["2:1: links.vm[a-b]: the range [a-b] is not two numbers as in [0-3]"]),
    WrongDocument(
      links: #""vm[0-3-5]": {"kind": "tap"}"#,
      ["2:1: links.vm[0-3-5]: the range [0-3-5] is not two numbers as in [0-3]"]),
    WrongDocument(
      links: #""vm[0-1234567890]": {"kind": "tap"}"#,
      ["2:1: links.vm[0-1234567890]: the range [0-1234567890] is not two numbers as in [0-3]"]),
    WrongDocument(
      links: #""vm[3-0]": {"kind": "tap"}"#, isSeenBySchema: false,
      ["2:1: links.vm[3-0]: the range [3-0] goes downwards; write [0-3]"]),
    WrongDocument(
      links: #""vm[00-100]": {"kind": "tap"}"#, isSeenBySchema: false,
      ["2:1: links.vm[00-100]: the range [00-100] has leading zeros, so both numbers need the same number of digits"]),
    WrongDocument(
      links: #""vm[0-015]": {"kind": "tap"}"#, isSeenBySchema: false,
      ["2:1: links.vm[0-015]: the range [0-015] has leading zeros, so both numbers need the same number of digits"]),
    WrongDocument(
      links: #""fourteen-bytes[9-10]": {"kind": "tap"}"#, isSeenBySchema: false,
      [#"2:1: links.fourteen-bytes[9-10]: the link name "fourteen-bytes10" has 16 bytes; the kernel allows at most 15"#]
    ),
    WrongDocument(
      links: #""vm[0-10000]": {"kind": "tap"}"#, isSeenBySchema: false,
      ["2:1: links.vm[0-10000]: the topology has more than 10000 links with these 10001"]),
    WrongDocument(
      links: #""vm[0-999999999][0-999999999][0-999999999]": {"kind": "tap"}"#, isSeenBySchema: false,
      ["2:1: links.vm[0-999999999][0-999999999][0-999999999]: the topology has more than 10000 links with these"]),
    WrongDocument(
      links: #"""
        "vm[0-9][0-9]": {"kind": "tap"},
        "vm[0-99]": {"kind": "nic"}
        """#, isSeenBySchema: false,
      ["3:1: links.vm[0-99]: vm10 and 89 more links are declared already at t.json:2:1; declare each link once"]),
    WrongDocument(
      links: #"""
        "vm0": {"kind": "tap"},
        "vm0": {"kind": "bridge"}
        """#, isSeenBySchema: false,
      ["3:1: links.vm0: this key stands in the same object already, at 2:1; remove one of the two"]),
    WrongDocument(
      links: #"""
        "vm[0-3]": {"kind": "tap"},
        "vm2": {"kind": "tap"}
        """#, isSeenBySchema: false,
      ["3:1: links.vm2: vm2 is declared already at t.json:2:1; declare each link once"]),
    WrongDocument(
      links: #"""
        "a[0-5000]": {"kind": "tap"},
        "b[0-5000]": {"kind": "tap"},
        "c[0-5000]": {"kind": "tap"},
        "d": {"kind": "tap"}
        """#, isSeenBySchema: false,
      ["3:1: links.b[0-5000]: the topology has more than 10000 links with these 5001"]),
  ]
}
