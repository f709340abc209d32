import Records
import Report

/// The losses of two runs as charts, for trainings in which they differ.
enum ComparisonCharts {
  static func blocks(_ comparison: RecordComparison) -> [ReportBlock] {
    comparison.steps.filter { $0.isCompared && !$0.differences.isEmpty }.flatMap { step in
      let (a, b) = (
        comparison.a.record.step(step.id)?.results, comparison.b.record.step(step.id)?.results
      )
      let charts = [epochs(step.id, a, b), batches(step.id, a, b)].compactMap { $0 }
      guard !charts.isEmpty else { return [ReportBlock]() }
      return [.heading(level: 3, content: [.text("Losses of \(OneLine.of(step.id))")])] + charts
    }
  }

  private static func epochs(
    _ id: String, _ a: [String: JSONValue]?, _ b: [String: JSONValue]?
  ) -> ReportBlock? {
    guard let left = numbers(a, .meanLoss), let right = numbers(b, .meanLoss) else {
      return nil
    }
    let title = "\(OneLine.of(id)): mean loss of each epoch"
    return .chart(
      .line(
        .onePanel(
          title,
          description: "\(title). A goes from \(ends(left)), B from \(ends(right)).",
          xTitle: "epoch",
          series: [("A", .dots, points(left)), ("B", .diamonds, points(right))])))
  }

  private static func batches(
    _ id: String, _ a: [String: JSONValue]?, _ b: [String: JSONValue]?
  ) -> ReportBlock? {
    guard let left = numbers(a, .losses), let right = numbers(b, .losses) else { return nil }
    let differences = zip(left, right).map { $0 - $1 }
    guard differences.count > 1, let largest = differences.map(abs).max(), largest > 0 else {
      return nil
    }
    let title = "\(OneLine.of(id)): loss of A less loss of B, batch by batch"
    return .chart(
      .line(
        .onePanel(
          title,
          description: "\(title). The largest difference is \(Agreement.brief(largest)).",
          xTitle: "batch", series: [("A − B", .line, points(differences))])))
  }

  private static func numbers(_ results: [String: JSONValue]?, _ key: ResultKey) -> [Double]? {
    guard let list = results?[key]?.array, !list.isEmpty else { return nil }
    let numbers = list.compactMap(\.number)
    return numbers.count == list.count ? numbers : nil
  }

  private static func points(_ values: [Double]) -> [(x: Double, y: Double)] {
    values.enumerated().map { (x: Double($0.offset + 1), y: $0.element) }
  }

  private static func ends(_ values: [Double]) -> String {
    let texts = [values.first, values.last].compactMap { $0 }.map(CanonicalJSON.number)
    return texts.joined(separator: " to ")
  }
}
