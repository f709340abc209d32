import Records

/// Where a replay comes out otherwise than a hand-in says.
public enum RunComparison {
  /// The first step and path whose result differs, in the lesson's order, with both values; `nil`
  /// where all agree.
  public static func firstDifference(_ handedIn: [StepRecord], _ replayed: [StepRecord]) -> String?
  {
    for (index, own) in replayed.enumerated() {
      guard index < handedIn.count else { return "step \(own.id): not in the hand-in" }
      let other = handedIn[index]
      guard own.id == other.id else {
        return "step \(index + 1): the hand-in has \(OneLine.of(other.id)), the replay \(own.id)"
      }
      if own.status != other.status {
        return "step \(own.id): the hand-in says \(other.status), the replay \(own.status)"
      }
      if let place = difference(.object(other.results), .object(own.results), at: own.id) {
        return "step \(own.id), \(place)"
      }
    }
    guard handedIn.count > replayed.count else { return nil }
    return "step \(OneLine.of(handedIn[replayed.count].id)): not in the replay"
  }

  private static func difference(_ a: JSONValue, _ b: JSONValue, at path: String) -> String? {
    if a == b { return nil }
    switch (a, b) {
    case (.object(let left), .object(let right)):
      for key in Set(left.keys).union(right.keys).sorted() {
        let name = "\(path).\(key)"
        guard let own = right[key] else { return "\(OneLine.of(name)): not in the replay" }
        guard let other = left[key] else { return "\(OneLine.of(name)): not in the hand-in" }
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
      return "\(OneLine.of(path)): the hand-in says \(short(a)), the replay \(short(b))"
    }
  }

  private static func short(_ value: JSONValue) -> String {
    if case .array(let items) = value { return "a list of \(items.count)" }
    return OneLine.of((try? CanonicalJSON.text(value)) ?? "not finite", limit: 60)
  }
}
