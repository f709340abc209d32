import Base
import Foundation
import HandIn
import Notebooks
import Records
import Report

/// What is fuzzed: everything that reads a file from outside.
enum FuzzTarget: String, CaseIterable {
  case lesson, step, constraint, notebook, answers, marks, reviews, json
  case weights, configuration, tokenizer, record, archive
  case png, jpeg, gzip, table, manifest, exercises
  case frontMatter = "front-matter"
  case handIn = "hand-in"

  /// The result of reading an input.
  struct Outcome: Equatable {
    /// What kind of end it was: a new one makes the input worth keeping.
    var signature: String
    /// A promise that was broken; `nil` where all is well.
    var finding: String?
  }

  /// Reads an input.
  ///
  /// A crash ends the process, and a hang is the caller's to see.
  func outcome(of input: [UInt8]) -> Outcome {
    switch self {
    case .lesson: LessonInput.outcome(input)
    case .frontMatter: LessonInput.outcome(Array("---\n".utf8) + input + Array("\n---\n# T\n".utf8))
    case .step:
      LessonInput.outcome(
        Array((LessonInput.front + "```step a\n").utf8) + input + Array("\n```\n".utf8))
    case .constraint:
      LessonInput.outcome(
        Array((LessonInput.front + LessonInput.step + "```expect a\ninitial: ").utf8) + input
          + Array("\n```\n".utf8))
    case .notebook: notebook(input)
    case .answers: answers(input)
    case .marks: marks(input)
    case .reviews: ReviewsInput.outcome(input)
    case .json: json(input)
    case .png, .jpeg: DataInput.picture(input)
    case .gzip: DataInput.gzip(input)
    case .table: DataInput.table(input)
    case .manifest: DataInput.manifest(input)
    case .weights: ModelInput.weights(input)
    case .configuration: ModelInput.configuration(input)
    case .tokenizer: ModelInput.tokenizer(input)
    case .record: RecordInput.record(input)
    case .handIn: RecordInput.handIn(input)
    case .archive: archive(input)
    case .exercises: exercises(input)
    }
  }

  private func notebook(_ input: [UInt8]) -> Outcome {
    do {
      let notebook = try NotebookReader.read(Data(input), path: "a.ipynb")
      let options = LessonDraft.Options(id: "a", file: "a.ipynb", assets: ["imdb"])
      let draft = try NotebookImporter.draft(of: notebook, options: options)
      // A draft has things to do in it, but it can always be read.
      return LessonInput.outcome(Array(draft.lesson.utf8), mustBeReadable: true)
    } catch {
      return Outcome(signature: Self.words(of: "\(error)"))
    }
  }

  private func answers(_ input: [UInt8]) -> Outcome {
    guard let text = String(validating: input, as: UTF8.self) else {
      return Outcome(signature: "not UTF-8")
    }
    let template = LessonInput.answersTemplate
    do {
      let once = try AnswersMerge(merging: text, file: "a.md", template)
      let twice = try AnswersMerge(merging: once.text, file: "a.md", template)
      guard twice.text.utf8.elementsEqual(once.text.utf8) else {
        return Outcome(signature: "", finding: "bringing it up to date twice changes it again")
      }
      let answers = try AnswersReader.answers(
        in: once.text, file: "a.md", questions: template.questions.map(\.id))
      return Outcome(signature: "answers \(answers.keys.sorted()) \(once.strange.count.signum())")
    } catch {
      return Outcome(signature: Self.words(of: "\(error)"))
    }
  }

  /// A student's record is read whole or refused in one line.
  private func exercises(_ input: [UInt8]) -> Outcome {
    do throws(HandInProblem) {
      let record = try ExerciseRecord(input, file: "a.json")
      let isOneLine = ![record.name, record.id, record.torch].contains { $0.contains("\n") }
      return Outcome(
        signature: "\(record.steps.count) steps",
        finding: isOneLine ? nil : "a name of several lines")
    } catch {
      let isOneLine = !error.description.contains("\n") && error.description.utf8.count < 1000
      return Outcome(
        signature: Self.words(of: error.description),
        finding: isOneLine ? nil : "a message that is no line: \(error.description)")
    }
  }

  private func marks(_ input: [UInt8]) -> Outcome {
    guard let text = String(validating: input, as: UTF8.self) else {
      return Outcome(signature: "not UTF-8")
    }
    do throws(HandInProblem) {
      let marks = try MarksFile(text, file: "marks.csv")
      guard marks.text.utf8.elementsEqual(text.utf8) else {
        return Outcome(signature: "", finding: "reading the marks changed them")
      }
      return Outcome(signature: "marks \(marks.warnings.map(Self.words).prefix(3))")
    } catch {
      return Outcome(signature: Self.words(of: error.description))
    }
  }

  private func archive(_ input: [UInt8]) -> Outcome {
    let limit = 1 << 16
    return input.withUnsafeBytes { bytes -> Outcome in
      do throws(ZipArchive.Problem) {
        let archive = try ZipArchive(bytes)
        var largest = 0
        for name in archive.names {
          var size = 0
          try archive.unpack(name, limit: limit) { size += $0.count }
          largest = max(largest, size)
        }
        return Outcome(
          signature:
            "archive \(min(archive.names.count, 4)) \(largest.bitWidth - largest.leadingZeroBitCount)",
          finding: largest > limit ? "more came out than may" : nil)
      } catch {
        return Outcome(signature: Self.words(of: error.description))
      }
    }
  }

  private func json(_ input: [UInt8]) -> Outcome {
    let text = String(decoding: input, as: UTF8.self)
    guard let value = try? JSONReader.value(of: text) else { return Outcome(signature: "no JSON") }
    guard let written = try? CanonicalJSON.text(value),
      let again = try? JSONReader.value(of: written)
    else {
      return Outcome(signature: "", finding: "what was read cannot be written and read again")
    }
    return Outcome(
      signature: value.kind, finding: again == value ? nil : "written and read again it differs")
  }

  /// A message's first words, without what the input may have put into it.
  static func words(of message: String) -> String {
    var isQuoted = false
    let kept = message.filter { character in
      if character == "`" { isQuoted.toggle() }
      return !isQuoted && (character == " " || character.isASCII && character.isLetter)
    }
    return kept.split(separator: " ").prefix(6).joined(separator: " ")
  }
}
