import Files
import Foundation
import Host
import Lessons
import Records

/// A lesson as students get it: without answers and marking notes, and without the steps of exercises.
package struct HandOut: Sendable {
  /// The lesson's name, `9_1`.
  package var name: String
  /// The files, by their path within the hand-out's folder.
  package var files: [String: Data]
  /// How many answers stood in the lesson itself and were taken out.
  package var removedAnswers: Int
  /// The exercises whose steps were taken out.
  package var exercises: [String]

  /// The hand-out of a lesson.
  ///
  /// - Parameter url: the lesson's file.
  /// - Throws: where a file cannot be read, or where the lesson without its answers would be
  ///   another lesson.
  package init(of loaded: LoadedLesson, at url: URL) throws(HandInProblem) {
    guard let lesson = loaded.lesson else {
      throw HandInProblem(.invalid, "\(url.relativePath): the lesson has errors")
    }
    name = url.deletingPathExtension().lastPathComponent
    let data = try Self.read(url)
    let hidden = try HiddenSteps(of: loaded, at: url)
    let text = Self.withoutAnswers(data, lesson, hidden)
    exercises = hidden.exercises
    removedAnswers = lesson.blocks.count { if case .answer = $0 { true } else { false } }
    files = ["\(name).md": text]
    let cells = url.deletingPathExtension().appendingPathExtension("cells.json")
    if FileManager.default.fileExists(atPath: cells.path) {
      files[cells.lastPathComponent] = try Self.read(cells)
    }
    for image in Self.images(in: String(decoding: text, as: UTF8.self), folder: loaded.folder) {
      files[image] = try Self.read(loaded.folder.appendingPathComponent(image))
    }
    let again = LessonParser.parse(text, file: url.relativePath, folder: loaded.folder)
    let tells = again.lesson?.blocks.contains { block in
      if case .claim(let claim) = block { claim.holds.value != nil } else { false }
    }
    guard let copy = again.lesson, tells == false,
      Self.shape(of: copy, hidden) == Self.shape(of: lesson, hidden)
    else {
      throw HandInProblem(
        .invalid,
        "\(url.relativePath): without its answers the lesson would be another one; move them to "
          + "\(name).instructor.md")
    }
  }

  /// SHA-256 of a lesson as students get it, which their runs record.
  ///
  /// The second is that of versions up to 0.11, whose hand-outs told whether a claim holds.
  package static func digests(
    of loaded: LoadedLesson, at url: URL
  ) throws(HandInProblem) -> [String] {
    guard let lesson = loaded.lesson else { return [] }
    let hidden = try HiddenSteps(of: loaded, at: url)
    let data = try read(url)
    return [true, false].map {
      SHA256Digest.hex(of: withoutAnswers(data, lesson, hidden, hidesVerdicts: $0))
    }
  }

  /// The lesson's bytes without its answers and what exercises hide, and the empty line after each.
  ///
  /// Of an exercise's step the fence's first and last line stay, and of a claim all but whether it is
  /// expected to hold.
  private static func withoutAnswers(
    _ data: Data, _ lesson: ParsedLesson, _ hidden: HiddenSteps, hidesVerdicts: Bool = true
  ) -> Data {
    let ranges = lesson.blocks.compactMap { hidden.lines(of: $0) }
    let verdicts = hidesVerdicts ? verdicts(in: lesson) : [:]
    guard !ranges.isEmpty || !hidden.steps.isEmpty || !verdicts.isEmpty else { return data }
    var kept = ""
    var followsAnswer = false
    for (index, line) in AnswersText.lines(of: String(decoding: data, as: UTF8.self)).enumerated() {
      if let step = hidden.step(atLine: index + 1, of: lesson) {
        followsAnswer = false
        if index + 1 == step.range.lowerBound.line || index + 1 == step.range.upperBound.line {
          kept += line
        } else if index == step.range.lowerBound.line {
          kept += hidden.source(of: step.id.value)
        }
      } else if ranges.contains(where: { $0.contains(index + 1) }) {
        followsAnswer = true
      } else if followsAnswer, line.allSatisfy(\.isWhitespace) {
        followsAnswer = false
      } else {
        followsAnswer = false
        kept += verdicts[index + 1].map { untold(line, at: $0) } ?? line
      }
    }
    return Data(kept.utf8)
  }

  /// Where each claim says whether it is expected to hold, by line.
  private static func verdicts(in lesson: ParsedLesson) -> [Int: SourceRange] {
    let ranges = lesson.blocks.compactMap { block -> SourceRange? in
      guard case .claim(let claim) = block, claim.holds.value != nil else { return nil }
      return claim.holds.range
    }
    return Dictionary(ranges.map { ($0.lowerBound.line, $0) }) { first, _ in first }
  }

  private static func untold(_ line: Substring, at range: SourceRange) -> Substring {
    let utf8 = Array(line.utf8)
    let (start, end) = (range.lowerBound.column - 1, range.upperBound.column - 1)
    guard start >= 0, start <= end, end <= utf8.count else { return line }
    return Substring(
      decoding: utf8[..<start] + ParsedClaim.untold.utf8 + utf8[end...], as: UTF8.self)
  }

  /// What must be the same with and without answers: everything else, places apart.
  private static func shape(of lesson: ParsedLesson, _ hidden: HiddenSteps) -> String {
    lesson.blocks.filter { hidden.lines(of: $0) == nil }.compactMap { block in
      switch block {
      case .prose(let prose): MarkupText.text(of: prose.content)
      case .step(let step):
        step.id.value + (hidden.steps[step.id.value] == nil ? step.source : "")
      case .exercise(let exercise): exercise.id.value + MarkupText.text(of: exercise.content)
      case .expect(let expect): expect.step.value + expect.checks.map(\.text).joined()
      case .claim(let claim): claim.id.value + MarkupText.text(of: claim.content)
      case .question(let question): question.id.value + MarkupText.text(of: question.content)
      case .hint(let hint): hint.id.value + MarkupText.text(of: hint.content)
      case .variant(let variant):
        variant.id.value + MarkupText.text(of: variant.content)
          + variant.steps.map { $0.id.value + $0.source }.joined()
      case .answer: nil
      }
    }.joined(separator: "\n")
  }

  /// The images that a lesson names and that lie below its folder.
  private static func images(in text: String, folder: URL) -> [String] {
    let root = folder.resolvingSymlinksInPath().standardizedFileURL.path + "/"
    let inline = text.matches(of: /!\[[^\]]*\]\(\s*<?([^)>\s]+)/).map { String($0.output.1) }
    let references = text.matches(of: /(?m)^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/)
      .map { String($0.output.1) }
    return (inline + references).compactMap { name -> String? in
      let name = name.removingPercentEncoding ?? name
      let ending = name.split(separator: ".").last?.lowercased() ?? ""
      // Nothing but images: a link may well name the answers' file.
      guard ["png", "jpg", "jpeg", "gif", "webp"].contains(ending), !name.contains(":"),
        !name.hasPrefix("/"), !name.split(separator: "/").contains("..")
      else { return nil }
      let url = folder.appendingPathComponent(name).resolvingSymlinksInPath().standardizedFileURL
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      return isThere && !isFolder.boolValue && url.path.hasPrefix(root) ? name : nil
    }
  }

  /// More than a lesson, its cells or an image may have.
  private static let byteLimit = 64 << 20

  private static func read(_ url: URL) throws(HandInProblem) -> Data {
    do {
      return try NamedFile.read(url, limit: byteLimit)
    } catch {
      throw HandInProblem(.io, "\(url.relativePath): \(FileProblem.text(error))")
    }
  }
}
