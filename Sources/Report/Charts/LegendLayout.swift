/// A legend whose entries flow from left to right and wrap.
struct LegendLayout {
  private let entries: [(series: LineChart.Series, x: Double, row: Int)]
  private static let rowHeight = 18.0

  init(_ series: [LineChart.Series], width: Double) {
    var entries: [(series: LineChart.Series, x: Double, row: Int)] = []
    var x = 0.0
    var row = 0
    for item in series {
      let needed = 34 + ChartText.width(item.name)
      if x > 0, x + needed > width {
        x = 0
        row += 1
      }
      entries.append((item, x, row))
      x += needed + 18
    }
    self.entries = entries
  }

  var height: Double { Double((entries.last?.row ?? -1) + 1) * Self.rowHeight }

  func nodes(top: Double) -> [HTMLNode] {
    entries.flatMap { entry in
      let y = top + Double(entry.row) * Self.rowHeight + 10
      return SeriesDrawing.sample(entry.series.mark, x: entry.x, y: y) + [
        ChartText.at(entry.x + 33, y + 4, entry.series.name, class: "c-tick")
      ]
    }
  }
}
