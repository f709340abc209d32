/// Figures that the notebook's author saw, read from what its cells printed.
enum PrintedFigures {
  /// An action `notebook_printed` for a step; `nil` where nothing printed can be told apart.
  static func action(for step: DraftStep, printed lines: [String]) -> DraftAction? {
    if let train = step.actions.first(where: { $0.name == "train" }),
      train.arguments.contains(where: { $0.name == "print" }),
      case .setting(_, .word(let text))? = train.arguments.first(where: { $0.name == "epochs" })?
        .value
    {
      let losses = lines.compactMap(lastNumber)
      guard losses.count == lines.count, Int(text) == losses.count else { return nil }
      return DraftAction(
        "notebook_printed", .entry("printed_loss", .list(losses.map { .word($0) })))
    }
    guard let predict = step.actions.first(where: { $0.name == "predict" }),
      case .list(let labels)? = predict.arguments.first(where: { $0.name == "labels" })?.value,
      let last = lines.last
    else { return nil }
    let seen = labels.first { label in
      if case .text(let text) = label { last.hasSuffix(text) } else { false }
    }
    return seen.map { DraftAction("notebook_printed", .entry("printed_label", $0)) }
  }

  /// The decimal number that ends a line.
  private static func lastNumber(_ line: String) -> String? {
    let end = line.reversed().prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let number = String(end.reversed())
    return number.contains(".") && Arithmetic.literal(number) == number ? number : nil
  }
}
