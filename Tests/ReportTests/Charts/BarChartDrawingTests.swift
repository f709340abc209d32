import Testing

@testable import Report

struct BarChartDrawingTests {
  private let chart = BarChart(
    title: "Accuracy", description: "a 50.0%, b 90.0%.",
    bars: [
      .init(name: "a", value: 0.5, text: "50.0%", isStressed: false),
      .init(
        name: "a-step-with-a-very-long-name-indeed", value: 0.9, text: "90.0%", isStressed: true),
      .init(name: "off-the-axis", value: 1e300, text: "1e300", isStressed: false),
      .init(name: "below", value: -3, text: "-3", isStressed: false),
    ], end: 1, reference: .init(value: 0.5, name: "always the commoner class"))

  private func svg(_ width: Double) -> String {
    HTMLSerializer.text(BarChartDrawing(chart: chart, width: width, id: "c").node())
  }

  @Test func namesAndDescribesTheDrawing() {
    let text = svg(640)
    #expect(text.contains("aria-labelledby=\"c-title c-desc\""))
    #expect(text.contains("<title id=\"c-title\">Accuracy</title>"))
    #expect(text.contains("<desc id=\"c-desc\">a 50.0%, b 90.0%.</desc>"))
  }

  @Test func drawsABarForEachValueAndWritesTheValueBesideIt() {
    let text = svg(640)
    #expect(text.matches(of: /class="c-bar"/).count == 1)
    #expect(text.matches(of: /class="c-bar-hollow"/).count == 3)
    for value in ["50.0%", "90.0%", "1e300", "always the commoner class"] {
      #expect(text.contains(">\(value)</text>"))
    }
  }

  @Test(arguments: [320.0, 640.0])
  func keepsEveryBarWithinTheDrawing(width: Double) throws {
    let bars = svg(width).matches(
      of: #/class="c-bar[^"]*" d="M([0-9.-]+) [0-9.-]+L([0-9.-]+) /#)
    #expect(bars.count == 4)
    let ends = try bars.map { bar in
      (try #require(Double(bar.1)), try #require(Double(bar.2)))
    }
    #expect(ends.allSatisfy { $0.0 > 0 && $0.1 >= $0.0 && $0.1 < width })
    // Twice the value, twice the bar, up to a coordinate's tenth of a unit.
    let unit = ends[2].1 - ends[2].0
    #expect(abs((ends[0].1 - ends[0].0) - unit / 2) < 0.2)
    #expect(ends[3].1 == ends[3].0)
  }
}
