extension MistakeCatalogue {
  /// Which rows go in, and how they are scaled.
  mutating func addDataMistakes(_ action: ParsedAction, at index: Int) {
    let range = action.range
    switch action.name.value {
    case "scale":
      let tables = action[""]?.names ?? []
      let fitted = action["fitted_on"]?.text ?? tables.first ?? ""
      if let whole = tableBeforeSplit, whole != fitted {
        let mistake = Mistake(
          "scaler-all-rows", .data,
          "The scaler was fitted on all rows, those of the test among them.",
          mend: "scaler.fit(train)          # then scaler.transform(test)")
        add(mistake, at: index) { $0["fitted_on"] = .plain(whole, at: range) }
      }
      if tables.count > 1 {
        let mistake = Mistake(
          "scaler-each", .data,
          "The test rows were scaled by a scaler of their own: fit_transform in the place of transform.",
          mend: "test = scaler.transform(test)")
        addStep(mistake) { actions in
          let each = tables.map { table -> ParsedAction in
            var scale = action
            scale.value = .plain(table, at: range)
            scale["fitted_on"] = .plain(table, at: range)
            if table != fitted { scale["as"] = nil }
            return scale
          }
          actions.replaceSubrange(index...index, with: each)
        }
      }
      let none = Mistake(
        "not-scaled", .data, "The columns were not scaled.",
        mend: "train = scaler.fit_transform(train)")
      addStep(none) { $0.remove(at: index) }
      let other = action["by"]?.text == "standard" ? "min_max" : "standard"
      let names = ["min_max": "MinMaxScaler", "standard": "StandardScaler"]
      let otherwise = Mistake(
        "scaled-otherwise", .data, "The columns were scaled by \(names[other] ?? other).",
        mend: "scaler = \(names[action["by"]?.text ?? ""] ?? "")()")
      add(otherwise, at: index) { $0["by"] = .plain(other, at: range) }
    case "split":
      for seed in [0, 1] {
        let mistake = Mistake(
          "split-seed", .seed, "The rows were split with random_state=\(seed).",
          mend: "train_test_split(…, random_state=\(action["random_state"]?.text ?? "SEED"))")
        add(mistake, at: index) { $0["random_state"] = .plain("\(seed)", at: range) }
      }
      let shuffles = action["shuffle"]?.text != "false"
      let mistake = Mistake(
        "split-shuffle", .data,
        shuffles
          ? "The rows were split without being shuffled."
          : "The rows were shuffled before the split.",
        mend: "train_test_split(…, shuffle=\(shuffles ? "True" : "False"))")
      add(mistake, at: index) { $0["shuffle"] = .plain(shuffles ? "false" : "true", at: range) }
    default: break
    }
  }

  /// The table that a split takes apart before its parts are scaled.
  private var tableBeforeSplit: String? {
    lesson.steps.lazy.flatMap(\.actions).first { $0.name.value == "split" }?.value.text
  }

  /// The names of tables that rows could be taken from by mistake: the parts of splits.
  var parts: [String] {
    lesson.steps.flatMap(\.actions).filter { $0.name.value == "split" }.flatMap { split in
      [split["train"]?.text ?? "train_rows", split["test"]?.text ?? "test_rows"]
    }
  }
}
