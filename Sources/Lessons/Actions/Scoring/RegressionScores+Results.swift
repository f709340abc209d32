import Engine
import Records

extension RegressionScores {
  /// The scores as a record holds them.
  var results: [ResultMember: JSONValue] {
    [.mse: .number(mse), .mae: .number(mae), .r2: .number(r2)]
  }
}
