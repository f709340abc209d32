import Foundation
import Records

/// The same question asked again and again with dropout active: how the answers are spread.
enum RepeatedResults {
  static func blocks(_ reader: inout ResultReader, probabilityName: String) -> [ReportBlock] {
    guard let repeated = reader.take(.repeated), let draws = repeated[.logits]?.array else {
      return []
    }
    let logits = draws.compactMap { $0.array?.compactMap(\.number) }.filter { $0.count == 2 }
    let shares = logits.map { 1 / (1 + exp($0[0] - $0[1])) }.filter(\.isFinite).sorted()
    guard let low = shares.first, let high = shares.last else { return [] }
    let mean = shares.reduce(0, +) / Double(shares.count)
    let first = logits.count { $0[0] >= $0[1] }
    let facts: [(name: String, value: [ReportInline])] = [
      ("asked", [.text(NumberText.count(logits.count, "time"))]),
      ("answered class 0", [.text(NumberText.count(first, "time"))]),
      ("answered class 1", [.text(NumberText.count(logits.count - first, "time"))]),
      (
        "probability of class 1",
        [
          .text(
            """
            \(NumberText.percent(low)) to \(NumberText.percent(high)), mean \
            \(NumberText.percent(mean))
            """)
        ]
      ),
    ]
    let plot = DotPlot(
      title: "The same sentence, asked \(NumberText.count(logits.count, "time"))",
      description: """
        Probability of class 1, which the data set calls \(probabilityName), in each of \(logits.count) answers: \
        from \(NumberText.percent(low)) to \(NumberText.percent(high)), mean \
        \(NumberText.percent(mean)). Above 50% the answer is class 1.
        """,
      xTitle: "probability of class 1", values: shares,
      range: AxisScale.range(holding: shares + [0.5]), reference: 0.5,
      referenceName: "50%: the answer changes")
    return [.chart(.dots(plot)), .table(.facts("The same sentence, asked again", facts))]
  }
}
