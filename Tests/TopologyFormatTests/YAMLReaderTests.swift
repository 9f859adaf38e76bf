import Testing

@testable import TopologyFormat

struct YAMLReaderTests {
  @Test func `a YAML document is read into the same tree as its JSON`() throws {
    let yaml = """
      # The host's network.
      version: 1
      links:
        br0: { kind: bridge, vlan_filtering: true, stp: false }
        "vm[0-3]":
          kind: tap      # four of them
          owner: libvirt-qemu
          mac: 52:54:00:12:34:56
          vlan: { trunk: [ "10-19", 30 ], native: 1 }
          bridge:
      routes:
      - to: 10.8.0.0/16
        via: 10.0.10.254
      """
    let json = """
      {"version": 1,
       "links": {"br0": {"kind": "bridge", "vlan_filtering": true, "stp": false},
        "vm[0-3]": {"kind": "tap", "owner": "libvirt-qemu", "mac": "52:54:00:12:34:56",
         "vlan": {"trunk": ["10-19", 30], "native": 1}, "bridge": null}},
       "routes": [{"to": "10.8.0.0/16", "via": "10.0.10.254"}]}
      """
    #expect(try Format.yaml.parse(yaml).outline() == Format.json.parse(json).outline())
  }

  @Test(arguments: [#"{"a": [1, -2.5e3, true, null, "x\n\u00e9"], "b": {"c": {}, "d": []}}"#, "[1,\n\t2]", #""*x""#])
  func `JSON is YAML`(_ text: String) throws {
    #expect(try Format.yaml.parse(text).outline(positions: true) == Format.json.parse(text).outline(positions: true))
  }

  @Test func `every key and value knows its line and column`() throws {
    let text = "a: 1\nb:\n  - true\n  - é: [x, 'y']\n    \"z\" : é\n"
    #expect(
      try Format.yaml.parse(text).outline(positions: true)
        == "1:1 {1:1 a:1:4 1,2:1 b:3:3 [3:5 true,4:5 {4:5 é:4:8 [4:9 \"x\",4:12 \"y\"],5:5 z:5:11 \"é\"}]}")
  }

  @Test(arguments: [
    ("~", "null"), ("null", "null"), ("Null", "null"), ("NULL", "null"), ("", "null"),
    ("true", "true"), ("True", "true"), ("TRUE", "true"), ("false", "false"), ("FALSE", "false"),
    ("12", "12"), ("-12", "-12"), ("+12", "+12"), ("012", "012"), ("0x10", "16"), ("0xfF", "255"), ("0o17", "15"),
    ("0xFFFFFFFFFFFFFFFF", "18446744073709551615"),
    ("1.5", "1.5"), (".5", ".5"), ("1.", "1."), ("1e3", "1e3"), ("-1.5E-3", "-1.5E-3"),
  ])
  func `plain scalars by the core schema`(_ scalar: String, _ outline: String) throws {
    #expect(try Format.yaml.parse("a: \(scalar)\n").outline() == "{a:\(outline)}")
  }

  @Test(arguments: [
    "yes", "no", "on", "off", "y", "n", "Yes", "ON", "nULL", "tRUE", "nil", "1_000", "0b1", "0x", "0xg", "0o8", "-0x10",
    "12:30", "12:30:45", "1.2.3", "1e", "e5", ".", "+", "1-2", "2001-01-01", "00:11:22:33:44:55", "10.0.0.1/24",
    "fe80::1", "=", "inf", "NaN", "a*b", "a * b", "x&y",
  ])
  func `plain scalars that are strings`(_ scalar: String) throws {
    #expect(try Format.yaml.parse("a: \(scalar)\n").outline() == "{a:\"\(scalar)\"}")
  }

  @Test(arguments: [
    ("\"1\"", "1"), ("'true'", "true"), ("''", ""), ("\"\\x41\\u00e9\\n\"", "Aé\n"), ("'it''s'", "it's"),
    ("|\n  12\n", "12\n"), (">-\n  a\n  b\n", "a b"), ("!!str 12", "12"), ("! 12", "12"), ("\"*a\"", "*a"),
    ("'*a'", "*a"), ("|\n  *a &b\n", "*a &b\n"),
  ])
  func `quoted, block and tagged scalars are strings`(_ scalar: String, _ string: String) throws {
    #expect(try Format.yaml.parse("a: \(scalar)\n").outline() == "{a:\"\(string)\"}")
  }

  @Test func `explicit collection tags and document markers are taken`() throws {
    #expect(try Format.yaml.parse("%YAML 1.2\n---\na: !!seq [!!map {b: 1}]\n...\n").outline() == "{a:[{b:1}]}")
  }

  @Test func `aliases stand for their anchors, wherever these are`() throws {
    let text = """
      port: &port {name: br0, vlan: &vlan {access: &id 10}}
      &key tap0: {bridge: *port}
      tap1: {bridge: {name: br0, vlan: *vlan}, list: [*id, *id, *key]}
      """
    #expect(
      try Format.yaml.parse(text).outline()
        == "{port:{name:\"br0\",vlan:{access:10}},tap0:{bridge:{name:\"br0\",vlan:{access:10}}},"
        + "tap1:{bridge:{name:\"br0\",vlan:{access:10}},list:[10,10,\"tap0\"]}}")
  }

  @Test func `an anchor may be given anew`() throws {
    #expect(try Format.yaml.parse("[&a 1, *a, &a 2, *a]").outline() == "[1,1,2,2]")
  }

  @Test func `an aliased value keeps the place where it is written`() throws {
    #expect(try Format.yaml.parse("[&a [1], *a]").outline(positions: true) == "1:1 [1:2 [1:6 1],1:2 [1:6 1]]")
  }

  @Test func `ten thousand uses of an anchor are no abuse`() throws {
    let text = "a: &a {b: {c: 1}}\n" + (0..<10_000).map { "k\($0): *a\n" }.joined()
    #expect(Format.yaml.complaints(text).isEmpty)
  }

  @Test func `collections may nest to the limit and no further`() {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    #expect(Format.yaml.complaints(nested(64)).isEmpty)
    #expect(Format.yaml.complaints(nested(65)) == ["1:65: \(DocumentNode.tooDeepMessage)"])
    #expect(Format.yaml.complaints("a: &a \(nested(62))\nb: [*a]\n").isEmpty)
    #expect(Format.yaml.complaints("a: &a \(nested(63))\nb: [*a]\n") == ["2:5: \(DocumentNode.tooDeepMessage)"])
  }
}
