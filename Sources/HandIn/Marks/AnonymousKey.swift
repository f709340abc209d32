import Base
import Foundation

/// Who is called what where names are hidden: a table of its own, which stays with whoever is not to
/// mark.
///
/// Codes are drawn by chance, so their order says nothing. Somebody who has one keeps it.
package struct AnonymousKey: Sendable {
  private static let columns = ["code", "id", "name"]
  /// Letters and digits that are not taken for one another.
  private static let alphabet = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")

  /// The table; empty where there is none yet.
  package private(set) var text = ""
  private var codes: [String: String] = [:]

  package init() {}

  /// Reads a table that was written before.
  package init(_ text: String, file: String) throws(HandInProblem) {
    self.text = text
    let rows: [CSV.Row]
    do throws(CSV.Invalid) {
      rows = try CSV.rows(of: text).rows
    } catch {
      throw HandInProblem(.invalid, "\(file):\(error.line): \(error.reason)")
    }
    guard rows.isEmpty || rows[0].cells == Self.columns else {
      throw HandInProblem(
        .invalid, "\(file):1: the columns are not code, id, name, so this is no key of names")
    }
    for row in rows.dropFirst() {
      guard row.cells.count == 3, !row.cells[0].isEmpty else {
        throw HandInProblem(.invalid, "\(file):\(row.line): a row has a code, an id and a name")
      }
      let cells = row.cells.map(CSV.plain)
      let student = MarksFile.Key(id: cells[1], name: cells[2], question: "").student
      guard !codes.values.contains(cells[0]), codes.updateValue(cells[0], forKey: student) == nil
      else {
        throw HandInProblem(.invalid, "\(file):\(row.line): this code or student has a row already")
      }
    }
  }

  /// Draws a code for everybody who has none.
  package mutating func add(_ handIns: [CollectedHandIn]) {
    var known = Set(codes.values)
    for handIn in handIns {
      let student = Self.student(handIn)
      guard codes[student] == nil else { continue }
      var code: String
      repeat {
        code = String((0..<4).map { _ in Self.alphabet.randomElement() ?? "2" })
      } while !known.insert(code).inserted
      codes[student] = code
      if text.isEmpty { text = CSV.row(Self.columns) }
      if text.utf8.last != UInt8(ascii: "\n") { text += "\n" }
      text += CSV.row([code, handIn.id, handIn.name])
    }
  }

  /// What a student is called; `nil` for one who has no code.
  package func code(of handIn: CollectedHandIn) -> String? { codes[Self.student(handIn)] }

  private static func student(_ handIn: CollectedHandIn) -> String {
    MarksFile.Key(id: handIn.id, name: handIn.name, question: "").student
  }
}
