import Testing

@testable import TopologyFormat

struct YAMLRefusalTests {
  @Test(arguments: [
    Refusal("10: x\n", "1:1: the key 10 is not a string; write \"10\""),
    Refusal("a: {true: x}\n", "1:5: a: the key true is not a string; write \"true\""),
    Refusal("~: x\n", "1:1: the key ~ is not a string; write \"~\""),
    Refusal("? \n: x\n", "1:2: a key is missing before this colon; write one"),
    Refusal("? [a, b]\n: 1\n", "1:3: a list or mapping cannot be a key; write a string"),
    Refusal("? {a: b}\n: 1\n", "1:3: a list or mapping cannot be a key; write a string"),
    Refusal("a: &a x\n*a : 1\n", "2:1: an alias cannot be a key; write it out"),
    Refusal(
      "a: &a {x: 1}\nb:\n  <<: *a\n",
      "3:3: b: YAML 1.2 has no merge keys; write out the settings that << would bring"),
    Refusal("a: 1\n---\nb: 2\n", "2:1: a second document begins here; put it in a file of its own"),
    Refusal("a: !foo x\n", "1:4: a: the tag !foo has no meaning here; remove it"),
    Refusal("a: !!int 1\n", "1:4: a: the tag tag:yaml.org,2002:int has no meaning here; remove it"),
    Refusal("a: !!set {x, y}\n", "1:4: a: the tag tag:yaml.org,2002:set has no meaning here; remove it"),
    Refusal("!foo a: x\n", "1:1: the tag !foo has no meaning here; remove it"),
    Refusal("a: .inf\n", "1:4: a: .inf is beyond what a number can be here; write a finite 64-bit one"),
    Refusal("a: -.INF\n", "1:4: a: -.INF is beyond what a number can be here; write a finite 64-bit one"),
    Refusal("a: .NaN\n", "1:4: a: .NaN is beyond what a number can be here; write a finite 64-bit one"),
    Refusal(
      "a: 0x10000000000000000\n",
      "1:4: a: 0x10000000000000000 is beyond what a number can be here; write a finite 64-bit one"),
    Refusal("a: *q\n", "1:4: a: the alias *q names no anchor before it; mark what it means with &q further up"),
    Refusal("a: &a [*a]\n", "1:8: a[0]: the alias *a names no anchor before it; mark what it means with &a further up"),
    Refusal(
      "a: *.example\n", "1:4: a: an asterisk begins the name of an alias; put text that begins with * in quotes"),
    Refusal(
      "a: &a x\nb: *a y\n", "2:4: b: an asterisk begins the name of an alias; put text that begins with * in quotes"),
    Refusal("a:\n\tb: 1\n", "2:1: a tab cannot indent YAML; use spaces"),
    Refusal(
      "a: é\u{7}x\n",
      "1:5: the character U+0007 cannot stand in YAML; remove it, or write it as an escape in quotes"),
  ])
  func `what the tree cannot say`(_ refusal: Refusal) {
    #expect(Format.yaml.complaints(refusal.text) == [refusal.complaint])
  }

  @Test(arguments: [
    ("a: [1, 2\nb: }\n", "2:2"), ("a: 'x\n", "2:1"), ("a: b: c\n", "1:5"), ("a: @x\n", "1:4"), ("a: \"\\q\"\n", "1:5"),
    ("a: 1\n b: 2\n", "2:3"), ("{a: 1", "1:6"), ("%FOO 1\n---\na\n", "1:5"), ("a: \"\\ud800\"\n", "1:7"),
  ])
  func `libyaml's own errors keep their place`(_ text: String, _ position: String) throws {
    let complaints = Format.yaml.complaints(text)
    #expect(complaints.count == 1)
    #expect(try #require(complaints.first).hasPrefix("\(position): this is not valid YAML: "))
  }

  @Test func `a noncharacter is refused`() throws {
    let scalar = try #require(Unicode.Scalar(0xFDD5 as UInt32))
    #expect(Format.yaml.complaints("a: \(Character(scalar))\n") == ["1:4: U+FDD5 is no character; remove it"])
  }

  @Test func `aliases of aliases are stopped before they fill the memory`() {
    let limit = YAMLReader.maximumAliasedNodes
    var laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...20 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      laughs += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(
      Format.yaml.complaints(laughs) == [
        "6:45: a5[7]: the aliases so far stand for more than \(limit) values; write the document without them"
      ])
  }

  @Test func `a chain of aliases is stopped at the nesting limit`() {
    let chain = "- &a0 [x]\n" + (1..<20_000).map { "- &a\($0) [*a\($0 - 1)]\n" }.joined()
    #expect(Format.yaml.complaints(chain) == ["64:9: \(DocumentNode.tooDeepMessage)"])
  }

  @Test(arguments: ["[", "- ", "{a: ", "[a, "])
  func `a hundred thousand levels are refused`(_ opening: String) throws {
    let complaint = try #require(Format.yaml.complaints(String(repeating: opening, count: 100_000)).first)
    #expect(complaint.hasSuffix(DocumentNode.tooDeepMessage))
  }

  @Test(arguments: [("{", "1:2"), ("? ", "1:3")])
  func `a hundred thousand levels of keys are refused at the first`(_ opening: String, _ position: String) {
    #expect(
      Format.yaml.complaints(String(repeating: opening, count: 100_000))
        == ["\(position): a list or mapping cannot be a key; write a string"])
  }

  @Test(arguments: [
    Refusal("a: *\n", "1:4: a: an asterisk begins the name of an alias; put text that begins with * in quotes"),
    Refusal(
      "a: &a x\nb: [1, *a y]\n",
      "2:8: b[1]: an asterisk begins the name of an alias; put text that begins with * in quotes"),
    Refusal(
      "a: &a x\nb: *a,y\n", "2:4: b: an asterisk begins the name of an alias; put text that begins with * in quotes"),
  ])
  func `what follows an alias was meant to belong to it`(_ refusal: Refusal) {
    #expect(Format.yaml.complaints(refusal.text) == [refusal.complaint])
  }

  @Test(arguments: ["a: &a x\nb: [*a, @x]\n", "a: &a x\nb: *a\n @x\n"])
  func `an alias has no part in what is wrong further on`(_ text: String) throws {
    #expect(try #require(Format.yaml.complaints(text).first).contains("this is not valid YAML: "))
  }
}
