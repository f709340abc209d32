import Engine
import Records

extension RegressionScores {
  /// The scores as a record holds them.
  var results: [String: JSONValue] {
    ["mse": .number(mse), "mae": .number(mae), "r2": .number(r2)]
  }
}
