import Testing

@testable import TopologyFormat

@Suite struct JSONWriterTests {
  @Test func `plain values`() {
    let values: [JSONValue] = [
      .null, .boolean(true), .integer(.min), .number("0.25"), .string("a"), .array([]), .object([]), .optional(nil),
    ]
    #expect(JSONWriter.text(.array(values)) == "[null, true, -9223372036854775808, 0.25, \"a\", [], {}, null]\n")
  }

  @Test func `strings are escaped`() {
    let text = JSONWriter.text(.string("\"\\/\n\r\t\u{8}\u{C}\u{0}\u{1B}\u{7F}\u{9B} ü 😀"))
    #expect(text == #""\"\\/\n\r\t\b\f\u0000\u001b\u007f\u009b ü 😀""# + "\n")
  }

  @Test func `what is small and flat stays on a line, the rest is indented`() {
    let small = JSONValue.members(["name": .string("mtu"), "gone": nil, "after": .integer(1)])
    let long = JSONValue.array((0..<30).map { .integer(1000 + $0) })
    let lines = JSONWriter.text(.members(["small": .array([small]), "long": long])).split(separator: "\n")
    #expect(lines.count == 3 + 2 + 30 + 2)
    #expect(
      lines.prefix(6) == [
        "{", "  \"small\": [", "    { \"name\": \"mtu\", \"after\": 1 }", "  ],", "  \"long\": [", "    1000,",
      ])
    #expect(lines.suffix(3) == ["    1029", "  ]", "}"])
  }
}
