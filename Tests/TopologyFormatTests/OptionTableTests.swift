import NetworkModel
import Testing

struct OptionTableTests {
  @Test func `every row is found by its identity`() {
    for row in OptionTable.all.flatMap(\.rows) { #expect(Option[row.id] === row) }
  }
}
