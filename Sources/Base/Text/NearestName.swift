/// The name that a misspelt one was probably meant to be.
public enum NearestName {
  /// The nearest of some names, `nil` where none is near.
  ///
  /// At most a third of the letters may differ, and at most three. Of names equally near, the first.
  public static func of(_ name: String, in candidates: some Sequence<String>) -> String? {
    let limit = min(3, max(1, name.count / 3))
    var best: (name: String, distance: Int)?
    for candidate in candidates where candidate != name {
      guard let distance = distance(name, candidate, limit: limit) else { continue }
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// How many insertions, deletions, substitutions and swaps of neighbours turn one name into the
  /// other (the optimal string alignment distance), capitals apart; `nil` where more than `limit`.
  public static func distance(_ a: String, _ b: String, limit: Int) -> Int? {
    let a = Array(a.lowercased().unicodeScalars)
    let b = Array(b.lowercased().unicodeScalars)
    // Names are short; anything else is no misspelling and not worth the table.
    guard abs(a.count - b.count) <= limit, a.count <= 128 else { return nil }
    var beforePrevious: [Int] = []
    var previous = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var cost = min(previous[j + 1] + 1, row[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforePrevious[j - 1] + 1)
        }
        row.append(cost)
      }
      (beforePrevious, previous) = (previous, row)
    }
    return previous[b.count] <= limit ? previous[b.count] : nil
  }

  /// The note that offers it, as a list of none or one.
  public static func note(_ name: String, in candidates: some Sequence<String>) -> [String] {
    of(name, in: candidates).map { ["did you mean `\($0)`?"] } ?? []
  }
}
