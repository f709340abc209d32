/// How far apart two names are, to offer the one that may have been meant.
enum EditDistance {
  /// The candidate nearest to a name, cases aside, if at most a third of its letters differ.
  static func nearest(to name: String, in candidates: [String]) -> String? {
    let distances = candidates.map { ($0, between(name.lowercased(), $0.lowercased())) }
    return distances.filter { $0.1 <= max(1, name.count / 3) }.min { $0.1 < $1.1 }?.0
  }

  /// The fewest insertions, deletions and replacements that turn one text into another.
  private static func between(_ left: String, _ right: String) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let replaced = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}
