import Records

/// What is known of a hand-in and its deadline.
package enum Lateness: Sendable, Equatable {
  case inTime
  /// Days after the deadline; a day once begun counts.
  case days(Int)
  /// Late as a platform says, which does not say how much.
  case late

  var isLate: Bool { self != .inTime }

  /// In words: `in time`, `2 days late`.
  var text: String {
    switch self {
    case .inTime: "in time"
    case .days(let days): "\(Words.count(days, "day")) late"
    case .late: "late"
    }
  }

  /// In the column `days_late`.
  var cell: String {
    switch self {
    case .inTime: "0"
    case .days(let days): "\(days)"
    case .late: "late"
    }
  }
}
