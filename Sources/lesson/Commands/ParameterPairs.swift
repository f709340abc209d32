import ArgumentParser

/// What `-p` is given, `name=value`.
enum ParameterPairs {
  /// Names and values in the order of the command line.
  static func read(_ parameters: [String]) throws -> [(String, String)] {
    var pairs: [(String, String)] = []
    for text in parameters {
      // By scalars: as a character the sign and a mark that combines with it are one.
      let scalars = text.unicodeScalars
      guard let sign = scalars.firstIndex(of: "="), sign > scalars.startIndex else {
        throw ValidationError("-p takes name=value, not \(text)")
      }
      let name = String(scalars[..<sign])
      guard !pairs.contains(where: { $0.0 == name }) else {
        throw ValidationError("-p \(name) is given twice")
      }
      pairs.append((name, String(scalars[scalars.index(after: sign)...])))
    }
    return pairs
  }
}
