import Testing

@testable import Lessons

/// What PyTorch would refuse in the middle of a training, or compute without a word.
@Suite struct BatchFormTests {
  private static func diagnostics(_ model: String, size: Int, _ more: String = "") throws
    -> [Diagnostic]
  {
    try TableFixture.plan(
      TableFixture.lesson([
        (
          "data",
          """
          - dataset: shapes
          - loader: dataset
            batch_size: \(size)\(more.contains("drop") ? "\n  drop_last: true" : "")
          - model:
          \(model)
          - optimizer: SGD
            parameters: model
            lr: 0.1
          \(more.contains("eval") ? "- eval_mode: model" : "")
          - train: model
            loader: loader
            optimizer: optimizer
            loss: cross_entropy
            epochs: 2
          """
        )
      ])
    ).diagnostics.filter { $0.severity == .error }
  }

  private static let flat = "    - flatten\n    - norm: {batch_norm1d: 16}\n    - linear: [16, 3]"
  private static let planes =
    "    - norm: {batch_norm2d: 1}\n    - flatten\n    - linear: [16, 3]"

  /// 40 rows in batches of 13 leave one.
  @Test func findsABatchWithoutAVariance() throws {
    let found = try Self.diagnostics(Self.flat, size: 13)
    #expect(found.map(\.code) == ["single-value"])
    #expect(
      found.first?.message
        == "`model.norm` needs more than one value in training mode, and a batch of `loader` has 1 row"
    )
    #expect(try Self.diagnostics(Self.flat, size: 1).map(\.code) == ["single-value"])
    #expect(try Self.diagnostics(Self.flat, size: 12) == [])
    #expect(try Self.diagnostics(Self.flat, size: 13, "drop") == [])
    #expect(try Self.diagnostics(Self.flat, size: 13, "eval") == [])
    let rows = "    - flatten\n    - norm: {group_norm: [16, 16]}\n    - linear: [16, 3]"
    #expect(try Self.diagnostics(rows, size: 13).map(\.code) == ["single-value"])
    #expect(try Self.diagnostics(rows, size: 12) == [])
    // A picture has many values a channel.
    #expect(try Self.diagnostics(Self.planes, size: 13) == [])
  }

  @Test func warnsWhereRowsGoInAsSteps() throws {
    let series = """
      - dataset: months
      - windows: dataset
        length: 3
      - loader: windows
        batch_size: 3
      - model:
          - lstm: {lstm: [1, 6]OPTION}
          - last: {select: -1}
          - fc: {linear: [6, 1]}
      - predict: loader
        model: model
      """
    func codes(_ option: String) throws -> [String] {
      try TableFixture.plan(
        TableFixture.lesson([("data", series.replacing("OPTION", with: option))])
      ).diagnostics.map(\.code)
    }
    #expect(try codes("").contains("steps-first"))
    #expect(try !codes(", batch_first: true").contains("steps-first"))
    let within = series.replacing(
      "    - lstm: {lstm: [1, 6]OPTION}\n",
      with: "    - body: [{dropout: 0.1}, {lstm: [1, 6]OPTION}]\n")
    for (option, isWarned) in [("", true), (", batch_first: true", false)] {
      let text = within.replacing("OPTION", with: option)
      let found = try TableFixture.plan(TableFixture.lesson([("data", text)])).diagnostics
      #expect(found.map(\.code).contains("steps-first") == isWarned, "\(found.map(\.message))")
    }
  }
}
