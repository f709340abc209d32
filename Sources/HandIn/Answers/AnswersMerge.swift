import Report

/// Brings an answers file up to date with its lesson, and keeps what the student wrote byte for
/// byte.
package struct AnswersMerge: Sendable, Equatable {
  /// The file's new text.
  package private(set) var text: String
  /// The questions that were not in the file.
  package private(set) var added: [String] = []
  /// The questions that the lesson no longer has, now kept at the file's end.
  package private(set) var removed: [String] = []
  /// Headings in the file that are no question's and stay part of the answer before them.
  package private(set) var strange: [(line: Int, id: String)] = []

  package static func == (left: Self, right: Self) -> Bool { left.text == right.text }

  /// A new file.
  package init(_ template: AnswersTemplate) {
    self.init(AnswersText(""), template)
    text = template.preamble + text
  }

  /// An existing file, brought up to date.
  ///
  /// - Throws: where a question has two answers, of which one would be lost on reading, and what
  ///   ``HeadingCheck`` finds.
  package init(
    merging text: String, file: String, _ template: AnswersTemplate
  ) throws(HandInProblem) {
    let given = AnswersText(text)
    try HeadingCheck.check(given, file: file, questions: template.questions.map(\.id))
    self.init(given, template)
    let sections = AnswersText(self.text).sections
    var seen: Set<String> = []
    for section in sections {
      guard template.questions.contains(where: { $0.id == section.id }) else { continue }
      guard seen.insert(section.id).inserted else {
        let line = given.sections.last { $0.id == section.id }?.line ?? section.line
        throw HandInProblem(
          .invalid,
          "\(file):\(line): a second answer to \(section.id); put the two under one heading")
      }
    }
  }

  private init(_ given: AnswersText, _ template: AnswersTemplate) {
    text = ""
    var file = given
    let newline = file.newline
    let ids = template.questions.map(\.id)
    joinStrangeHeadings(in: &file, questions: ids)

    for section in file.sections where !ids.contains(section.id) {
      removed.append(section.id)
      if file.removed.isEmpty, file.removedPreamble.isEmpty {
        file.removedPreamble = AnswersText.removedHeading + newline + newline
      }
      file.removed.append(section)
    }
    file.sections.removeAll { !ids.contains($0.id) }

    var place = 0
    for question in template.questions {
      if let index = file.sections.firstIndex(where: { $0.id == question.id }) {
        file.sections[index] = Self.refreshed(file.sections[index], question, newline)
        place = index + 1
        continue
      }
      let section: AnswersText.Section
      if let index = file.removed.firstIndex(where: { $0.id == question.id }) {
        section = Self.refreshed(file.removed.remove(at: index), question, newline)
      } else {
        let lines = AnswersTemplate.body(of: question).map { $0 + newline }
        section = AnswersText.Section(
          id: question.id, line: 0, heading: AnswersTemplate.heading(of: question) + newline,
          body: lines.joined())
        added.append(question.id)
      }
      file.sections.insert(section, at: place)
      place += 1
    }
    if file.removed.isEmpty, Self.isOwn(file.removedPreamble) { file.removedPreamble = "" }
    self.text = Self.joined(file, newline)
  }

  /// A heading of the student's own belongs to the answer that it stands in.
  private mutating func joinStrangeHeadings(in file: inout AnswersText, questions: [String]) {
    var sections: [AnswersText.Section] = []
    for section in file.sections {
      let isOurs =
        questions.contains(section.id)
        || AnswersTemplate.isOwnHeading(AnswersText.content(of: section.heading[...]))
          && AnswersLines(AnswersText.lines(of: section.body)).comment(of: section.id) != nil
      if isOurs {
        sections.append(section)
      } else {
        strange.append((section.line, section.id))
        if sections.isEmpty {
          file.preamble += section.heading + section.body
        } else {
          sections[sections.count - 1].body += section.heading + section.body
        }
      }
    }
    file.sections = sections
  }

  /// Our own two lines brought up to date; nothing else is touched.
  private static func refreshed(
    _ section: AnswersText.Section, _ question: AnswersTemplate.Question, _ newline: String
  ) -> AnswersText.Section {
    var section = section
    let heading = AnswersText.content(of: section.heading[...])
    if AnswersTemplate.isOwnHeading(heading), heading.contains("("),
      heading != AnswersTemplate.heading(of: question)
    {
      section.heading = AnswersTemplate.heading(of: question) + newline
    }
    let lines = AnswersText.lines(of: section.body)
    if let old = AnswersLines(lines).comment(of: question.id) {
      let comment = AnswersTemplate.comment(of: question)
      if lines[old].map({ AnswersText.content(of: $0) }) != comment.map({ $0[...] }) {
        let ours = comment.map { "\($0)\(newline)" }.joined()
        section.body =
          lines[..<old.lowerBound].joined() + ours + lines[old.upperBound...].joined()
      }
    }
    return section
  }

  /// Whether nothing but our own heading is left above the removed questions.
  private static func isOwn(_ preamble: String) -> Bool {
    preamble.split(whereSeparator: \.isNewline).map(String.init) == [AnswersText.removedHeading]
  }

  /// The pieces, each starting on a line of its own.
  private static func joined(_ file: AnswersText, _ newline: String) -> String {
    let pieces =
      [file.preamble] + file.sections.map { $0.heading + $0.body } + [file.removedPreamble]
      + file.removed.map { $0.heading + $0.body }
    return pieces.filter { !$0.isEmpty }.reduce(into: "") { text, piece in
      if !text.isEmpty, text.utf8.last != UInt8(ascii: "\n") { text += newline }
      text += piece
    }
  }
}
