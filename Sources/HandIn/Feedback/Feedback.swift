import Base
import Records
import Report

/// What students get back: a page for each whose answers are all marked.
package struct Feedback: Sendable {
  /// A page and the file it goes into.
  package struct Page: Sendable {
    /// As the platform's bulk upload takes it, where the hand-in came from one.
    package var file: String
    package var handIn: CollectedHandIn
    package var document: ReportDocument
  }

  package private(set) var pages: [Page] = []
  /// Hand-ins that get no page yet, since answers await marking.
  package private(set) var unmarked: [CollectedHandIn] = []
  /// Hand-ins that get no page, since another has the same number, and so the same row of marks.
  package private(set) var doubtful: [CollectedHandIn] = []

  /// - Parameters:
  ///   - collection: a class whose marks have been applied.
  ///   - marks: the table of marks, for remarks and items.
  ///   - hasModelAnswers: whether the pages show the model answers, without the notes on marking.
  package init(_ collection: ClassCollection, _ marks: MarksFile, hasModelAnswers: Bool) {
    var used: Set<String> = []
    for handIn in collection.handIns where handIn.counts && !handIn.rows.isEmpty {
      guard
        let (lesson, run) = collection.lessons.first(where: {
          OneLine.of($0.lesson.id) == handIn.lesson
        })
      else { continue }
      guard handIn.namesakes.isEmpty else {
        doubtful.append(handIn)
        continue
      }
      guard handIn.scorecard.awaiting == 0 else {
        unmarked.append(handIn)
        continue
      }
      let page = FeedbackPage(
        handIn: handIn, lesson: lesson, run: run, marks: marks, hasModelAnswers: hasModelAnswers)
      pages.append(
        Page(
          file: Self.file(for: handIn, &used), handIn: handIn, document: page.document))
    }
  }

  /// The name of a page that no other page has.
  ///
  /// Sources: Moodle reads the participant's number and the two words behind it, and takes what follows
  /// for the file's own name (`importziplib.php`); Canvas reads the first two parts that are numbers,
  /// and knows the file by them (`infer_comment_context_from_filename`).
  private static func file(for handIn: CollectedHandIn, _ used: inout Set<String>) -> String {
    let lesson = slug(handIn.lesson)
    let name =
      switch handIn.platform {
      case .moodle(let name, let participant):
        "\(name.prefix(60))_\(participant)_assignsubmission_file_feedback-\(lesson)"
      case .canvas:
        String(handIn.file.split(separator: "/").last ?? "feedback.html").withoutHTML
      case nil: "\(slug(handIn.id.isEmpty ? handIn.who : handIn.id))-\(lesson)-feedback"
      }
    var file = name
    var count = 1
    while !used.insert(file.lowercased()).inserted {
      count += 1
      file = "\(name)-\(count)"
    }
    return file + ".html"
  }

  /// A text as part of a file's name on any system.
  static func slug(_ text: String) -> String {
    let kept = text.map { $0.isLetter || $0.isNumber || "-_".contains($0) ? $0 : "-" }
    let name = String(String(kept).prefix(60)).trimmingPrefix { $0 == "-" }
    return name.isEmpty ? "student" : String(name)
  }
}

extension String {
  /// A file's name without its ending, `.html` or `.htm`.
  fileprivate var withoutHTML: String {
    for ending in [".html", ".htm"] where lowercased().hasSuffix(ending) {
      return String(dropLast(ending.count))
    }
    return self
  }
}
