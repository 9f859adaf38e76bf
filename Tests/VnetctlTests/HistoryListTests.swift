import Reconciliation
import Testing
import TopologyFormat

@testable import vnetctl

@Suite struct HistoryListTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_795_376_402, "2026-11-22T19:40:02Z"),
    (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
  ]) func `a moment has one text`(seconds: Int64, text: String) {
    #expect(Timestamp(seconds: seconds).description == text)
  }

  @Test func `documents are listed by how far back they are`() throws {
    let scratch = Scratch()
    let history = History(base: scratch.path + "/h", namespace: try NamespaceKey(cookie: 1, boot: "b"))
    for text in ["{\"a\": 1}", "{\"b\": 1}"] { try history.add(text, topology: "vm42") }
    let entries = try history.entries(topology: "vm42")
    let list = HistoryList(topology: "vm42", entries: entries)
    #expect(list.lines.count == 3 && list.lines[0].hasPrefix("REVERT  APPLIED"))
    #expect(list.lines[1].hasPrefix("0       20") && list.lines[1].hasSuffix("Z  " + entries[0].path))
    #expect(list.lines[2].hasPrefix("1       20") && list.lines[2].hasSuffix("/1.json"))
    let json = JSONWriter.text(list.json)
    #expect(json.contains(#""topology": "vm42""#) && json.contains(#""revert": 1"#) && json.contains(entries[1].path))
    #expect(
      HistoryList(topology: "x", entries: []).lines == [#"no document of the topology "x" was applied here"#])
  }
}
