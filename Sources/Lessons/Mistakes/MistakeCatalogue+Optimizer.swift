import Records

extension MistakeCatalogue {
  /// How the optimizer was made.
  mutating func addOptimizerMistakes(_ action: ParsedAction, at index: Int) {
    let range = action.range
    let kind = action[""]?.text ?? ""
    let rate = number(action["lr"])
    if let rate {
      let right = "torch.optim.\(kind)(model.parameters(), lr=\(CanonicalJSON.number(rate)))"
      for (factor, words) in [(10.0, "ten times"), (0.1, "a tenth of"), (100, "a hundred times")] {
        let wrong = CanonicalJSON.number(Double("\(Float(rate * factor))") ?? rate * factor)
        let mistake = Mistake(
          "learning-rate", .optimizer,
          "The learning rate is \(words) what it is to be: lr=\(wrong).", mend: right)
        add(mistake, at: index) { $0["lr"] = .plain(wrong, at: range) }
      }
      let standard = Mistake(
        "default-rate", .optimizer, "The optimizer was made without lr, with \(kind)'s own.",
        mend: right)
      add(standard, at: index) { $0["lr"] = nil }
    }
    let decay = number(action["weight_decay"]) ?? 0
    if decay > 0 {
      let mistake = Mistake(
        "no-weight-decay", .optimizer, "The optimizer was made without weight_decay.",
        mend: "torch.optim.\(kind)(…, weight_decay=\(CanonicalJSON.number(decay)))")
      add(mistake, at: index) { $0["weight_decay"] = .plain("0", at: range) }
    }
    for wrong in ["0.1", "0.01", "0.001", "0.0005", "0.0001", "0.00001"]
    where Double(wrong) != decay {
      let mistake = Mistake(
        "weight-decay", .optimizer, "The optimizer has weight_decay=\(wrong).",
        mend: decay > 0
          ? "torch.optim.\(kind)(…, weight_decay=\(CanonicalJSON.number(decay)))"
          : "torch.optim.\(kind)(…)  # no weight_decay")
      add(mistake, at: index) { $0["weight_decay"] = .plain(wrong, at: range) }
    }
    if kind == "SGD" {
      let momentum = number(action["momentum"]) ?? 0
      let mistake = Mistake(
        "momentum", .optimizer,
        momentum > 0 ? "The optimizer has no momentum." : "The optimizer has momentum=0.9.",
        mend: momentum > 0
          ? "torch.optim.SGD(…, momentum=\(CanonicalJSON.number(momentum)))"
          : "torch.optim.SGD(…)  # no momentum")
      add(mistake, at: index) { $0["momentum"] = .plain(momentum > 0 ? "0" : "0.9", at: range) }
    }
    for other in ["SGD", "Adam", "AdamW", "RMSprop"] where other != kind {
      let mistake = Mistake(
        "other-optimizer", .optimizer, "The optimizer is \(other).",
        mend: "torch.optim.\(kind)(…)")
      add(mistake, at: index) { action in
        action.value = .plain(other, at: range)
        action.arguments.removeAll {
          !["parameters", "groups", "lr", "weight_decay", "as"].contains($0.name.value)
        }
      }
    }
    addPartMistakes(action, at: index)
  }

  /// An optimizer over a part of the model.
  private mutating func addPartMistakes(_ action: ParsedAction, at index: Int) {
    guard let model = action["parameters"]?.text else { return }
    let layers = layers(of: model)
    guard layers.count > 1, layers.count <= 8 else { return }
    for layer in layers {
      let mistake = Mistake(
        "optimizer-part", .optimizer,
        "The optimizer holds the parameters of `\(layer)` alone.",
        mend: "torch.optim.\(action[""]?.text ?? "SGD")(\(model).parameters(), …)")
      add(mistake, at: index) { $0["parameters"] = .plain("\(model).\(layer)", at: action.range) }
    }
  }
}
