import Engine

extension ScaleAction {
  func write(_ python: inout PythonScript) {
    python.needs(.tables)
    switch way {
    case .standard: python.imports("from sklearn.preprocessing import StandardScaler")
    case .minMax: python.imports("from sklearn.preprocessing import MinMaxScaler")
    }
    let scaler = name.map { python.name($0) } ?? python.fresh("scaler")
    let fitted = python.name(fittedOn)
    let (chosen, column) = (python.fresh("scaled_columns"), python.fresh("column"))
    let kind: PythonCode = way == .standard ? "StandardScaler" : "MinMaxScaler"
    python.line("\(chosen) = [", columns.map { (column) -> PythonCode in "\(column)" }, "]")
    python.line(
      "\(scaler) = {\(column): \(kind)() for \(column) in \(fitted).columns if \(column) in \(chosen)}"
    )
    python.line("for \(column) in \(scaler):")
    python.indented {
      // Every place of a column of pictures or windows has a mean and a deviation of its own.
      $0.line("\(scaler)[\(column)].fit(\(fitted).columns[\(column)].reshape(len(\(fitted)), -1))")
    }
    for name in tables {
      let scaled = python.name(name)
      python.line(
        "\(scaled) = \(scaled).changed({\(column): values if \(column) not in \(scaler) else")
      python.indented {
        $0.line(
          "\(scaler)[\(column)].transform(values.reshape(len(values), -1)).reshape(values.shape)")
        $0.line("for \(column), values in \(scaled).columns.items()})")
      }
    }
    let (shift, divisor): (PythonCode, PythonCode) =
      way == .standard
      ? ("scale.mean_", "scale.scale_") : ("scale.data_min_", "1 / scale.scale_")
    python.line("record(\("scales"), {\(fittedOn): {")
    python.indented {
      $0.line("\("columns"): list(\(scaler)),")
      $0.line("\("shift"): [value for scale in \(scaler).values() for value in \(shift)],")
      $0.line("\("divisor"): [value for scale in \(scaler).values() for value in \(divisor)]}})")
    }
  }
}
