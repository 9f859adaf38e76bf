/// Rows of cells under each other, each column as wide as its widest cell.
struct TextTable {
  private var rows: [[String]] = []

  /// Adds a row.
  mutating func append(_ cells: [String]) { rows.append(cells) }

  /// The lines, without spaces at their ends.
  func lines(gap: Int = 2) -> [String] {
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], cell.count)
      }
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        line += cell
        let isLast = row[(column + 1)...].allSatisfy(\.isEmpty)
        if isLast { break }
        line += String(repeating: " ", count: widths[column] - cell.count + gap)
      }
      return line
    }
  }
}
