import ArgumentParser

/// What `-p` is given, `name=value`.
enum ParameterPairs {
  /// Names and values in the order of the command line.
  static func read(_ parameters: [String]) throws -> [(String, String)] {
    var pairs: [(String, String)] = []
    for text in parameters {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw ValidationError("-p takes name=value, not \(text)")
      }
      guard !pairs.contains(where: { $0.0 == parts[0] }) else {
        throw ValidationError("-p \(parts[0]) is given twice")
      }
      pairs.append((String(parts[0]), String(parts[1])))
    }
    return pairs
  }
}
