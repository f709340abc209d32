import Base
import Foundation

/// The instructor's own marks: a table with a row for each student and question.
///
/// What is in it stays byte for byte, but for the points and remarks that an instructor changes; rows
/// are only ever added at its end.
package struct MarksFile: Sendable {
  /// Whose mark it is.
  package struct Key: Hashable, Sendable {
    /// The student's number; where there is none, the name.
    package var student: String
    package var question: String

    init(id: String, name: String, question: String) {
      student = id.isEmpty ? "name " + name : "id " + id
      self.question = question
    }
  }

  /// What an instructor has typed for one answer, as it stands in the table.
  package struct Entry: Hashable, Sendable {
    package var points: String
    package var remark: String
    /// The names of a rubric's items, with a semicolon and a space between two.
    package var items: String

    package init(points: String = "", remark: String = "", items: String = "") {
      (self.points, self.remark, self.items) = (points, remark, items)
    }
  }

  static let columns = ["id", "name", "question", "points", "maximum", "automatic", "remark"]

  /// With the columns that a table gets where a question has a rubric, and where marks are given in the
  /// marking page: `answer` names the answer that was marked by its digest.
  package static let allColumns = columns + ["items", "answer"]

  /// The file's text; empty where there is none yet.
  package private(set) var text: String
  private var header: [String] = MarksFile.columns
  private var separator: Character = ","
  private var marks: [Key: Double] = [:]
  private var entries: [Key: Entry] = [:]
  /// Digests of the answers that were marked, where the table says which.
  private var answers: [Key: String] = [:]
  private(set) var known: Set<Key> = []
  /// Rows whose number or name has invisible white space around it, by what is visible.
  private var hidden: [Key: Key] = [:]
  /// What is odd in the file, a line each; nothing of it is changed.
  package private(set) var warnings: [String] = []

  /// Marks of a file that is to be made.
  package init() { text = "" }

  /// Reads a file.
  ///
  /// - Throws: where it cannot be told what its columns are.
  package init(_ text: String, file: String) throws(HandInProblem) {
    self.text = text
    let rows: [CSV.Row]
    do throws(CSV.Invalid) {
      (rows, separator) = try CSV.rows(of: text)
    } catch {
      throw HandInProblem(.invalid, "\(file):\(error.line): \(error.reason)")
    }
    guard let top = rows.first else { return }
    header = top.cells.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
    let missing = ["id", "question", "points"].filter { !header.contains($0) }
    guard missing.isEmpty else {
      throw HandInProblem(
        .invalid,
        "\(file):1: no column \(missing.joined(separator: ", ")); the first line names the columns "
          + Self.columns.joined(separator: ", "))
    }
    for row in rows.dropFirst() { read(row, file: file) }
  }

  private mutating func read(_ row: CSV.Row, file: String) {
    // No question's id has a space in it, of whatever kind.
    let key = key(of: row)
    let question = key.question
    guard !question.isEmpty, key.student != "name " else { return }
    let seen = Key(
      id: String(TypedNumber.trimmed(cell("id", of: row))),
      name: String(TypedNumber.trimmed(cell("name", of: row))), question: question)
    if seen != key, hidden[seen] == nil { hidden[seen] = key }
    if !known.insert(key).inserted {
      warnings.append("\(file):\(row.line): a second row for \(place(key)); the first one counts")
      return
    }
    let written = cell("points", of: row)
    entries[key] = Entry(
      points: written, remark: plain("remark", of: row), items: plain("items", of: row))
    let answer = cell("answer", of: row)
    if !answer.isEmpty, entries[key] != Entry() { answers[key] = answer }
    guard !TypedNumber.trimmed(written).isEmpty else { return }
    guard let points = TypedNumber.value(of: written), points >= 0 else {
      warnings.append(
        "\(file):\(row.line): \(place(key)): “\(OneLine.of(written, limit: 30))” is no number of "
          + "points, such as 2 or 2.5; it awaits marking"
          + (TypedNumber.mayPartThousands(written)
            ? ". The comma may part the thousands or the decimals: write 1000, or 1.0" : ""))
      return
    }
    marks[key] = points
  }

  private func cell(_ name: String, of row: CSV.Row) -> String {
    guard let index = header.firstIndex(of: name), row.cells.indices.contains(index) else {
      return ""
    }
    // Spaces that a person typed: what else is invisible may tell two students apart.
    return CSV.plain(row.cells[index].trimmingCharacters(in: CharacterSet(charactersIn: " \t")))
  }

  /// A cell with the spaces around it.
  private func plain(_ name: String, of row: CSV.Row) -> String {
    guard let index = header.firstIndex(of: name), row.cells.indices.contains(index) else {
      return ""
    }
    return CSV.plain(row.cells[index])
  }

  private func place(_ key: Key) -> String {
    "\(OneLine.of(key.student)), \(OneLine.of(key.question))"
  }

  func mark(_ key: Key) -> Double? { marks[key] }

  /// What is typed for an answer; empty where nothing is.
  package func entry(_ key: Key) -> Entry { entries[key] ?? Entry() }

  /// Whether what is typed was given for another answer than the one with this digest; no table says so of
  /// marks that were typed into it by hand.
  package func isForAnother(_ digest: String, _ key: Key) -> Bool {
    answers[key].map { $0 != digest } ?? false
  }

  /// Puts points and a remark into the row of an answer, which is added where there is none.
  ///
  /// Every other byte of the table stays.
  ///
  /// - Parameters:
  ///   - values: the other cells of a row that is to be added.
  ///   - answer: the digest of the answer that they are given for.
  ///   - file: the table's name, for messages.
  /// - Throws: where the table would not say the same when it is read again.
  package mutating func set(
    _ entry: Entry, for key: Key, values: [String: String], answer: String = "", file: String
  ) throws(HandInProblem) {
    var changed = self
    changed.add(key, values: values)
    let cells = [
      "points": entry.points, "remark": entry.remark, "items": entry.items,
      "answer": entry == Entry() ? "" : answer,
    ]
    do throws(CSV.Invalid) {
      let rows = try CSV.rows(of: changed.text).rows
      guard let place = rows.indices.dropFirst().first(where: { self.key(of: rows[$0]) == key })
      else { throw CSV.Invalid(line: 1, reason: "the row for \(self.place(key)) is not in it") }
      for name in Self.allColumns {
        guard let cell = cells[name] else { continue }
        var column = changed.header.firstIndex(of: name)
        // A table without the column gets it when there is something to put into it.
        if column == nil, !cell.isEmpty {
          column = changed.header.count
          changed.text = try CSV.replacing([changed.header.count: name], inRow: 0, of: changed.text)
          changed.header.append(name)
        }
        guard let column else { continue }
        changed.text = try CSV.replacing([column: cell], inRow: place, of: changed.text)
      }
    } catch {
      throw HandInProblem(.invalid, "\(file):\(error.line): \(error.reason)")
    }
    changed = try MarksFile(changed.text, file: file)
    guard changed.entry(key) == entry else {
      throw HandInProblem(
        .invalid, "\(file): the row for \(place(key)) cannot be written; see that the table has one"
      )
    }
    self = changed
  }

  private func key(of row: CSV.Row) -> Key {
    Key(
      id: cell("id", of: row), name: cell("name", of: row),
      question: cell("question", of: row).trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// The row that looks like one of some keys' and has invisible white space in it; `nil` where
  /// there is none, or where it is the row of somebody else.
  ///
  /// - Parameter students: whose rows are their own, as a ``Key`` has them.
  func lookalike(ofOneOf keys: [Key], students: Set<String>) -> Key? {
    keys.lazy.compactMap { hidden[$0] }.first { !students.contains($0.student) }
  }

  /// Adds a row to fill in, unless there is one.
  mutating func add(_ key: Key, values: [String: String]) {
    guard known.insert(key).inserted else { return }
    let bytes = text.utf8
    let hasFeeds = bytes.contains(UInt8(ascii: "\n"))
    let hasReturns = bytes.contains(UInt8(ascii: "\r"))
    let newline = !hasReturns ? "\n" : hasFeeds ? "\r\n" : "\r"
    if text.isEmpty { text = CSV.row(header, separator: separator, newline: newline) }
    if let last = text.utf8.last, !"\r\n".utf8.contains(last) { text += newline }
    text += CSV.row(header.map { values[$0] ?? "" }, separator: separator, newline: newline)
  }
}
