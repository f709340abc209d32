/// Takes out the warnings of which an author has said that all is well.
///
/// `<!-- lesson: ok -->` on a line of its own silences the block below it; inside a paragraph, that
/// paragraph. In YAML, `# lesson: ok` at the end of a line silences that line. Errors stay.
enum Silencing {
  private static let comment = "<!-- lesson: ok -->"
  private static let yamlComment = "# lesson: ok"

  /// What to do where a warning within a fence is mistaken.
  static let remedy = "if it is meant as it stands, put \(yamlComment) at the end of the line"

  static func applied(
    to diagnostics: [Diagnostic], sources: [String: SourceText]
  ) -> [Diagnostic] {
    guard diagnostics.contains(where: { $0.severity == .warning }) else { return diagnostics }
    let silenced = sources.mapValues(lines)
    return diagnostics.filter { diagnostic in
      diagnostic.severity == .error
        || silenced[diagnostic.file]?.contains(diagnostic.range.lowerBound.line) != true
    }
  }

  /// The numbers of the lines on which nothing is warned of.
  private static func lines(of source: SourceText) -> Set<Int> {
    var silenced: Set<Int> = []
    let lines = source.lines
    for (index, line) in lines.enumerated() where line.contains("lesson: ok") {
      if line.hasSuffix(yamlComment) { silenced.insert(index + 1) }
      guard line.contains(comment) else { continue }
      let isAlone = line.drop { $0 == " " } == comment
      var first = index
      while !isAlone, first > 0, !isBlank(lines[first - 1]) { first -= 1 }
      var last = index + 1
      if isAlone { while last < lines.count, isBlank(lines[last]) { last += 1 } }
      while last < lines.count, !isBlank(lines[last]) { last += 1 }
      silenced.formUnion((first + 1)...last)
    }
    return silenced
  }

  private static func isBlank(_ line: String) -> Bool {
    line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }
}
