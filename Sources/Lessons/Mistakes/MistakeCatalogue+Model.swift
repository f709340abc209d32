extension MistakeCatalogue {
  /// Which layers the model is made of.
  mutating func addModelMistakes(_ action: ParsedAction, at index: Int) {
    let range = action.range
    guard let layers = action[""] else { return }
    let kinds = LayerEdits.kinds(in: layers)
    func changed(
      _ change: @escaping (YAMLValue, String) -> [YAMLValue]
    ) -> (inout ParsedAction) -> Void {
      { $0.value = LayerEdits.map(layers, change) }
    }
    for (kind, torch) in [("relu", "ReLU"), ("sigmoid", "Sigmoid"), ("tanh", "Tanh")]
    where kinds.contains(kind) {
      let out = Mistake(
        "\(kind)-left-out", .model, "\(torch) was left out.", mend: "nn.\(torch)()")
      add(out, at: index, changed { $1 == kind ? [] : [$0] })
      for (other, name) in [("relu", "ReLU"), ("tanh", "Tanh"), ("sigmoid", "Sigmoid")]
      where other != kind {
        let mistake = Mistake(
          "other-activation", .model, "There is \(name) where \(torch) is to be.",
          mend: "nn.\(torch)()")
        add(mistake, at: index, changed { $1 == kind ? [.plain(other, at: range)] : [$0] })
      }
    }
    for (kind, name) in [("relu", "ReLU"), ("sigmoid", "Sigmoid"), ("softmax", "Softmax")]
    where kinds.last != kind && !kinds.isEmpty {
      let mistake = Mistake(
        "\(kind)-at-the-end", .model, "There is \(name) behind the last layer.",
        mend: "# no nn.\(name)() behind the last layer")
      addEnd(mistake, at: index, .plain(kind, at: range))
    }
    if kinds.filter({ $0 == "relu" }).count > 1 {
      let last = Mistake(
        "last-relu-left-out", .model, "One ReLU, the last one, was left out.", mend: "nn.ReLU()")
      var left = kinds.filter { $0 == "relu" }.count
      let edited = LayerEdits.map(layers) { layer, kind in
        if kind == "relu" { left -= 1 }
        return kind == "relu" && left == 0 ? [] : [layer]
      }
      add(last, at: index) { $0.value = edited }
    }
    let bias = Mistake(
      "bias-left-out", .model, "The linear layers have no bias.", mend: "nn.Linear(…)  # bias=True")
    add(bias, at: index, changed { [$1 == "linear" ? $0.with("bias", "false") ?? $0 : $0] })
    addRecurrentMistakes(layers, kinds, at: index)
    addDropoutMistakes(layers, kinds, at: index)
  }

  private mutating func addEnd(_ mistake: Mistake, at index: Int, _ layer: YAMLValue) {
    add(mistake, at: index) { action in
      guard case .list(let layers, let range) = action.value else { return }
      action.value = .list(layers + [layer], range)
    }
  }

  private mutating func addRecurrentMistakes(
    _ layers: YAMLValue, _ kinds: [String], at index: Int
  ) {
    let recurrent: Set = ["lstm", "gru", "rnn"]
    guard kinds.contains(where: recurrent.contains) else { return }
    let first = Mistake(
      "batch-first", .model,
      "The recurrent layer was made without batch_first=True: it takes rows for steps.",
      mend: "nn.LSTM(…, batch_first=True)")
    let edited = LayerEdits.map(layers) { layer, kind in
      [recurrent.contains(kind) ? layer.with("batch_first", "false") ?? layer : layer]
    }
    add(first, at: index) { $0.value = edited }
    if kinds.contains("select") {
      let mistake = Mistake(
        "first-step", .model, "The output of the first step was taken, and not that of the last.",
        mend: "output[:, -1]")
      let edited = LayerEdits.map(layers) { layer, kind in
        guard kind == "select", case .mapping(let members, let range) = layer else {
          return [layer]
        }
        return [.mapping([(key: members[0].key, value: .plain("0", at: range))], range)]
      }
      add(mistake, at: index) { $0.value = edited }
    }
    let others = ["lstm": "LSTM", "gru": "GRU", "rnn": "RNN"]
    for other in recurrent.sorted() where !kinds.contains(other) {
      let mistake = Mistake(
        "other-recurrent", .model, "The recurrent layer is \(others[other] ?? other).",
        mend: "nn.\(kinds.first(where: recurrent.contains).flatMap { others[$0] } ?? "LSTM")(…)")
      let edited = LayerEdits.map(layers) { layer, kind in
        guard recurrent.contains(kind), case .mapping(var members, let range) = layer else {
          return [layer]
        }
        members[0].key.value = other
        return [.mapping(members, range)]
      }
      add(mistake, at: index) { $0.value = edited }
    }
  }

  private mutating func addDropoutMistakes(
    _ layers: YAMLValue, _ kinds: [String], at index: Int
  ) {
    let range = layers.range
    let out = Mistake(
      "dropout-left-out", .model, "Dropout was left out.", mend: "nn.Dropout(…)")
    let without = LayerEdits.map(layers) { layer, kind in
      if kind == "dropout" { return [] }
      guard case .mapping(let members, _) = layer,
        members.contains(where: { $0.key.value == "dropout" })
      else { return [layer] }
      return [layer.with("dropout", "0") ?? layer]
    }
    add(out, at: index) { $0.value = without }
    let activations: Set = ["relu", "tanh", "gelu"]
    guard !kinds.contains("dropout"), kinds.contains(where: activations.contains) else { return }
    for share in ["0.1", "0.2", "0.25", "0.3", "0.5"] {
      let mistake = Mistake(
        "dropout", .model, "There is Dropout(\(share)), where none is to be.",
        mend: "# no nn.Dropout(\(share))")
      let edited = LayerEdits.map(layers) { layer, kind in
        activations.contains(kind)
          ? [layer, .mapping("dropout", .plain(share, at: range), at: range)] : [layer]
      }
      add(mistake, at: index) { $0.value = edited }
    }
  }
}
