import Engine

/// How well a model does: what is counted, added up and collected over rows that nothing is learned
/// from.
extension Recognizer {
  // MARK: - Loops over such rows

  /// Whether something in a loop learns, the notebook's own functions looked into.
  func learns(_ body: [PythonStatement], depth: Int = 0) -> Bool {
    guard depth < 5 else { return false }
    return body.contains { statement in
      switch statement.kind {
      case .expression(let value), .assign(_, let value), .augmented(_, _, let value):
        learns(value, depth)
      case .give(let value): value.map { learns($0, depth) } ?? false
      case .loop(_, _, let body), .with(_, _, let body), .other(_, let body):
        learns(body, depth: depth)
      case .branch(let cases, let otherwise):
        cases.contains { learns($0.body, depth: depth) } || learns(otherwise, depth: depth)
      case .function, .definition, .changes, .imports, .pass: false
      }
    }
  }

  private func learns(_ expression: PythonExpression, _ depth: Int) -> Bool {
    switch expression {
    case .call(.attribute(_, let name), _) where ["backward", "step"].contains(name): return true
    case .call(let callee, let arguments):
      if case .name(let name) = callee, case .function(let function, _) = lookup(name),
        learns(function.body, depth: depth + 1)
      {
        return true
      }
      return learns(callee, depth) || arguments.contains { learns($0.value, depth) }
    case .attribute(let base, _): return learns(base, depth)
    case .binary(_, let left, let right): return learns(left, depth) || learns(right, depth)
    default: return false
    }
  }

  /// A loop over a loader's batches that learns nothing.
  func look(_ target: PythonExpression, at name: String, _ body: [PythonStatement]) {
    guard let batch = batch(of: name), openLoaders.count < 3 else { return forget(body) }
    if training != nil {
      guard let trained = training, trained.level == .epoch, turn == nil, uncertain == 0 else {
        problem("rows that are looked at in some epochs or among an epoch's batches")
        training?.isFollowed = false
        return forget(body)
      }
      training?.looks.append(name)
      if training?.events.isEmpty ?? true { training?.looksEarly = true }
    }
    let outer = training?.level
    training?.level = .evaluation
    openLoaders.append(name)
    let resets = evaluationResets
    evaluationResets = []
    assign(target, batch)
    run(body)
    evaluationResets = resets
    openLoaders.removeLast()
    if let outer { training?.level = outer }
  }

  // MARK: - Sums

  /// What a variable holds once something of a batch is added to it; `nil` for what is no such sum.
  func tally(_ name: String, _ current: Meaning, _ added: Meaning) -> Meaning? {
    guard let loader = openLoaders.last, let kind = tallyKind(added, loader) else { return nil }
    // What is set anew for each batch holds the last one's alone.
    guard !evaluationResets.contains(name) else { return .derived(ofLoss: false) }
    let sum = Tally(kind: kind, loader: loader)
    switch current {
    case .number(let text) where Double(text) == 0: return .tally(sum)
    case .tally(sum): return current
    default: return .derived(ofLoss: false)
    }
  }

  private func tallyKind(_ value: Meaning, _ loader: String) -> Tally.Kind? {
    switch value {
    case .tally(let tally) where tally.loader == loader: return tally.kind
    case .networkLoss(let loss) where loss.target.loader == loader: return .losses(loss)
    case .length(let cells, less: 0) where cells.loader == loader: return .rows(cells)
    case .number("1"), .number("1.0"): return .batches(loader)
    default: return nil
    }
  }

  /// `(a == b).sum()`: what one batch adds, or the count over all rows at once.
  func count(_ output: NetworkOutput, _ cells: Cells) -> Meaning {
    .tally(Tally(kind: .hits(output, cells), loader: cells.loader ?? ""))
  }

  /// A sum divided by a number of rows or batches; `nil` for what is no score.
  func score(_ first: Meaning, by second: Meaning) -> Meaning? {
    guard case .tally(let tally) = first else { return nil }
    switch tally.kind {
    case .hits(let output, let cells):
      guard countsRows(second, cells, tally.loader) else { return nil }
      return score(output, cells, nil, "accuracy", tally.loader)
    case .losses(let loss):
      guard isBatchCount(second, tally.loader) else { return nil }
      return score(loss.output, loss.target, loss, "mean_batch_loss", tally.loader)
    case .weightedLosses(let loss):
      guard countsRows(second, loss.target, tally.loader) else { return nil }
      return score(loss.output, loss.target, loss, "loss", tally.loader)
    case .rows, .batches: return nil
    }
  }

  private func isBatchCount(_ value: Meaning, _ loader: String) -> Bool {
    switch value {
    case .count(loader): true
    case .tally(let tally): tally.kind == .batches(loader)
    default: false
    }
  }

  private func countsRows(_ value: Meaning, _ cells: Cells, _ loader: String) -> Bool {
    switch value {
    case .tally(let tally):
      if case .rows = tally.kind { return tally.loader == loader }
      return false
    case .length,
      .number where tableLoaders[loader]?.dropsLast ?? false:
      return false
    // A batch's rows are not all.
    case .length(let others, less: 0): return others.table == cells.table && others.loader == nil
    case .number(let text): return Int(text) != nil && Int(text) == tables[cells.table]?.rows
    default: return false
    }
  }

  // MARK: - Scores

  /// A score of rows; within a training only what `train` says of it.
  func score(
    _ output: NetworkOutput, _ cells: Cells, _ loss: NetworkLoss?, _ path: String, _ loader: String
  ) -> Meaning {
    if training != nil {
      guard let loss else { return .epochFigure(.other) }
      validated(loss)
      return path == "mean_batch_loss" || loader.isEmpty
        ? .epochFigure(.validation(isSum: false)) : .epochFigure(.other)
    }
    // What is said behind a loop of a loop's variables is said of the last batch.
    let isLast = loader.isEmpty && cells.loader != nil
    let rows = cells.loader ?? cells.table
    guard let action = evaluate(output, cells, loss: loss?.loss) else { return .broken }
    _ = rows
    let place = isLast ? "last_batch." : path.hasSuffix("loss") ? "" : "held_out."
    return .score(Score(action: action, path: place + path))
  }

  /// The `evaluate` of a model on some rows, made or completed; `nil` with a problem.
  func evaluate(_ output: NetworkOutput, _ cells: Cells, loss: LayerChoice?) -> Int? {
    guard uncertain == 0, let info = networks[output.model], output.state == info.state else {
      problem("a score of what a model gave before it was trained further")
      return nil
    }
    guard let cells = cut(cells), isCurrent(output.inputs) else {
      problem("a score of some rows of a table")
      return nil
    }
    guard !cells.isOneBatch else {
      problem("a score of one batch by itself")
      return nil
    }
    let rows = cells.loader ?? cells.table
    var threshold: String?
    if case .classes(let value) = output.stage {
      threshold = value
      let count = value == nil ? outputShape(of: output)?.last : 2
      guard frame(of: cells) == nil || count.map({ hasClasses($0, cells) }) ?? false else {
        problem("a score of other classes than the target has")
        return nil
      }
    }
    let key = "\(output.model) \(rows) \(info.state) \(output.isTraining)"
    let lossValue = loss.flatMap { choice in
      LossCatalogue.entries.first { $0.name == choice.name }.map { choice.value($0) }
    }
    if !isRepeated, let known = evaluations[key], fits(actions[known], threshold, lossValue) {
      if let threshold { actions[known].set("threshold", .word(threshold)) }
      if let lossValue { actions[known].set("loss", lossValue) }
      return known
    }
    var action = DraftAction("evaluate", .word(info.name))
    action.set("rows", .word(rows))
    if let threshold { action.set("threshold", .word(threshold)) }
    if let lossValue { action.set("loss", lossValue) }
    evaluations[key] = actions.count
    emit(action)
    return actions.count - 1
  }

  private func fits(_ action: DraftAction, _ threshold: String?, _ loss: DraftValue?) -> Bool {
    func isSame(_ name: String, _ value: DraftValue?) -> Bool {
      guard let value, let given = action.arguments.first(where: { $0.name == name })?.value else {
        return true
      }
      return given == value
    }
    return isSame("threshold", threshold.map { .word($0) }) && isSame("loss", loss)
  }

  // MARK: - scikit-learn's scores

  private static let metrics: [String: (path: String, names: Set<String>)] = [
    "accuracy_score": ("accuracy", []),
    "recall_score": ("recall", ["average", "zero_division"]),
    "precision_score": ("precision", ["average", "zero_division"]),
    "f1_score": ("f1", ["average", "zero_division"]),
    "confusion_matrix": ("confusion", []),
    "classification_report": ("classes", ["target_names", "digits", "zero_division"]),
    "ConfusionMatrixDisplay.from_predictions": (
      "confusion", ["display_labels", "cmap", "ax", "colorbar"]
    ),
    "mean_squared_error": ("mse", []), "mean_absolute_error": ("mae", []), "r2_score": ("r2", []),
  ]

  /// `accuracy_score(labels, predictions)` and the like; `nil` for none.
  func metric(_ path: String, _ arguments: CallArguments) -> Meaning? {
    let prefix = "sklearn.metrics."
    guard path.hasPrefix(prefix) else { return nil }
    let name = String(path.dropFirst(prefix.count))
    guard let known = Self.metrics[name] else { return nil }
    guard let bound = bound("`\(name)`", arguments, ["y_true", "y_pred"], known.names) else {
      return .broken
    }
    for name in known.names.sorted() { if let value = bound[name] { _ = meaning(value) } }
    let truth = bound["y_true"].map { meaning($0) } ?? .unknown
    let guess = bound["y_pred"].map { meaning($0) } ?? .unknown
    if truth == .broken || guess == .broken { return .broken }
    guard let (output, cells, loader) = pair(asTarget(truth), guess) else {
      problem("`\(name)` of something else than labels and what a model says of their rows")
      return .broken
    }
    let isOfClasses = !["mse", "mae", "r2"].contains(known.path)
    if isOfClasses {
      guard case .classes = output.stage else {
        problem("`\(name)` of something else than classes")
        return .broken
      }
    } else {
      guard output.stage == .raw else { return .broken }
    }
    return score(output, cells, nil, known.path, loader)
  }

  /// Labels and predictions of the same rows, and the loader over whose batches they are collected.
  private func pair(_ truth: Meaning, _ guess: Meaning) -> (NetworkOutput, Cells, String)? {
    switch (truth, guess) {
    case (.cells(let cells), .result(let output)):
      guard cells.part == .target, cells.table == output.inputs.table,
        cells.loader == output.inputs.loader, cells.range == output.inputs.range,
        cells.version == version(ofTarget: cells), openLoaders.isEmpty || cells.loader != nil
      else { return nil }
      return (output, cells, "")
    case (.gathered(let truths), .gathered(let guesses)):
      guard truths.loader == guesses.loader, truths.scaler == guesses.scaler, !truths.isFirst,
        !guesses.isFirst, truths.scaler == nil, case .targets(let cells) = truths.kind,
        case .outputs(let output) = guesses.kind
      else { return nil }
      return (output, cells, truths.loader)
    default: return nil
    }
  }

  private func version(ofTarget cells: Cells) -> Int { tables[cells.table]?.targetScale ?? 0 }
}
