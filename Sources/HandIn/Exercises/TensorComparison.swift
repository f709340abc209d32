import Lessons
import Records

/// A replay's tensor, as its record has it.
private struct ReplayTensor {
  var name: String
  var shape: [Int]
  var sha256: String
  var first: [Double]

  init(_ name: String, _ value: JSONValue) {
    self.name = name
    shape = value[.shape]?.array?.compactMap(\.int) ?? []
    sha256 = value[.sha256]?.string ?? ""
    first = value[.first]?.array?.compactMap(\.number) ?? []
  }
}

extension ItemComparison {
  /// A model's tensors, whatever the student calls them.
  ///
  /// Those of one name belong together; where names differ, those of one digest do, then those of one
  /// shape whose first values are nearest.
  func tensors(_ mine: [ExerciseRecord.Tensor]?, _ key: ResultKey) -> ItemOutcome {
    guard let mine else { return .missing }
    let theirs = (theirs[key]?.object ?? [:]).sorted { $0.key < $1.key }.map(ReplayTensor.init)
    guard !theirs.isEmpty else { return .unjudged("the replay has no tensors") }
    var left = mine
    var exact = 0
    var distance = 0.0
    for tensor in theirs {
      guard let place = match(tensor, left) else {
        let shapes = left.filter { _ in true }.prefix(4).map { "\($0.name) \($0.shape)" }
        return parts(
          tensor, exact,
          "the lesson's has the shape \(tensor.shape); the record has "
            + (shapes.isEmpty ? "no more tensors" : shapes.joined(separator: ", ")))
      }
      let own = left.remove(at: place)
      guard own.shape == tensor.shape else {
        return parts(
          tensor, exact, "shape \(tensor.shape) in the lesson, \(own.shape) in the record")
      }
      if own.sha256 == tensor.sha256 {
        exact += 1
        continue
      }
      let other = noise?[key]?[tensor.name].map { ReplayTensor(tensor.name, $0) }
      for (index, expected) in tensor.first.enumerated() {
        guard index < own.first.count, let value = own.first[index] else {
          return parts(tensor, exact, "its values are not finite numbers")
        }
        let size = max(1, abs(expected))
        let deviation =
          other.flatMap { index < $0.first.count ? abs($0.first[index] - expected) : nil } ?? 0
        guard deviation / size <= Self.judgeable * 10 else { continue }
        // Adam makes a step of rounding where a gradient is nearly nothing.
        let allowed = (key == .initial ? 1e-6 : bar * 10) * size + Self.allowance * deviation
        guard abs(value - expected) <= allowed else {
          return parts(
            tensor, exact,
            "it begins with \(Self.text(expected)) in the lesson, \(Self.text(value)) in the record"
          )
        }
        distance = max(distance, abs(value - expected))
      }
      // What is drawn has to be the same to the last bit, but for a normal distribution's logarithms.
      if key == .initial, distance == 0 {
        return parts(tensor, exact, "its first values agree, and not those behind them")
      }
    }
    if let more = left.first {
      return .parts(
        Parting(
          place: "\(key.name).\(more.name)", batch: nil,
          reason: "the lesson's model has no such tensor \(more.shape)", before: exact))
    }
    return exact == theirs.count ? .exact : .rounding(judged: theirs.count, of: theirs.count)

    func parts(_ tensor: ReplayTensor, _ before: Int, _ reason: String) -> ItemOutcome {
      .parts(
        Parting(place: "\(key.name).\(tensor.name)", batch: nil, reason: reason, before: before))
    }
  }

  /// The place of the student's tensor that stands for a replay's.
  private func match(_ tensor: ReplayTensor, _ mine: [ExerciseRecord.Tensor]) -> Int? {
    if let named = mine.firstIndex(where: { $0.name == tensor.name }) { return named }
    if let same = mine.firstIndex(where: { $0.sha256 == tensor.sha256 }) { return same }
    func distance(_ other: ExerciseRecord.Tensor) -> Double {
      zip(tensor.first, other.first).reduce(0) { $0 + abs($1.0 - ($1.1 ?? .infinity)) }
    }
    return mine.indices.filter { mine[$0].shape == tensor.shape }
      .min { distance(mine[$0]) < distance(mine[$1]) }
  }
}
