/// Arithmetic and comparisons of what comes of tables, models and epochs.
extension Recognizer {
  /// `nil` where nothing of the kind is among the two.
  func tableBinary(_ symbol: String, _ first: Meaning, _ second: Meaning) -> Meaning? {
    if first == .broken || second == .broken { return .broken }
    if let found = points(symbol, first, second) ?? own(symbol, first, second) { return found }
    switch (symbol, first, second) {
    case ("is", _, Meaning.none), ("is not", _, Meaning.none):
      switch first {
      case .none: return .truth(symbol == "is")
      case .signal, .module, .tensor, .result, .gathered, .number, .text, .truth, .cells, .list,
        .mapping, .transform:
        return .truth(symbol == "is not")
      default: return nil
      }
    case ("/", .text(let folder), .text(let file)): return .text("\(folder)/\(file)")
    // Within a model.
    case ("+", .signal, .signal):
      if let sum = sum(first, second) { return sum }
      return nil
    // Epochs and batches.
    case ("+", .counter(let start), .number(let text)):
      return Int(text).map { .counter(start + $0) } ?? .unknown
    case ("-", .counter(let start), .number(let text)):
      return Int(text).map { .counter(start - $0) } ?? .unknown
    case ("%", .counter(let start), .number(let text)):
      guard let count = Int(text), count > 0 else { return .unknown }
      return .counterRest(start, of: count)
    case ("==", .counterRest(let start, of: let count), .number(let text)),
      ("==", .number(let text), .counterRest(let start, of: let count)):
      guard let rest = Int(text) else { return .unknown }
      if count == 1 { return .truth(rest == 0) }
      return .isTurn(every: count, isLate: (rest - start + 1) % count != 0)
    case ("or", .isTurn(let every, _), _), ("or", _, .isTurn(let every, _)):
      return .isTurn(every: every, isLate: true)
    case ("and", .isTurn, _), ("and", _, .isTurn), (_, .isSomeTurn, _), (_, _, .isSomeTurn),
      ("and", .isSomeTurn, _):
      return .isSomeTurn
    case (_, .counter, _), (_, _, .counter), (_, .counterRest, _), (_, _, .counterRest):
      return Self.comparisons.contains(symbol) ? .isSomeTurn : .unknown
    case (_, .batchNumber, _), (_, _, .batchNumber):
      return Self.comparisons.contains(symbol) ? .isSomeTurn : .batchNumber
    // The best epoch.
    case ("<", .epochFigure(.validation(let isSum)), .best(let less)),
      (">", .best(let less), .epochFigure(.validation(let isSum))):
      // A sum over batches changes by more than their mean.
      return isSum && less != "0" ? .derived(ofLoss: true) : .isBetter(by: less)
    case ("<", .tally(let tally), .best(let less)), (">", .best(let less), .tally(let tally)):
      // A sum over batches is the least where their mean is.
      guard training != nil, less == "0", case .losses(let loss) = tally.kind else {
        return .derived(ofLoss: true)
      }
      validated(loss)
      return .isBetter(by: "0")
    case ("-", .best(less: "0"), .number(let text)): return .best(less: text)
    case (">=", .idle, .number(let text)), ("==", .idle, .number(let text)):
      return Int(text).flatMap { $0 > 0 ? .isPatience($0) : nil } ?? .unknown
    case (">", .idle, .number(let text)): return Int(text).map { .isPatience($0 + 1) } ?? .unknown
    case ("+", .idle, .number("1")): return .idle
    // Sums of losses.
    case ("/", .total(since: .batch), .count), ("/", .total(since: .outside), .count): return nil
    case ("*", .lossValue, .length(let cells, less: 0)),
      ("*", .length(let cells, less: 0), .lossValue):
      return cells.loader != nil && cells.loader == training?.loader ? .rowTotal : nil
    case ("*", .networkLoss(let loss), .length(let cells, less: 0)),
      ("*", .length(let cells, less: 0), .networkLoss(let loss)):
      guard cells.loader == loss.target.loader, let loader = cells.loader else { return nil }
      return .tally(Tally(kind: .weightedLosses(loss), loader: loader))
    case ("/", .rowTotal, _):
      guard countsTrainingRows(second) else { return .derived(ofLoss: true) }
      note(
        "the notebook's mean is over rows, that of `print` over batches: a short one counts as much"
      )
      return .printedLoss("mean")
    // Counts.
    case ("/", .listSum(let id), .listLength(let other)) where id == other:
      return mean(.growing(id)) ?? .derived(ofLoss: true)
    case ("/", .listSum(let id), .count(let loader)):
      if training?.loader == loader || !isLosses(id) {
        return mean(.growing(id)) ?? .derived(ofLoss: true)
      }
      return .derived(ofLoss: true)
    case ("/", .tally, _):
      return score(first, by: second) ?? .derived(ofLoss: false)
    case ("*", .tally, .number), ("*", .number, .tally):
      return if case .tally = first { first } else { second }
    case ("==", .result, .cells), ("==", .cells, .result):
      return hits(first, second) ?? .derived(ofLoss: false)
    case (_, .score, _), (_, _, .score): return .unknown
    case (_, .epochFigure, _), (_, _, .epochFigure):
      if symbol == "/", case .epochFigure(.validation(isSum: true)) = first, case .count = second {
        return .epochFigure(.validation(isSum: false))
      }
      return .epochFigure(.other)
    // Classes by a threshold.
    case (">", .result(let output), .number(let text)):
      return chosen(output, above: text, isStrict: true) ?? .derived(ofLoss: false)
    case (">=", .result(let output), .number(let text)):
      return chosen(output, above: text, isStrict: false) ?? .derived(ofLoss: false)
    // How many batches there have been decides what is drawn, perhaps.
    case (_, .listLength, .number) where Self.comparisons.contains(symbol): return .unknown
    // Places of rows.
    case ("+", .place(let place), .number(let text)), ("+", .number(let text), .place(let place)):
      return Int(text).map { .place(place + $0) } ?? .unknown
    // Figures.
    case ("/", .figure(var figure), .count(let loader)):
      guard figure.divisor == nil, figure.places == nil,
        actions.indices.contains(figure.action),
        actions[figure.action].arguments.contains(where: {
          $0.name == "loader" && $0.value == .word(loader)
        })
      else { return .derived(ofLoss: false) }
      figure.divisor = "batches"
      return .figure(figure)
    case ("+", .figure, .number(let text)) where Double(text) == 0: return first
    case ("+", .number(let text), .figure) where Double(text) == 0: return second
    case (_, .figure, _), (_, _, .figure): return .derived(ofLoss: false)
    default: return nil
    }
  }

  private static let comparisons: Set = ["<", ">", "<=", ">=", "==", "!=", "in", "and", "or"]

  private func isLosses(_ list: Int) -> Bool {
    if case .series("losses", _) = lists[list] { true } else { false }
  }

  private func countsTrainingRows(_ value: Meaning) -> Bool {
    guard let loader = training?.loader, let info = tableLoaders[loader], !info.dropsLast else {
      return false
    }
    let rows = info.rows
    switch value {
    case .length(let cells, less: 0): return cells.table == rows.inputs.table && cells.loader == nil
    case .number(let text): return Int(text) != nil && Int(text) == tables[rows.inputs.table]?.rows
    default: return false
    }
  }
}
