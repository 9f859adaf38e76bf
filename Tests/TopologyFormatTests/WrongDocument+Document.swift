extension WrongDocument {
  static let document: [WrongDocument] = [
    WrongDocument(
      text: "[]",
      [#"1:1: a topology is an object such as {"links": {}}, not a list"#]),
    WrongDocument(
      text: #""x""#,
      [#"1:1: a topology is an object such as {"links": {}}, not "x""#]),
    WrongDocument(
      text: "null",
      [#"1:1: a topology is an object such as {"links": {}}, not null"#]),
    WrongDocument(
      text: #"{"$schema": 1}"#,
      ["1:13: $schema: the address of a JSON Schema is a string, not 1"]),
    WrongDocument(
      text: #"{"version": 2}"#,
      ["1:13: version: this program reads documents of version 1, not 2"]),
    WrongDocument(
      text: #"{"version": "1"}"#,
      [#"1:13: version: the version is a number, not "1"; write 1"#]),
    WrongDocument(
      text: #"{"version": 1.5}"#,
      ["1:13: version: this program reads documents of version 1, not 1.5"]),
    WrongDocument(
      text: #"{"name": ""}"#,
      [
        #"1:10: name: "" cannot be the topology's name: that is 1 to 64 of A-Z a-z 0-9 . _ - and begins with a letter or a digit"#
      ]),
    WrongDocument(
      text: #"{"name": "-a"}"#,
      [
        #"1:10: name: "-a" cannot be the topology's name: that is 1 to 64 of A-Z a-z 0-9 . _ - and begins with a letter or a digit"#
      ]),
    WrongDocument(
      text: #"{"name": "a/b"}"#,
      [
        #"1:10: name: "a/b" cannot be the topology's name: that is 1 to 64 of A-Z a-z 0-9 . _ - and begins with a letter or a digit"#
      ]),
    WrongDocument(
      text: #"{"name": "ä"}"#,
      [
        #"1:10: name: "ä" cannot be the topology's name: that is 1 to 64 of A-Z a-z 0-9 . _ - and begins with a letter or a digit"#
      ]),
    WrongDocument(
      text: #"{"name": 1}"#,
      ["1:10: name: the topology's name is a string, not 1"]),
    WrongDocument(
      text: #"{"name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}"#,
      [
        #"1:10: name: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" cannot be the topology's name: that is 1 to 64 of A-Z a-z 0-9 . _ - and begins with a letter or a digit"#
      ]),
    WrongDocument(
      text: #"{"links": []}"#,
      [#"1:11: links: the links are an object such as {"tap0": {"kind": "tap"}}, not a list"#]),
    WrongDocument(
      text: #"{"link": {}}"#,
      [#"1:2: link: unknown key; did you mean "links"?"#]),
    WrongDocument(
      text: #"{"hosts": []}"#,
      [#"1:2: hosts: unknown key; the keys here are "version", "name", "defaults", "links", "routes""#]),
    WrongDocument(
      text: #"{"vm0": {"kind": "tap"}}"#,
      [#"1:2: vm0: unknown key; links stand in the object "links""#]),
  ]
}
