import Records

/// Where two runs of a lesson come out otherwise: a replay and what a hand-in says, or two replays.
package struct RunComparison {
  /// What the two are called in messages.
  private let first: String
  private let second: String

  private init(_ first: String, _ second: String) { (self.first, self.second) = (first, second) }

  /// The first step and path whose result differs, in the lesson's order, with both values; `nil`
  /// where all agree.
  ///
  /// - Parameter names: what the two are called.
  package static func firstDifference(
    _ one: [StepRecord], _ other: [StepRecord],
    names: (String, String) = ("the hand-in", "the replay")
  ) -> String? {
    RunComparison(names.0, names.1).difference(one, other)
  }

  private func difference(_ handedIn: [StepRecord], _ replayed: [StepRecord]) -> String? {
    for (index, own) in replayed.enumerated() {
      guard index < handedIn.count else { return "step \(own.id): not in \(first)" }
      let other = handedIn[index]
      guard own.id == other.id else {
        return "step \(index + 1): \(first) has \(OneLine.of(other.id)), \(second) \(own.id)"
      }
      if own.status != other.status {
        return "step \(own.id): \(first) says \(other.status), \(second) \(own.status)"
      }
      if let place = difference(.object(other.results), .object(own.results), at: own.id) {
        return "step \(own.id), \(place)"
      }
    }
    guard handedIn.count > replayed.count else { return nil }
    return "step \(OneLine.of(handedIn[replayed.count].id)): not in \(second)"
  }

  private func difference(_ a: JSONValue, _ b: JSONValue, at path: String) -> String? {
    if a == b { return nil }
    switch (a, b) {
    case (.object(let left), .object(let right)):
      for key in Set(left.keys).union(right.keys).sorted() {
        let name = "\(path).\(key)"
        guard let own = right[key] else { return "\(OneLine.of(name)): not in \(second)" }
        guard let other = left[key] else { return "\(OneLine.of(name)): not in \(first)" }
        if let place = difference(other, own, at: name) { return place }
      }
      return nil
    case (.array(let left), .array(let right)) where left.count == right.count:
      for index in left.indices {
        if let place = difference(left[index], right[index], at: "\(path)[\(index)]") {
          return place
        }
      }
      return nil
    default:
      return "\(OneLine.of(path)): \(first) says \(Self.short(a)), \(second) \(Self.short(b))"
    }
  }

  private static func short(_ value: JSONValue) -> String {
    if case .array(let items) = value { return "a list of \(items.count)" }
    return OneLine.of((try? CanonicalJSON.text(value)) ?? "not finite", limit: 60)
  }
}
