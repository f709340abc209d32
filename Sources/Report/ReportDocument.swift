import Records

/// A report as values: what it says, in order, before any format is chosen.
///
/// Everything in it that came from a lesson, a data set or a student is plain text; the writers
/// escape it. Nothing in a document can carry markup of its own.
public struct ReportDocument: Sendable, Equatable {
  /// The lesson's id, `9_1`.
  public var lesson: String
  /// The lesson's title.
  public var title: String
  public var status: ReportStatus
  /// Who hands the report in.
  public var student: String?
  public var blocks: [ReportBlock]
  /// What the report was built from; `nil` for a document that is no report of one run.
  public var source: Source?

  /// The record and the answers that a page carries, so that it can be built again.
  public struct Source: Sendable, Equatable {
    public var record: RunRecord
    public var answers: [String: String]
    /// The record as JSON, where it was read from there.
    var json: JSONValue?
  }

  public init(
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
public struct ReportStatus: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case complete
    /// A step failed, the run was stopped, it still runs, or it was to be of some steps alone.
    case unfinished
    /// The record contradicts itself: somebody edited it, or a file was damaged.
    case inconsistent
  }

  public var kind: Kind
  /// One or two words, such as `Failed run`: also stands in front of the page's title.
  public var headline: String
  public var detail: [ReportInline]

  public init(kind: Kind, headline: String, detail: [ReportInline]) {
    (self.kind, self.headline, self.detail) = (kind, headline, detail)
  }
}

/// A piece of a report.
public indirect enum ReportBlock: Sendable, Equatable {
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
  public enum Group: String, Sendable, Equatable {
    case step, question, claim, departures, answers, prediction, variant
  }

  /// Blocks behind a line that opens them.
  public struct Fold: Sendable, Equatable {
    public var summary: [ReportInline]
    public var isOpen: Bool
    /// Whether paper shows it only where the reader has opened it: hints, what follows an answer,
    /// hundreds of figures.
    public var staysShut: Bool
    public var blocks: [ReportBlock]

    public init(
      _ summary: [ReportInline], isOpen: Bool = false, staysShut: Bool = false,
      _ blocks: [ReportBlock]
    ) {
      (self.summary, self.isOpen, self.staysShut) = (summary, isOpen, staysShut)
      self.blocks = blocks
    }
  }
}

/// A run of text in a report.
public indirect enum ReportInline: Sendable, Equatable {
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
  public init(stringLiteral value: String) { self = .text(value) }
}

/// A table with one row of column titles.
///
/// The first cell of each row is the row's header.
public struct ReportTable: Sendable, Equatable {
  public struct Column: Sendable, Equatable {
    public var title: String
    /// Numbers stand at the right, in digits of one width.
    public var isNumeric: Bool

    public static func text(_ title: String) -> Column { Column(title: title, isNumeric: false) }
    public static func number(_ title: String) -> Column { Column(title: title, isNumeric: true) }
  }

  public var caption: String
  public var columns: [Column]
  /// One cell a column in each row.
  public var rows: [[[ReportInline]]]
  /// Whether the columns explain themselves, so that their titles need not be seen.
  public var hidesTitles = false

  public init(_ caption: String, columns: [Column], rows: [[[ReportInline]]]) {
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
public struct ReportPictures: Sendable, Equatable {
  public struct Picture: Sendable, Equatable {
    /// A PNG file in base64.
    public var png: String
    /// What stands in its place where it cannot be seen.
    public var alternative: String
    /// What stands below it.
    public var caption: [ReportInline]
  }

  public var caption: String
  public var pictures: [Picture]
}
