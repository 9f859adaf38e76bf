import NetworkModel
import Testing

@testable import TopologyFormat

struct JSONScannerTests {
  @Test func `each kind of value is read`() throws {
    let text = #"{"a":null,"b":[true,false],"c":{},"d":[],"e":"","f":-1.50e+2, "":"x"}"#
    #expect(
      try Format.json.parse(text).outline() == #"{a:null,b:[true,false],c:{},d:[],e:"",f:-1.50e+2,:"x"}"#)
  }

  @Test(arguments: ["null", "true", "false", "0", #""x""#, "[]", "{}"])
  func `any value may be the document`(_ text: String) throws {
    #expect(try Format.json.parse(" \t\r\n\(text)\n").outline() == text)
  }

  @Test(arguments: [
    "0", "-0", "7", "-7", "10", "1234567890123456789012345678901234567890", "0.0", "1.5", "-0.25", "1e5", "1E5", "1e+5",
    "1e-5", "1.25E-05", "0e0",
  ])
  func `a number keeps its text`(_ text: String) throws {
    #expect(try Format.json.parse(text).number?.text == text)
    #expect(try Format.json.parse("[\(text)]").outline() == "[\(text)]")
  }

  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
    (#""\u0041\u00e9\u00E9\u20AC""#, "Aéé€"),
    (#""\u0000""#, "\0"),
    (#""\ud83d\ude00""#, "😀"),
    (#""\uD800\uDC00\uDBFF\uDFFF""#, "\u{10000}\u{10FFFF}"),
    (#""a\nb😀c\u00e9é""#, "a\nb😀céé"),
    ("\"\u{7F}\u{80}\u{2028}\u{FEFF}\u{10FFFF}\"", "\u{7F}\u{80}\u{2028}\u{FEFF}\u{10FFFF}"),
    ("\"/* no comment */ // # '\"", "/* no comment */ // # '"),
  ])
  func `strings are unescaped`(_ text: String, _ expected: String) throws {
    let string = try #require(try Format.json.parse(text).string)
    #expect(Array(string.unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test func `every key and value knows its line and column`() throws {
    let text = "{\n  \"a\": 1,\r\n\t\"b\" : [ true,\n null ]\r, \"c\":{\"d\":\"x\"}\n}"
    #expect(
      try Format.json.parse(text).outline(positions: true)
        == "1:1 {2:3 a:2:8 1,3:2 b:3:8 [3:10 true,4:2 null],5:3 c:5:7 {5:8 d:5:12 \"x\"}}")
  }

  @Test func `columns count characters, not bytes`() throws {
    #expect(
      try Format.json.parse(#"{"é😀":"ü\n€",  "x":["日本", 1]}"#).outline(positions: true)
        == #"1:1 {1:2 é😀:1:7 "ü"# + "\n" + #"€",1:16 x:1:20 [1:21 "日本",1:27 1]}"#)
  }

  @Test func `arrays and objects may nest to the limit and no further`() {
    let limit = DocumentNode.maximumNesting
    let complaint = DocumentNode.tooDeepMessage
    #expect(limit == 64)
    for (open, close, width) in [("[", "]", 1), (#"{"a":"#, "}", 5)] {
      let deepest = String(repeating: open, count: limit) + "1" + String(repeating: close, count: limit)
      #expect(Format.json.complaints(deepest).isEmpty)
      #expect(Format.json.complaints(open + deepest + close) == ["1:\(limit * width + 1): \(complaint)"])
    }
    let empty = String(repeating: "[", count: limit + 1) + String(repeating: "]", count: limit + 1)
    #expect(Format.json.complaints(empty) == ["1:65: \(complaint)"])
  }

  @Test func `a hundred megabytes of brackets are refused at once`() {
    let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 100_000_000)
    #expect(Format.json.complaints(bytes) == ["1:65: \(DocumentNode.tooDeepMessage)"])
  }

  @Test func `a diagnostic names file, place, path and fault`() {
    let error = #expect(throws: DocumentError.self) {
      try JSONScanner.parse(Array("{\"links\":\n [{\"mtu\": 01}]}".utf8), file: "host.json")
    }
    #expect(
      error?.description == "host.json:2:11: links[0].mtu: 01 is not a JSON number; remove the zeros before it")
    #expect(error?.diagnostics.first?.file == "host.json")
    #expect(error?.diagnostics.first?.position.line == 2)
    #expect(error?.diagnostics.first?.position.column == 11)
    #expect(error?.diagnostics.first?.path == "links[0].mtu")
  }

  @Test func `what a document writes cannot break a diagnostic's line or drive the terminal`() {
    #expect(
      Format.json.complaints(#"{"a\n\u001b[31m\u202e": x}"#) == [
        #"1:25: a\u{0A}\u{1B}[31m\u{202E}: x is not a JSON value; a string stands in quotation marks"#
      ])
  }

  @Test func `a long wrong word is quoted in part`() throws {
    let complaint = try #require(Format.json.complaints(String(repeating: "x", count: 10_000)).first)
    #expect(
      complaint == "1:1: " + String(repeating: "x", count: 40)
        + "… is not a JSON value; a string stands in quotation marks")
  }
}
