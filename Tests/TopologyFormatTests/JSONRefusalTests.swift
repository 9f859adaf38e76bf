import Testing

@testable import TopologyFormat

struct JSONRefusalTests {
  private static let noComments = "JSON has no comments; remove this, or use a .yaml file, which may have them"
  private static let noSingleQuotes = "JSON has no single quotes; put keys and strings in double quotation marks"

  private func check(_ refusal: Refusal, _ location: SourceLocation = #_sourceLocation) {
    #expect(Format.json.complaints(refusal.text) == [refusal.complaint], sourceLocation: location)
  }

  @Test(arguments: [
    Refusal("[1,2,]", "1:5: this trailing comma has nothing after it in the array; remove it"),
    Refusal("{\"a\":1,\n}", "1:7: this trailing comma has nothing after it in the object; remove it"),
    Refusal("[1 2]", "1:4: a comma is missing before this; write one after the entry that precedes it"),
    Refusal("[\"a\" \"b\"]", "1:6: a comma is missing before this; write one after the entry that precedes it"),
    Refusal("[[] []]", "1:5: a comma is missing before this; write one after the entry that precedes it"),
    Refusal("[1 true]", "1:4: a comma is missing before this; write one after the entry that precedes it"),
    Refusal("{\"a\":1\n \"b\":2}", "2:2: a comma is missing before this; write one after the entry that precedes it"),
    Refusal("[,1]", "1:2: [0]: a value is missing before \",\"; write one, or remove what asks for it"),
    Refusal("[1,,2]", "1:4: [1]: a value is missing before \",\"; write one, or remove what asks for it"),
    Refusal("{\"a\":}", "1:6: a: a value is missing before \"}\"; write one, or remove what asks for it"),
    Refusal("{\"a\":,}", "1:6: a: a value is missing before \",\"; write one, or remove what asks for it"),
    Refusal("{,}", "1:2: this comma has no member before it; remove it"),
    Refusal("{\"a\":1,,}", "1:8: this comma has no member before it; remove it"),
    Refusal("{\"a\" 1}", "1:6: a: a colon must follow the key, not \"1\"; write \"key\": value"),
    Refusal("{\"a\"=1}", "1:5: a: a colon must follow the key, not \"=\"; write \"key\": value"),
    Refusal("{\"a\"}", "1:5: a: a colon must follow the key, not \"}\"; write \"key\": value"),
    Refusal("{a:1}", "1:2: the key a has no quotation marks; write \"a\""),
    Refusal("{1:1}", "1:2: the key 1 has no quotation marks; write \"1\""),
    Refusal("{[]:1}", "1:2: a key in quotation marks must stand here, not \"[\""),
    Refusal("[1:2]", "1:3: a comma or \"]\" must stand here, not \":\""),
    Refusal("{\"a\":1;}", "1:7: a comma or \"}\" must stand here, not \";\""),
    Refusal("[1}", "1:3: the array opened at 1:1 is closed with \"}\"; write \"]\""),
    Refusal("{\"a\":[\n1]\n]", "3:1: the object opened at 1:1 is closed with \"]\"; write \"}\""),
    Refusal("{]", "1:2: the object opened at 1:1 is closed with \"]\"; write \"}\""),
    Refusal("[", "1:2: the text ends inside the array opened at 1:1; close it with \"]\""),
    Refusal("[1", "1:3: the text ends inside the array opened at 1:1; close it with \"]\""),
    Refusal(" [[1],\n", "2:1: the text ends inside the array opened at 1:2; close it with \"]\""),
    Refusal("{", "1:2: the text ends inside the object opened at 1:1; close it with \"}\""),
    Refusal("{\"a\":\n {\"b\":1", "2:8: a: the text ends inside the object opened at 2:2; close it with \"}\""),
    Refusal("{\"a\"", "1:5: a: the text ends inside the object opened at 1:1; close it with \"}\""),
    Refusal("{\"a\":", "1:6: a: the text ends inside the object opened at 1:1; close it with \"}\""),
    Refusal("{\"a\":1,", "1:8: the text ends inside the object opened at 1:1; close it with \"}\""),
    Refusal("{} {}", "1:4: the document has ended before this; remove what follows, or put both into one object"),
    Refusal("1 2", "1:3: the document has ended before this; remove what follows, or put both into one object"),
    Refusal("[]]", "1:3: the document has ended before this; remove what follows, or put both into one object"),
    Refusal("\u{A0}1", "1:1: a value must stand here, not U+00A0"),
    Refusal("[1\u{2028}]", "1:3: a comma or \"]\" must stand here, not U+2028"),
    Refusal("é", "1:1: a value must stand here, not \"é\" (U+00E9)"),
    Refusal("[1,\u{C}2]", "1:4: [1]: the control character U+000C has no place here; remove it"),
    Refusal("{\u{1B}}", "1:2: the control character U+001B has no place here; remove it"),
  ])
  func `broken structure`(_ refusal: Refusal) { check(refusal) }

  @Test(arguments: [
    "// x\n1", "/* x */ 1", "# x\n1", "1 // x", "[# x\n]", "[1, // x\n2]", "[1 /**/]", "{/**/}",
    "{\"a\" /**/ :1}", "{\"a\":1 # x\n}", "{\"a\":// x\n1}", "{\"a\":1, // x\n}",
  ])
  func `comments, wherever they stand`(_ text: String) throws {
    let complaints = Format.json.complaints(text)
    #expect(complaints.count == 1)
    #expect(try #require(complaints.first).hasSuffix(Self.noComments))
  }

  @Test(arguments: [
    Refusal("'a'", "1:1: \(noSingleQuotes)"),
    Refusal("['a']", "1:2: [0]: \(noSingleQuotes)"),
    Refusal("{'a':1}", "1:2: \(noSingleQuotes)"),
    Refusal("{\"a\":'b'}", "1:6: a: \(noSingleQuotes)"),
  ])
  func `single quotes`(_ refusal: Refusal) { check(refusal) }

  @Test(arguments: [
    Refusal("010", "1:1: 010 is not a JSON number; remove the zeros before it"),
    Refusal("-00", "1:1: -00 is not a JSON number; remove the zeros before it"),
    Refusal("00.5", "1:1: 00.5 is not a JSON number; remove the zeros before it"),
    Refusal("+1", "1:1: a number has no plus sign in JSON; remove it"),
    Refusal(".5", "1:1: a number needs a digit before its point; write 0.5, not .5"),
    Refusal("-.5", "1:1: -.5 is not a JSON number; put a digit before its point"),
    Refusal("1.", "1:1: 1. is not a JSON number; put a digit after its point, or remove the point"),
    Refusal("[1.]", "1:2: [0]: 1. is not a JSON number; put a digit after its point, or remove the point"),
    Refusal(
      "1.e5", "1:1: 1.e5 is not a JSON number; write digits alone, or put it in quotation marks if it is a string"),
    Refusal("1e", "1:1: 1e is not a JSON number; put digits after its exponent's e"),
    Refusal("1E+", "1:1: 1E+ is not a JSON number; put digits after its exponent's e"),
    Refusal("-", "1:1: - is not a JSON number; a digit must follow the minus sign"),
    Refusal("[-]", "1:2: [0]: - is not a JSON number; a digit must follow the minus sign"),
    Refusal("- 1", "1:1: - is not a JSON number; a digit must follow the minus sign"),
    Refusal("--1", "1:1: --1 is not a JSON number; write digits alone, or put it in quotation marks if it is a string"),
    Refusal("0x10", "1:1: 0x10 is not a JSON number; write it in decimal"),
    Refusal(
      "1_000", "1:1: 1_000 is not a JSON number; write digits alone, or put it in quotation marks if it is a string"),
    Refusal(
      "[10s]", "1:2: [0]: 10s is not a JSON number; write digits alone, or put it in quotation marks if it is a string"),
    Refusal(
      "1.2.3", "1:1: 1.2.3 is not a JSON number; write digits alone, or put it in quotation marks if it is a string"),
    Refusal(
      "10-19", "1:1: 10-19 is not a JSON number; write digits alone, or put it in quotation marks if it is a string"),
    Refusal("-Infinity", "1:1: -Infinity is not a JSON number; write a finite one"),
    Refusal("-NaN", "1:1: -NaN is not a JSON number; write a finite one"),
    Refusal("Infinity", "1:1: Infinity is not a JSON number; write a finite one"),
    Refusal("NaN", "1:1: NaN is not a JSON number; write a finite one"),
  ])
  func `things that are no numbers`(_ refusal: Refusal) { check(refusal) }

  @Test(arguments: [
    ("True", "write true"), ("TRUE", "write true"), ("yes", "write true"), ("on", "write true"), ("tru", "write true"),
    ("False", "write false"), ("no", "write false"), ("off", "write false"), ("flase", "write false"),
    ("None", "write null"), ("nil", "write null"), ("undefined", "write null"), ("Null", "write null"),
    ("trueish", "a string stands in quotation marks"), ("br0", "a string stands in quotation marks"),
    ("e5", "a string stands in quotation marks"), ("_", "a string stands in quotation marks"),
  ])
  func `words that are no values`(_ word: String, _ advice: String) {
    #expect(Format.json.complaints("{\"a\": \(word)}") == ["1:7: a: \(word) is not a JSON value; \(advice)"])
  }

  @Test(arguments: [
    Refusal("\"abc", "1:5: the text ends inside the string opened at 1:1; close it with a quotation mark"),
    Refusal("\"", "1:2: the text ends inside the string opened at 1:1; close it with a quotation mark"),
    Refusal("{\"abc", "1:6: the text ends inside the string opened at 1:2; close it with a quotation mark"),
    Refusal("\"a\\", "1:4: the text ends inside the string opened at 1:1; close it with a quotation mark"),
    Refusal("\"a\\n", "1:5: the text ends inside the string opened at 1:1; close it with a quotation mark"),
    Refusal(
      "[\"é\n\"]",
      "1:4: [0]: the line ends (U+000A) inside the string opened at 1:2; "
        + "close it with a quotation mark, or write \\n for a line break"),
    Refusal(
      "\"a\r\n\"",
      "1:3: the line ends (U+000D) inside the string opened at 1:1; "
        + "close it with a quotation mark, or write \\n for a line break"),
    Refusal("\"a\tb\"", "1:3: a tab (U+0009) cannot stand in a string as it is; write \\t"),
    Refusal(
      "\"\u{1}\"", "1:2: the control character U+0001 cannot stand in a string as it is; write \\u0001"),
    Refusal(
      "\"\\n\u{1F}\"", "1:4: the control character U+001F cannot stand in a string as it is; write \\u001F"),
    Refusal("\"\\x\"", "1:2: a backslash before \"x\" means nothing in JSON; write \\\\ for a backslash itself"),
    Refusal("\"C:\\dir\"", "1:4: a backslash before \"d\" means nothing in JSON; write \\\\ for a backslash itself"),
    Refusal("\"\\'\"", "1:2: a backslash before \"'\" means nothing in JSON; write \\\\ for a backslash itself"),
    Refusal("\"\\u12\"", "1:2: \\u takes exactly four hexadecimal digits; write them all, as in \\u00E9"),
    Refusal("\"\\u{e9}\"", "1:2: \\u takes exactly four hexadecimal digits; write them all, as in \\u00E9"),
    Refusal("\"\\u+123\"", "1:2: \\u takes exactly four hexadecimal digits; write them all, as in \\u00E9"),
    Refusal("\"\\u１２３４\"", "1:2: \\u takes exactly four hexadecimal digits; write them all, as in \\u00E9"),
    Refusal("\"\\u", "1:2: \\u takes exactly four hexadecimal digits; write them all, as in \\u00E9"),
  ])
  func `broken strings`(_ refusal: Refusal) { check(refusal) }

  @Test(arguments: [
    (#""\ud800""#, "D800", false), (#""\uDBFFx""#, "DBFF", false), (#""\ud800\n""#, "D800", false),
    (#""\ud800\u0041""#, "D800", false), (#""\ud800\ud800""#, "D800", false), (#""\udc00""#, "DC00", true),
    (#""\uDFFF\uD800""#, "DFFF", true),
  ])
  func `half a surrogate pair`(_ text: String, _ unit: String, _ isSecond: Bool) {
    let advice =
      isSecond
      ? "the first half, \\uD800 to \\uDBFF, must stand before it"
      : "the second half, \\uDC00 to \\uDFFF, must follow it"
    #expect(
      Format.json.complaints(text) == [
        "1:2: \\u\(unit) is half of a surrogate pair and no character; \(advice)"
      ])
  }
}
