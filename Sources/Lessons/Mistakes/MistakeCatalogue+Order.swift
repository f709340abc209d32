import Records

extension MistakeCatalogue {
  /// Which rows come when.
  mutating func addOrderMistakes(_ action: ParsedAction, at index: Int) {
    let range = action.range
    let name = action["as"]?.text ?? "loader"
    // What is handed to no training has no order that matters.
    let trains = lesson.steps.flatMap(\.actions).contains {
      $0.name.value == "train" && $0["loader"]?.text == name
    }
    guard trains else { return }
    let size = action["batch_size"]?.text ?? "1"
    let shuffles = action["shuffle"]?.text == "true" || action["sampler"] != nil
    if size != "all" {
      let mistake = Mistake(
        shuffles ? "not-shuffled" : "shuffled", .order,
        shuffles
          ? "The rows were not shuffled." : "The rows were shuffled, and keep their order here.",
        mend: "DataLoader(rows, batch_size=…, shuffle=\(shuffles ? "True" : "False"))")
      add(mistake, at: index) {
        $0["sampler"] = nil
        $0["shuffle"] = .plain(shuffles ? "false" : "true", at: range)
      }
      let drops = action["drop_last"]?.text == "true"
      let last = Mistake(
        "drop-last", .order,
        drops ? "The last batch, which has fewer rows, was kept." : "The last batch was left out.",
        mend: "DataLoader(rows, batch_size=…, drop_last=\(drops ? "True" : "False"))")
      add(last, at: index) { $0["drop_last"] = .plain(drops ? "false" : "true", at: range) }
      let all = Mistake(
        "one-batch", .order, "All rows went through the model at once, and not in batches.",
        mend: "for rows, x, y in loader:")
      add(all, at: index) {
        $0["batch_size"] = .plain("all", at: range)
        for name in ["shuffle", "sampler", "drop_last"] { $0[name] = nil }
      }
      let known = number(action["batch_size"])
      for size in [1, 8, 10, 16, 32, 64, 100] where Double(size) != known {
        let mistake = Mistake(
          "batch-size", .order, "The batches have \(size) rows.",
          mend: "DataLoader(rows, batch_size=\(known.map { CanonicalJSON.number($0) } ?? "…"))")
        add(mistake, at: index) { $0["batch_size"] = .plain("\(size)", at: range) }
      }
    }
    guard let rows = action[""]?.text else { return }
    for part in parts where part != rows {
      let mistake = Mistake(
        "other-rows", .data, "The training took `\(part)`, and not `\(rows)`.",
        mend: "for x, y in loader of \(rows):")
      add(mistake, at: index) { $0[""] = .plain(part, at: range) }
    }
  }

  /// Another seed than the lesson's, in a step that draws.
  mutating func addSeedMistakes(_ parsed: ParsedStep, _ planned: PlannedStep) {
    let draws = parsed.actions.contains {
      ["model", "head", "train", "subset"].contains($0.name.value)
    }
    guard draws else { return }
    for seed in [0, 1, 2, 7, 10, 42, 100, 123, 1234, 2024] where seed != planned.seed {
      let mistake = Mistake(
        "seed", .seed, "Random numbers were seeded with \(seed) in step `\(step)`.",
        mend: "# no torch.manual_seed(\(seed)): lesson.step seeds with \(planned.seed)")
      add(mistake, lesson.seeding(step, seed))
    }
  }
}
