import Base
import Foundation
import Records

/// When hand-ins came, as a table says: Moodle's grading worksheet, or one of the instructor's own.
///
/// Archives of Moodle and Canvas hold the time at which they were made and not those of the hand-ins.
///
/// Sources: the worksheet's columns and the form of its times, Moodle, `mod/assign/gradingtable.php`
/// (`col_timesubmitted`), `lang/en/assign.php` and `lang/en/langconfig.php` (`strftimedaydatetime`).
package struct HandInTimes: Sendable {
  /// What says whose a time is; of several columns the first that there is.
  private enum Key: String, CaseIterable {
    /// The path within the folder, as `overview.csv` has it.
    case file
    /// `Participant` and a number, in Moodle's worksheet.
    case participant = "identifier"
    case id
  }

  private static let timeColumns: Set = ["last modified (submission)", "handed_in"]

  /// The table's name, for messages.
  let name: String
  private var key = Key.file
  /// In seconds since 1970.
  private var times: [String: Double] = [:]
  /// How many of them are a day without an hour.
  private(set) var days = 0

  /// Reads a table; rows without a time are of those who have handed in nothing.
  ///
  /// - Throws: for columns that do not say whose or when, and for a time that cannot be read.
  package init(_ text: String, file name: String) throws(HandInProblem) {
    self.name = name
    let rows: [CSV.Row]
    do throws(CSV.Invalid) {
      rows = try CSV.rows(of: text).rows
    } catch {
      throw HandInProblem(.invalid, "\(name):\(error.line): \(error.reason)")
    }
    let header = (rows.first?.cells ?? []).map {
      $0.trimmingCharacters(in: .whitespaces).lowercased()
    }
    guard let key = Key.allCases.first(where: { header.contains($0.rawValue) }),
      let whose = header.firstIndex(of: key.rawValue),
      let when = header.firstIndex(where: Self.timeColumns.contains)
    else {
      throw HandInProblem(
        .invalid,
        "\(name):1: it does not say who handed in when: there should be the columns Identifier and "
          + "Last modified (submission), as Moodle's grading worksheet has them in English, or file or "
          + "id, and handed_in")
    }
    self.key = key
    for names in [[key.rawValue], Array(Self.timeColumns)] {
      let columns = header.filter(names.contains)
      guard columns.count == 1 else {
        throw HandInProblem(
          .invalid,
          "\(name):1: several columns say the same: \(columns.sorted().joined(separator: ", "))")
      }
    }
    for row in rows.dropFirst() {
      func cell(_ column: Int) -> String {
        guard row.cells.indices.contains(column) else { return "" }
        return CSV.plain(row.cells[column].trimmingCharacters(in: .whitespaces))
      }
      let (who, time) = (Self.name(cell(whose), key), cell(when))
      guard !time.isEmpty, time != "-" else { continue }
      guard !who.isEmpty else {
        throw HandInProblem(
          .invalid,
          "\(name):\(row.line): a time of nobody: the column \(header[whose]) is empty")
      }
      guard let seconds = Deadline(time)?.time ?? Self.moodle(time) else {
        throw HandInProblem(
          .invalid,
          "\(name):\(row.line): “\(OneLine.of(time, limit: 60))” is no time, such as 2026-11-28 23:59 or "
            + "Saturday, 28 November 2026, 11:59 PM")
      }
      if !time.contains(":") { days += 1 }
      if let other = times.updateValue(seconds, forKey: who), other != seconds {
        throw HandInProblem(
          .invalid,
          "\(name):\(row.line): a second time for \(OneLine.of(who)); a column file may tell hand-ins "
            + "of one student apart")
      }
    }
  }

  /// When a hand-in came, in seconds since 1970; `nil` where the table does not say.
  func time(of handIn: CollectedHandIn) -> Double? { times[who(handIn)] }

  /// Whose times are of none of these hand-ins, in order: a number with a digit too many, for instance.
  func strangers(to handIns: [CollectedHandIn]) -> [String] {
    Set(times.keys).subtracting(handIns.map(who)).sorted()
  }

  /// A hand-in as the table's column has it.
  private func who(_ handIn: CollectedHandIn) -> String {
    switch key {
    case .file: OneLine.of(handIn.file, limit: 300)
    case .participant: handIn.platformUser
    case .id: handIn.id
    }
  }

  private static func name(_ cell: String, _ key: Key) -> String {
    guard key == .participant else { return cell }
    return cell.split { !$0.isNumber }.last.map(String.init) ?? ""
  }

  /// A time as Moodle writes it in English: `Saturday, 28 November 2026, 11:59 PM`, or
  /// `Saturday, November 28, 2026, 11:59 PM`.
  ///
  /// It is taken for one of this machine's zone. `nil` for anything else.
  private static func moodle(_ text: String) -> Double? {
    let words = text.split { $0.isWhitespace || $0 == "," }.map { $0.lowercased() }
    guard words.count == 5 || words.count == 6 else { return nil }
    let isDayFirst = words[1].first?.isNumber == true
    let (day, month) = isDayFirst ? (words[1], words[2]) : (words[2], words[1])
    let clock = words[4].split(separator: ":")
    guard let monthNumber = months.firstIndex(of: month), let day = Int(day),
      let year = Int(words[3]), clock.count == 2, var hour = Int(clock[0]),
      let minute = Int(clock[1])
    else { return nil }
    if words.count == 6 {
      guard (1...12).contains(hour), ["am", "pm"].contains(words[5]) else { return nil }
      hour = hour % 12 + (words[5] == "pm" ? 12 : 0)
    }
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return Deadline("\(year)-\(two(monthNumber + 1))-\(two(day)) \(two(hour)):\(two(minute))")?.time
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
}
