import Testing

@testable import TopologyFormat

struct DoubledKeyTests {
  private static func complaint(_ path: String, first: String) -> String {
    "\(path): this key stands in the same object already, at \(first); remove one of the two"
  }

  @Test func `all doubled keys of a JSON text are reported, in its order`() {
    let text = """
      {"a": 1, "b": {"x": 1, "x": {"y": 1,
       "y": 2}, "x": 3},
       "a": {"z": 1, "z": 2},
       "c": [{"d": 1, "\\u0064": 2}]}
      """
    #expect(
      Format.json.complaints(text) == [
        "1:24: " + Self.complaint("b.x", first: "1:16"),
        "2:2: " + Self.complaint("b.x.y", first: "1:30"),
        "2:11: " + Self.complaint("b.x", first: "1:16"),
        "3:2: " + Self.complaint("a", first: "1:2"),
        "3:16: " + Self.complaint("a.z", first: "3:8"),
        "4:17: " + Self.complaint("c[0].d", first: "4:9"),
      ])
  }

  @Test func `doubled keys are reported beside the fault that ends the reading`() {
    #expect(
      Format.json.complaints(#"{"a":1,"a":2,"b":x}"#) == [
        "1:8: " + Self.complaint("a", first: "1:2"),
        "1:18: b: x is not a JSON value; a string stands in quotation marks",
      ])
  }

  @Test(arguments: [#"{"é":1,"\#u{65}\#u{301}":2}"#, #"{"é":1,"\u0065\u0301":2}"#, #"{"/":1,"\/":2}"#])
  func `keys are compared by what they mean`(_ text: String) {
    #expect(Format.json.complaints(text).count == 1)
  }

  @Test func `the same key may stand in different objects, and keys differ by case`() {
    #expect(Format.json.complaints(#"{"a":{"a":{"a":[{"a":1},{"a":2}]}},"A":1}"#).isEmpty)
  }

  @Test(arguments: [1, 2, 11, 12, 13, 14, 100])
  func `in objects of any size`(_ count: Int) {
    let members = (0..<count).map { #""k\#($0)":0"# }
    #expect(Format.json.complaints("{\n\(members.joined(separator: ",\n"))\n}").isEmpty)
    for again in Set([0, count / 2, count - 1]) {
      let text = "{\n\((members + [members[again]]).joined(separator: ",\n"))\n}"
      #expect(
        Format.json.complaints(text) == ["\(count + 2):1: " + Self.complaint("k\(again)", first: "\(again + 2):1")])
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a hundred thousand keys are not compared each with each`() {
    let members = (0..<100_000).map { #""tap\#($0)":0"# }.joined(separator: ",")
    #expect(Format.json.complaints("{\(members)}").isEmpty)
    #expect(Format.json.complaints("{\(members),\n\"tap7\":1}") == ["2:1: " + Self.complaint("tap7", first: "1:65")])
  }

  @Test func `all doubled keys of a YAML text are reported, in its order`() {
    let text = """
      a: 1
      b:
        mtu: 1
        x: 2
        mtu: 3
        mtu: 4
      'a': 2
      c: {q: 1, q: 2}
      d: {"k*": 1, 'k*': 2}
      """
    #expect(
      Format.yaml.complaints(text) == [
        "5:3: " + Self.complaint("b.mtu", first: "3:3"),
        "6:3: " + Self.complaint("b.mtu", first: "3:3"),
        "7:1: " + Self.complaint("a", first: "1:1"),
        "8:11: " + Self.complaint("c.q", first: "8:5"),
        "9:14: " + Self.complaint("d.k*", first: "9:5"),
      ])
  }

  @Test(arguments: ["!!str a: 1\na: 2\n", "&x a: 1\na: 2\n", "\"\\x61\": 1\na: 2\n", "a: 1\n'a': 2\n"])
  func `keys of YAML are compared by what they mean, however they are written`(_ text: String) {
    #expect(Format.yaml.complaints(text) == ["2:1: " + Self.complaint("a", first: "1:1")])
  }

  @Test func `doubled keys of YAML are reported beside the fault that ends the reading`() {
    #expect(
      Format.yaml.complaints("a: 1\na: 2\nb: !foo x\n") == [
        "2:1: " + Self.complaint("a", first: "1:1"),
        "3:4: b: the tag !foo has no meaning here; remove it",
      ])
  }

  @Test func `however many keys of YAML are doubled, all are reported`() {
    let text = (10..<60).map { "k\($0): 1\nk\($0): 2\n" }.joined()
    #expect(
      Format.yaml.complaints(text)
        == (0..<50).map { "\(2 * $0 + 2):1: " + Self.complaint("k\($0 + 10)", first: "\(2 * $0 + 1):1") })
  }
}
