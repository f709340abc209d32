import Base
import Records

/// All rows of a step's predictions as comma-separated values, for a spreadsheet or a program.
package enum PredictionCSV {
  private static let columns: [ResultMember] = [.row, .actual, .predicted, .output]

  /// The rows under their names, `row`, `actual`, `predicted` and `output` as far as there are any.
  ///
  /// Numbers are written with all their digits.
  /// - Returns: `nil` for a step that has not said anything of rows.
  package static func text(of step: StepRecord) -> String? {
    guard let predictions = step.results[.predictions]?.array, !predictions.isEmpty else {
      return nil
    }
    let used = columns.filter { column in predictions.contains { $0[column] != nil } }
    let rows = predictions.map { row in used.map { cell(row[$0]) }.joined(separator: ",") + "\n" }
    return CSV.row(used.map(\.name)) + rows.joined()
  }

  private static func cell(_ value: JSONValue?) -> String {
    switch value {
    case nil: ""
    // A text from outside may be a formula.
    case .string(let text)?: CSV.row([text], newline: "")
    case let value?:
      value.array.map { CSV.row([$0.map { cell($0) }.joined(separator: " ")], newline: "") }
        ?? (try? CanonicalJSON.text(value)) ?? ""
    }
  }
}
