import Lessons
import Records

/// How what a student has recorded of one thing stands to a replay's.
package enum ItemOutcome: Sendable, Equatable {
  /// Every bit is as the replay has it.
  case exact
  /// All figures that can be judged agree to rounding; of a training so many batches of so many.
  case rounding(judged: Int, of: Int)
  /// They part here.
  case parts(Parting)
  /// Nothing was recorded.
  case missing
  /// It cannot be judged, and why.
  case unjudged(String)

  package var agrees: Bool {
    switch self {
    case .exact, .rounding: true
    default: false
    }
  }
}

/// The first place where a record and a replay part.
package struct Parting: Sendable, Equatable {
  /// A figure or a tensor, such as `losses[3]`.
  package var place: String
  /// From 1, all epochs counted together; `nil` where the place is of no batch.
  package var batch: Int?
  /// What was found, in the middle of a sentence.
  package var reason: String
  /// How many figures before it agree.
  package var before: Int

  package var text: String {
    (batch.map { "batch \($0), " } ?? "") + "\(place): \(reason)"
  }
}

/// Results of a replay, by step.
package typealias StepResults = [String: [String: JSONValue]]

/// Holds one thing that a student has recorded against a replay.
///
/// Sums in single precision differ from one machine to the next, and a training makes more of it with
/// each step. How much is measured: `noise` is the same replay with one unit of rounding put into each
/// weight after each step. The two may differ by ten times that, and where it is more than
/// ``judgeable`` they cannot be compared any more.
struct ItemComparison {
  let item: PlannedExercise.Item
  let mine: ExerciseRecord.Step
  /// How far figures may be apart, as a share of those above 1.
  let bar: Double
  let theirs: [String: JSONValue]
  /// The same with rounding put in; `nil` where it has not been measured.
  let noise: [String: JSONValue]?

  /// How many times as far as noise a right program may be.
  static let allowance = 10.0
  /// The most noise, as a share of a figure above 1, with which figures can be compared.
  static let judgeable = 1e-4

  func outcome() -> ItemOutcome {
    switch item.kind {
    case .initial: tensors(mine.initial, .initial)
    case .final: tensors(mine.final, .final)
    case .losses: losses()
    case .order: order()
    case .printed: list(mine.printed, numbers(.printedLoss), numbers(.printedLoss, noise), half)
    case .predictions: list(mine.predictions, predictions(theirs), predictions(noise), 0)
    case .value(let path): value(path)
    }
  }

  /// A figure that was rounded to four places may be rounded either way.
  private var half: Double { 1.000001e-4 }

  // MARK: - Reading a replay

  private func numbers(_ key: ResultKey, _ results: [String: JSONValue]?) -> [Double]? {
    results?[key]?.array?.compactMap(\.number)
  }

  private func numbers(_ key: ResultKey) -> [Double] { numbers(key, theirs) ?? [] }

  private func predictions(_ results: [String: JSONValue]?) -> [Double]? {
    results?[.predictions]?.array?.compactMap { row in
      (row[.output] ?? row[.predicted])?.number
    }
  }

  private func predictions(_ results: [String: JSONValue]) -> [Double] {
    predictions(Optional(results)) ?? []
  }

  // MARK: - Lists of figures

  private func losses() -> ItemOutcome {
    guard let mine = mine.losses else { return .missing }
    let theirs = numbers(.losses)
    let noise = numbers(.losses, noise)
    var deviation = 0.0
    var exact = 0
    var judged = 0
    for index in 0..<min(mine.count, theirs.count) {
      let size = max(1, abs(theirs[index]))
      if let noise, index < noise.count {
        deviation = max(deviation, abs(noise[index] - theirs[index]) / size)
      }
      guard deviation <= Self.judgeable else { break }
      guard let value = mine[index] else {
        return parts("losses[\(index)]", index, "it is not a finite number")
      }
      if Float(value) == Float(theirs[index]) {
        exact += 1
      } else if abs(value - theirs[index]) > (bar + Self.allowance * deviation) * size {
        return parts(
          "losses[\(index)]", index,
          "\(Self.text(theirs[index])) in the lesson, \(Self.text(value)) in the record")
      }
      judged += 1
    }
    if mine.count != theirs.count {
      let index = min(mine.count, theirs.count)
      return parts(
        "losses[\(index)]", index,
        "there are \(theirs.count) losses in the lesson, and \(mine.count) in the record")
    }
    if theirs.isEmpty { return .unjudged("the replay has no losses") }
    if judged == 0 { return .unjudged("rounding decides it from the first batch on") }
    return exact == theirs.count ? .exact : .rounding(judged: judged, of: theirs.count)
  }

  private func parts(_ place: String, _ index: Int, _ reason: String) -> ItemOutcome {
    .parts(Parting(place: place, batch: index + 1, reason: reason, before: index))
  }

  private func list(
    _ mine: [Double?]?, _ theirs: [Double], _ noise: [Double]?, _ step: Double
  ) -> ItemOutcome {
    guard let mine else { return .missing }
    let name = item.kind.description
    var exact = 0
    var judged = 0
    for (index, expected) in theirs.enumerated() where index < mine.count {
      let place = "\(name)[\(index)]"
      guard let value = mine[index] else {
        return .parts(
          Parting(place: place, batch: nil, reason: "it is not a finite number", before: index))
      }
      switch figure(value, expected, noise.flatMap { index < $0.count ? $0[index] : nil }, step) {
      case .exact:
        exact += 1
        judged += 1
      case .near: judged += 1
      case .unjudgeable: continue
      case .apart:
        return .parts(
          Parting(
            place: place, batch: nil,
            reason: "\(Self.text(expected)) in the lesson, \(Self.text(value)) in the record",
            before: index))
      }
    }
    if mine.count != theirs.count {
      return .parts(
        Parting(
          place: "\(name)[\(min(mine.count, theirs.count))]", batch: nil,
          reason: "there are \(theirs.count) in the lesson, and \(mine.count) in the record",
          before: min(mine.count, theirs.count)))
    }
    if judged == 0 { return .unjudged("rounding decides it") }
    return exact == theirs.count ? .exact : .rounding(judged: judged, of: theirs.count)
  }

  private enum Distance { case exact, near, unjudgeable, apart }

  /// - Parameter step: what rounding to some places may add.
  private func figure(
    _ mine: Double, _ theirs: Double, _ noise: Double?, _ step: Double
  ) -> Distance {
    let size = max(1, abs(theirs))
    if Float(mine) == Float(theirs) { return .exact }
    let deviation = abs((noise ?? theirs) - theirs) / size
    if abs(mine - theirs) <= step + (bar * 5 + Self.allowance * deviation) * size { return .near }
    // A count that rounding has changed is a step and no slope.
    return deviation > Self.judgeable * 10 ? .unjudgeable : .apart
  }

  private func value(_ path: String) -> ItemOutcome {
    guard let value = mine.values[path] else { return .missing }
    guard let result = ResultPath(path, inStep: item.step) else { return .unjudged("no such path") }
    guard let expected = result.value(in: theirs)?.number else {
      return .unjudged("the replay has no such number")
    }
    guard let value else {
      return .parts(
        Parting(place: path, batch: nil, reason: "it is not a finite number", before: 0))
    }
    let other = noise.flatMap { result.value(in: $0)?.number }
    switch figure(value, expected, other, 0) {
    case .exact: return .exact
    case .near: return .rounding(judged: 1, of: 1)
    case .unjudgeable: return .unjudged("rounding decides it")
    case .apart:
      return .parts(
        Parting(
          place: path, batch: nil,
          reason: "\(Self.text(expected)) in the lesson, \(Self.text(value)) in the record",
          before: 0))
    }
  }

  private func order() -> ItemOutcome {
    guard let mine = mine.order else { return .missing }
    let digest = try? CanonicalJSON.sha256(.ints(mine))
    if digest != nil, digest == theirs[.orderSHA256]?.string { return .exact }
    let first = theirs[.firstBatch]?.array?.compactMap(\.int) ?? []
    for (index, row) in first.enumerated() where index >= mine.count || mine[index] != row {
      let found = index < mine.count ? "row \(mine[index])" : "nothing"
      return parts(
        "order[\(index)]", 0, "row \(row) in the lesson, \(found) in the record")
    }
    return .parts(
      Parting(
        place: "order", batch: nil, reason: "the first batch agrees, and not what comes after it",
        before: first.count))
  }

  static func text(_ value: Double) -> String {
    CanonicalJSON.number(Double("\(Float(value))") ?? value)
  }
}
