import Engine
import Foundation
import Records
import Testing

@testable import Lessons

/// A folder of its own with small tables: measurements with a class or a number each, and a series.
struct TableFixture: AssetProvider {
  private let folder: TemporaryFolder

  static let flowers = NumberTable(
    rows: 40, target: "kind", classes: ["kind": ["round", "long"]], hasUnitNorm: false,
    parts: [part("flowers.csv", ["width", "height", "age", "kind"])])
  static let shapes = NumberTable(
    rows: 40, target: "kind", classes: ["kind": ["one", "two", "three"]], hasUnitNorm: false,
    parts: [
      .init(
        file: "shapes.csv", separator: ",", skippedLines: 0,
        columns: [.init(name: "pixels", shape: [1, 4, 4]), .init(name: "kind", shape: [])])
    ])
  static let prices = NumberTable(
    rows: 40, target: "price", classes: [:], hasUnitNorm: true,
    parts: [part("prices.csv", ["width", "height", "price"])])
  static let months = NumberTable(
    rows: 40, target: nil, classes: [:], hasUnitNorm: false,
    parts: [part("months.csv", ["sales"])])
  /// Columns of words beside one of numbers.
  static let people = NumberTable(
    rows: 40, target: "pay", classes: ["town": ["Aachen", "Bonn", "Ulm"], "sex": ["f", "m"]],
    hasUnitNorm: false, parts: [part("people.csv", ["town", "age", "sex", "pay"])])

  static let tables = [
    "flowers": flowers, "shapes": shapes, "prices": prices, "months": months, "people": people,
  ]

  private static func part(_ file: String, _ columns: [String]) -> NumberTable.Part {
    .init(
      file: file, separator: ",", skippedLines: 0,
      columns: columns.map { .init(name: $0, shape: []) })
  }

  init() throws {
    folder = try TemporaryFolder()
    try write("flowers.csv") { row in
      [Double(row % 7), Double(row % 5) * 0.5, Double(row % 3), row % 7 > row % 5 ? 1 : 0]
    }
    try write("shapes.csv") { row in
      (0..<16).map { Double((row * 5 + $0 * 3) % 11) } + [Double(row % 3)]
    }
    try write("prices.csv") { row in
      [Double(row % 7), Double(row % 5), Double(row % 7) * 3 - Double(row % 5) + 2]
    }
    try write("people.csv") { row in
      [Double(row % 3), Double(20 + row), Double(row % 2), Double(1000 + 7 * row + 50 * (row % 3))]
    }
    try write("months.csv") { row in [Double((row * 7) % 12) + Double(row) / 4] }
  }

  private func write(_ file: String, _ row: (Int) -> [Double]) throws {
    let lines = (0..<40).map { row($0).map { "\($0)" }.joined(separator: ",") + "\n" }
    try Data(lines.joined().utf8).write(to: folder.url.appendingPathComponent(file))
  }

  /// What a lesson's run leaves, with two threads and without a cache.
  func run(_ text: String) throws -> RunRecord {
    let (plan, diagnostics) = try Self.plan(text)
    try #require(diagnostics.filter { $0.severity == .error } == [])
    let runner = LessonRunner(
      plan: try #require(plan), assets: self, threads: 2, observer: { _ in })
    let (record, failure) = runner.run(cancellation: Cancellation())
    #expect(failure == nil)
    return record
  }

  func locate(
    _ request: AssetRequest, cancellation: Cancellation, progress: (AssetProgress) -> Void
  ) throws(AssetError) -> LocatedAsset {
    guard let table = Self.tables[request.name] else {
      throw AssetError(.unknown, "nothing is called \(request.name)")
    }
    return LocatedAsset(
      name: request.name, kind: .data, url: folder.url, data: .numbers(table),
      record: AssetRecord(name: request.name, files: [], license: nil, citation: nil))
  }

  /// A lesson of these steps, each a list of actions under its id.
  static func lesson(
    _ steps: [(id: String, actions: String)], parameters: String = "{epochs: 3}"
  ) -> String {
    let fences = steps.map { "```step \($0.id)\n\($0.actions)\n```\n" }
    return """
      ---
      id: "rows"
      title: "Rows"
      notebook: {repository: somewhere/notebooks, file: rows.ipynb}
      seed: 42
      parameters: \(parameters)
      ---

      \(fences.joined(separator: "\n"))
      """
  }

  static func plan(
    _ text: String, _ options: PlanOptions = PlanOptions()
  ) throws -> (plan: LessonPlan?, diagnostics: [Diagnostic]) {
    var options = options
    options.plansVariants = true
    return try LessonPlanner.plan(loaded(text), options: options)
  }

  /// A lesson's text as the loader would hand it over, beside a list of these tables.
  static func loaded(_ text: String) -> LoadedLesson {
    var loaded = TinyLesson.loaded(text)
    loaded.sources["tiny.md"] = SourceText(file: "tiny.md", data: Data(text.utf8))
    loaded.assets = tables.mapValues { _ in .data }
    loaded.tables = tables.mapValues(\.outline)
    return loaded
  }
}
