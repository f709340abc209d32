/// A drawing that a report holds, whatever its kind: each has a title, and says in words what it
/// shows.
package enum Chart: Sendable, Equatable {
  case line(LineChart)
  case dots(DotPlot)
  case bars(BarChart)
  case columns(Histogram)

  var title: String {
    switch self {
    case .line(let chart): chart.title
    case .dots(let plot): plot.title
    case .bars(let chart): chart.title
    case .columns(let chart): chart.title
    }
  }

  /// What it shows, in words and figures, for whoever cannot see it.
  var description: String {
    switch self {
    case .line(let chart): chart.description
    case .dots(let plot): plot.description
    case .bars(let chart): chart.description
    case .columns(let chart): chart.description
    }
  }

  /// - Parameter id: distinguishes this drawing's title and description from the page's others.
  func drawing(width: Double, id: String) -> HTMLNode {
    switch self {
    case .line(let chart): LineChartDrawing(chart: chart, width: width, id: id).node()
    case .dots(let plot): DotPlotDrawing(plot: plot, width: width, id: id).node()
    case .bars(let chart): BarChartDrawing(chart: chart, width: width, id: id).node()
    case .columns(let chart): HistogramDrawing(chart: chart, width: width, id: id).node()
    }
  }
}
