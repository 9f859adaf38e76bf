/// Alternative names.
extension WrongDocument {
  static let names: [WrongDocument] = [
    WrongDocument(
      links: #""vm0": {"kind": "tap", "alternative_names": "guest"}"#,
      [#"2:45: links.vm0.alternative_names: a list such as ["uplink"] must stand here, not "guest""#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "altnames": ["guest"]}"#,
      [#"2:24: links.vm0.altnames: unknown key; what other programs call altnames is "alternative_names" here"#]),
    WrongDocument(
      links: #""vm0": {"kind": "tap", "alternative_names": ["a b", "", "a/b", "c", "c", 7]}"#,
      [
        #"2:46: links.vm0.alternative_names[0]: "a b" is no name; it must have no white space, no slash, and a character"#,
        #"2:53: links.vm0.alternative_names[1]: "" is no name; it must have no white space, no slash, and a character"#,
        #"2:57: links.vm0.alternative_names[2]: "a/b" is no name; it must have no white space, no slash, and a character"#,
        #"2:69: links.vm0.alternative_names[4]: c stands in the list already; remove one of the two"#,
        #"2:74: links.vm0.alternative_names[5]: a string must stand here, not 7"#,
      ]),
  ]
}
