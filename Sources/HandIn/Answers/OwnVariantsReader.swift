import Base
import Lessons
import Report

/// Finds the variants that a student has written in their answers: blocks of code that start with
/// `instead STEP`.
package enum OwnVariantsReader {
  private static let word = "instead"

  /// The variants, one for each question that has some, in the order of the file.
  ///
  /// - Parameters:
  ///   - file: the file's name, for messages.
  ///   - questions: the ids of the lesson's questions.
  /// - Throws: where a block has no end.
  package static func variants(
    in text: String, file: String, questions: [String]
  ) throws(HandInProblem) -> [OwnText] {
    let source = SourceText(file: file, text: text)
    var variants: [OwnText] = []
    for section in AnswersText(text).sections where questions.contains(section.id) {
      let fences = try fences(in: section, file)
      if !fences.isEmpty {
        variants.append(OwnText(question: section.id, fences: fences, source: source))
      }
    }
    return variants
  }

  private static func fences(
    in section: AnswersText.Section, _ file: String
  ) throws(HandInProblem) -> [OwnText.Fence] {
    let lines = AnswersText.lines(of: section.body)
    let kinds = AnswersLines(lines).kinds
    var fences: [OwnText.Fence] = []
    var open: Fence?
    var start: Int?
    for (index, line) in lines.enumerated() where kinds[index] != .comment(id: section.id) {
      let content = AnswersText.content(of: line)
      let before = open
      open = Fence.after(content, open: open)
      if before == nil, open != nil {
        start = index
      } else if before != nil, open == nil, let first = start {
        if let fence = fence(lines[first...index], line: section.line + 1 + first) {
          fences.append(fence)
        }
        start = nil
      }
    }
    if let start, isOwn(info(of: AnswersText.content(of: lines[start])).text) {
      throw HandInProblem(
        .invalid,
        "\(file):\(section.line + 1 + start): this block gives a step anew and never ends; end it with "
          + "a line of the same marks")
    }
    return fences
  }

  private static func fence(_ lines: ArraySlice<Substring>, line: Int) -> OwnText.Fence? {
    guard let first = lines.first else { return nil }
    let (info, column) = info(of: AnswersText.content(of: first))
    guard isOwn(info) else { return nil }
    return OwnText.Fence(
      line: line, info: info, column: column,
      body: lines.dropFirst().dropLast().map { String(AnswersText.content(of: $0)) })
  }

  /// What stands behind a fence's marks, and in which column it starts, from 1 in bytes.
  private static func info(of line: Substring) -> (text: String, column: Int) {
    let indent = line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
    let marks = line.utf8.dropFirst(indent).prefix {
      $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "~")
    }.count
    return (String(Substring(line.utf8.dropFirst(indent + marks))), indent + marks + 1)
  }

  /// Whether a fence's words say that a step follows; a misspelt one with a step's name does, too.
  private static func isOwn(_ info: String) -> Bool {
    let words = info.split { $0 == " " || $0 == "\t" }
    guard let first = words.first else { return false }
    return first == word
      || words.count > 1 && NearestName.distance(String(first), word, limit: 2) != nil
  }
}
