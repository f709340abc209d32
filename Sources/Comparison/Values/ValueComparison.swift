import Records

/// Compares results of two runs, down to the numbers in them.
struct ValueComparison {
  var tolerance: Tolerance

  /// Everything that differs, by path.
  func differences(_ a: JSONValue, _ b: JSONValue, at path: String) -> [ValueDifference] {
    if let difference = numbers(a, b, at: path) { return difference }
    switch (a, b) {
    case (.object(let left), .object(let right)): return objects(left, right, at: path)
    case _ where a == b: return []
    default:
      return [
        ValueDifference(
          path: path, agreement: .different, detail: .values(Self.short(a), Self.short(b)))
      ]
    }
  }

  private func objects(
    _ a: [String: JSONValue], _ b: [String: JSONValue], at path: String
  ) -> [ValueDifference] {
    var differences: [ValueDifference] = []
    var digest: Int?
    for key in Set(a.keys).union(b.keys).sorted() {
      let name = path.isEmpty ? key : "\(path).\(key)"
      guard let left = a[key] else {
        differences.append(
          ValueDifference(path: name, agreement: .different, detail: .onlyInB))
        continue
      }
      guard let right = b[key] else {
        differences.append(
          ValueDifference(path: name, agreement: .different, detail: .onlyInA))
        continue
      }
      let own = self.differences(left, right, at: name)
      if key == ResultMember.sha256.name, !own.isEmpty, a[ResultMember.first.name] != nil {
        digest = differences.count
      }
      differences += own
    }
    guard let digest else { return differences }
    // A tensor's digest differs wherever a bit does: its first values tell whether that is rounding.
    var others = differences
    others.remove(at: digest)
    let agreement = others.reduce(Agreement.identical) { $0.and($1.agreement) }
    if case .rounding = agreement { differences[digest].agreement = agreement }
    return differences
  }

  /// `nil` where one of the values holds something else than numbers.
  private func numbers(_ a: JSONValue, _ b: JSONValue, at path: String) -> [ValueDifference]? {
    var (left, right): ([Leaf], [Leaf]) = ([], [])
    guard Self.collect(a, "", into: &left), Self.collect(b, "", into: &right),
      (a.number == nil) == (b.number == nil)
    else { return nil }
    // Lists of another shape share no places beyond where the shapes part.
    let common = zip(left, right).prefix { $0.place == $1.place }
    guard common.count == min(left.count, right.count) else { return nil }
    var found = NumberDifferences(countA: left.count, countB: right.count)
    var agreement = left.count == right.count ? Agreement.identical : .different
    for (x, y) in common {
      let own = tolerance.agreement(x.value, y.value)
      if own == .identical { continue }
      agreement = agreement.and(own)
      found.differing += 1
      if found.firstValues == nil {
        found.first = x.place
        found.firstValues = (x.value, y.value)
      }
      let difference = abs(x.value - y.value)
      if found.largestAt.isEmpty || difference > found.largestAbsolute {
        (found.largestAbsolute, found.largestAt) = (difference, x.place)
      }
      let scale = max(abs(x.value), abs(y.value))
      if scale > 0 { found.largestRelative = max(found.largestRelative, difference / scale) }
    }
    if agreement == .identical { return [] }
    return [ValueDifference(path: path, agreement: agreement, detail: .numbers(found))]
  }

  private struct Leaf {
    var place: String
    var value: Double
  }

  private static func collect(_ value: JSONValue, _ place: String, into leaves: inout [Leaf])
    -> Bool
  {
    switch value {
    case .number(let number):
      leaves.append(Leaf(place: place, value: number))
      return true
    case .array(let items):
      for (index, item) in items.enumerated() {
        guard collect(item, "\(place)[\(index)]", into: &leaves) else { return false }
      }
      return true
    default: return false
    }
  }

  private static func short(_ value: JSONValue) -> String {
    OneLine.of((try? CanonicalJSON.text(value)) ?? "not finite", limit: 60)
  }
}
