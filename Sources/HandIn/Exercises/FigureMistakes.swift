import Lessons
import Records

/// Figures that were made otherwise of the right numbers: over what a loss is averaged, or another
/// number of the same step.
struct FigureMistakes {
  let item: PlannedExercise.Item
  let mine: ExerciseRecord.Step
  /// The lesson's own results of the step.
  let theirs: [String: JSONValue]

  func mistake() -> Mistake? {
    switch item.kind {
    case .printed: printed()
    case .value(let path): value(path)
    default: nil
    }
  }

  // MARK: - What a loop prints

  /// Each way to make an epoch's figure of its losses, with what is wrong with it.
  private static let ways:
    [(id: String, sentence: String, of: @Sendable ([Double], Int) -> Double)] = [
      (
        "mean-of-batches", "The figure is the mean of the epoch's batches.",
        { losses, _ in losses.reduce(0, +) / Double(losses.count) }
      ),
      (
        "last-batch", "The figure is the last batch's loss alone.",
        { losses, _ in losses.last ?? 0 }
      ),
      (
        "first-batch", "The figure is the first batch's loss alone.",
        { losses, _ in losses.first ?? 0 }
      ),
      (
        "not-divided-figure", "The figure is the sum of the epoch's losses: it is not divided.",
        { losses, _ in losses.reduce(0, +) }
      ),
      (
        "last-over-batches",
        "The figure is the last batch's loss divided by the number of batches: the sum was set back in each batch.",
        { losses, _ in (losses.last ?? 0) / Double(losses.count) }
      ),
      (
        "divided-by-rows", "The sum of the batches' mean losses is divided by the number of rows.",
        { losses, rows in losses.reduce(0, +) / Double(max(1, rows)) }
      ),
    ]

  private func printed() -> Mistake? {
    // Of the student's own losses: whatever is wrong with those, the figure is made of them.
    guard let own = mine.losses, let printed = mine.printed?.compactMap({ $0 }),
      printed.count == mine.printed?.count, !printed.isEmpty,
      let batches = theirs[.batches]?.int, batches > 0,
      let expected = theirs[.printedLoss]?.array?.count, expected == printed.count
    else { return nil }
    let losses = own.compactMap { $0 }
    guard losses.count == own.count, losses.count >= batches else { return nil }
    let epochs = losses.count / batches
    let printedEpochs =
      theirs[.printedEpochs]?.array?.compactMap(\.int) ?? Array(1...max(1, epochs))
    guard printedEpochs.count == printed.count else { return nil }
    let rows = theirs[.rows]?.int ?? 0
    func ways(_ losses: [Double], _ figures: [Double]) -> [Int] {
      Self.ways.indices.filter { way in
        zip(printedEpochs, figures).allSatisfy { epoch, figure in
          guard epoch >= 1, epoch * batches <= losses.count else { return false }
          let part = Array(losses[(epoch - 1) * batches..<epoch * batches])
          return isNear(Self.ways[way].of(part, rows), figure)
        }
      }
    }
    // Made as the lesson makes it: what is wrong are the losses.
    let asked = ways(
      theirs[.losses]?.array?.compactMap(\.number) ?? [],
      theirs[.printedLoss]?.array?.compactMap(\.number) ?? [])
    let made = ways(losses, printed)
    guard let first = made.first, Set(made).isDisjoint(with: asked) else { return nil }
    let way = Self.ways[first]
    return Mistake(way.id, .figures, way.sentence, mend: "# see what the task asks to be printed")
  }

  private func isNear(_ x: Double, _ y: Double) -> Bool {
    // Rounded to four places or not at all.
    abs(x - y) <= 1.000001e-4 + 1e-6 * abs(x)
  }

  // MARK: - Numbers of the same step

  private func value(_ path: String) -> Mistake? {
    guard let number = mine.values[path] ?? nil else { return nil }
    var candidates: [(String, Double)] = []
    if let losses = theirs[.batchLosses]?.array?.compactMap(\.number), losses.count > 1 {
      let sum = losses.reduce(0, +)
      candidates += [
        (
          "the mean of the batches' losses, which counts a short batch as much as a full one",
          sum / Double(losses.count)
        ),
        ("the last batch's loss alone", losses[losses.count - 1]),
        ("the sum of the batches' losses, not divided", sum),
      ]
      if let rows = (theirs[.regression]?[.rows] ?? theirs[.heldOut]?[.rows])?.number, rows > 0 {
        candidates.append(
          ("the sum of the batches' mean losses divided by the number of rows", sum / rows))
      }
    }
    collect(.object(theirs), "", &candidates)
    for (words, value) in candidates where isSame(number, value) {
      return Mistake(
        "other-figure", .figures, "The number is \(words), and not `\(path)`.",
        mend: "# `\(path)` is what the task asks for")
    }
    let own = ResultPath(path, inStep: item.step)?.value(in: theirs)?.number
    guard let own else { return nil }
    let made: [(String, Double)] = [
      ("a share of 100, and a share of 1 is asked for", own * 100),
      (
        "1 minus what is asked for: the two classes, or right and wrong, are taken for each other",
        1 - own
      ),
      ("its square root", own > 0 ? own.squareRoot() : .nan),
    ]
    for (words, value) in made where isSame(number, value) {
      return Mistake(
        "made-otherwise", .figures, "The number is \(words).",
        mend: "# `\(path)` is what the task asks for")
    }
    return nil
  }

  private func isSame(_ x: Double, _ y: Double) -> Bool { abs(x - y) <= 2e-6 * max(1, abs(y)) }

  /// Every number of the step that says more than a count, by its path.
  private func collect(_ value: JSONValue, _ path: String, _ found: inout [(String, Double)]) {
    guard found.count < 200 else { return }
    switch value {
    case .number(let number) where number.rounded() != number:
      found.append(("`\(path)`", number))
    case .object(let members):
      for (name, member) in members.sorted(by: { $0.key < $1.key }) {
        collect(member, path.isEmpty ? name : "\(path).\(name)", &found)
      }
    default: break
    }
  }
}
