import Records

/// A report as values: what it says, in order, before any format is chosen.
///
/// Everything in it that came from a lesson, a data set or a student is plain text; the writers
/// escape it. Nothing in a document can carry markup of its own.
package struct ReportDocument: Sendable, Equatable {
  /// The lesson's id, `9_1`.
  package var lesson: String
  /// The lesson's title.
  package var title: String
  package var status: ReportStatus
  /// Who hands the report in.
  package var student: String?
  package var blocks: [ReportBlock]
  /// What the report was built from; `nil` for a document that is no report of one run.
  package var source: Source?

  /// The record and the answers that a page carries, so that it can be built again.
  package struct Source: Sendable, Equatable {
    package var record: RunRecord
    package var answers: [String: String]
    /// The record as JSON, where it was read from there.
    var json: JSONValue?
  }

  package init(
    lesson: String, title: String, status: ReportStatus, student: String? = nil,
    blocks: [ReportBlock], source: Source? = nil
  ) {
    self.lesson = lesson
    self.title = title
    self.status = status
    self.student = student
    self.blocks = blocks
    self.source = source
  }
}

/// How the run stands, in a word and a line, so that an unfinished run cannot pass for a finished
/// one.
package struct ReportStatus: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case complete
    /// A step failed, the run was stopped, it still runs, or it was to be of some steps alone.
    case unfinished
    /// The record contradicts itself: somebody edited it, or a file was damaged.
    case inconsistent
  }

  package var kind: Kind
  /// One or two words, such as `Failed run`: also stands in front of the page's title.
  package var headline: String
  package var detail: [ReportInline]

  package init(kind: Kind, headline: String, detail: [ReportInline]) {
    (self.kind, self.headline, self.detail) = (kind, headline, detail)
  }
}

/// A piece of a report.
package indirect enum ReportBlock: Sendable, Equatable {
  /// The writers keep level 1 for the title.
  case heading(level: Int, content: [ReportInline])
  case paragraph([ReportInline])
  case list(ordered: Bool, start: Int, items: [[ReportBlock]])
  case quote([ReportBlock])
  case code(language: String, text: String)
  case thematicBreak
  case table(ReportTable)
  case chart(Chart)
  case pictures(ReportPictures)
  /// Lines that the notebook's cell would print.
  case output([String])
  /// Text that a student typed; a page joins the lines of its paragraphs.
  case verbatim(String)
  /// Where a student answers.
  case room(AnswerRoom)
  /// What stands in the page, with links.
  case contents(Contents)
  /// Where answers typed in the page are saved.
  case answerSheet(AnswersTemplate)
  case fold(Fold)
  case group(Group, [ReportBlock])
  /// Something the reader must not miss.
  case alert(title: String, [ReportBlock])

  /// What a group of blocks is, for its looks.
  package enum Group: String, Sendable, Equatable {
    case step, question, claim, departures, answers, prediction, variant
  }

  /// Blocks behind a line that opens them.
  package struct Fold: Sendable, Equatable {
    package var summary: [ReportInline]
    package var isOpen: Bool
    /// Whether paper shows it only where the reader has opened it: hints, what follows an answer,
    /// hundreds of figures.
    package var staysShut: Bool
    package var blocks: [ReportBlock]

    package init(
      _ summary: [ReportInline], isOpen: Bool = false, staysShut: Bool = false,
      _ blocks: [ReportBlock]
    ) {
      (self.summary, self.isOpen, self.staysShut) = (summary, isOpen, staysShut)
      self.blocks = blocks
    }
  }
}

/// A run of text in a report.
package indirect enum ReportInline: Sendable, Equatable {
  case text(String)
  case code(String)
  case emphasis([ReportInline])
  case strong([ReportInline])
  case link(destination: String, title: String, content: [ReportInline])
  /// A link within the page.
  case place(Contents.Place)
  case image(mediaType: String, base64: String, alternative: [ReportInline])
  case softBreak
  case lineBreak
  /// A value of the run, put into prose.
  case value(String)
  /// A place in prose whose value this run does not have, with the reason.
  case missing(String)
  /// Text whose writing direction must not spill over: a person's name.
  case isolated(String)
  /// Secondary information: smaller, paler.
  case note(String)
}

extension ReportInline: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self = .text(value) }
}

/// A table with one row of column titles.
///
/// The first cell of each row is the row's header.
package struct ReportTable: Sendable, Equatable {
  package struct Column: Sendable, Equatable {
    package var title: String
    /// Numbers stand at the right, in digits of one width.
    package var isNumeric: Bool

    package static func text(_ title: String) -> Column { Column(title: title, isNumeric: false) }
    package static func number(_ title: String) -> Column { Column(title: title, isNumeric: true) }
  }

  package var caption: String
  package var columns: [Column]
  /// One cell a column in each row.
  package var rows: [[[ReportInline]]]
  /// Whether the columns explain themselves, so that their titles need not be seen.
  package var hidesTitles = false

  package init(_ caption: String, columns: [Column], rows: [[[ReportInline]]]) {
    (self.caption, self.columns, self.rows) = (caption, columns, rows)
  }

  /// A table of names and values.
  static func facts(_ caption: String, _ facts: [(name: String, value: [ReportInline])])
    -> ReportTable
  {
    var table = ReportTable(
      caption, columns: [.text("what"), .text("value")],
      rows: facts.map { [[.text($0.name)], $0.value] })
    table.hidesTitles = true
    return table
  }
}

/// Pictures side by side.
package struct ReportPictures: Sendable, Equatable {
  package struct Picture: Sendable, Equatable {
    /// A PNG file in base64.
    package var png: String
    /// What stands in its place where it cannot be seen.
    package var alternative: String
    /// What stands below it.
    package var caption: [ReportInline]
  }

  package var caption: String
  package var pictures: [Picture]
}
