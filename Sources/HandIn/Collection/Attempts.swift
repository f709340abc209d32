import Foundation
import Records

/// Which of several hand-ins of a student counts, and how late it is.
extension ClassCollection {
  /// How hand-ins are timed and chosen.
  package struct Rules: Sendable {
    package var due: Deadline?
    /// Files that count whatever their time, by their paths within the folder.
    package var chosen: Set<String>
    /// When hand-ins came, where a table says so; the files' times do not count then.
    package var times: HandInTimes?

    package init(due: Deadline? = nil, chosen: Set<String> = [], times: HandInTimes? = nil) {
      (self.due, self.chosen, self.times) = (due, chosen, times)
    }
  }

  /// Says of each hand-in how late it is, and of several of a student's which one counts: the one that
  /// was chosen, or else the last in time, or else the last of all.
  ///
  /// The time is what a table says, or the file's; a page's own word is no evidence.
  ///
  /// - Throws: for a chosen file that is not there, and for two of one student's.
  mutating func choose(_ rules: Rules) throws(HandInProblem) {
    let files = Set(handIns.map(\.file))
    if let missing = rules.chosen.subtracting(files).sorted().first {
      throw HandInProblem(
        .missing, "\(OneLine.of(missing, limit: 300)): no hand-in of that name in the folder")
    }
    findTimes(rules)
    for place in handIns.indices { judge(place, rules) }
    let groups = Dictionary(grouping: handIns.indices) { place -> [String] in
      let handIn = handIns[place]
      // Of two who say the same number, with other names, nobody knows which is whose.
      return [handIn.lesson, handIn.student, Self.normalized(handIn.name), handIn.platformUser]
    }
    for members in groups.values where members.count > 1 {
      let order = members.sorted { Self.comesBefore(handIns[$0], handIns[$1]) }
      let chosen = order.filter { rules.chosen.contains(handIns[$0].file) }
      guard chosen.count < 2 else {
        throw HandInProblem(
          .invalid,
          "\(chosen.map { OneLine.of(handIns[$0].file) }.joined(separator: ", ")): of one student; "
            + "one of them can count")
      }
      let inTime = order.last { handIns[$0].lateness == .inTime }
      guard let best = chosen.first ?? inTime ?? order.last else { continue }
      let reason = chosen.isEmpty ? why(order, isInTime: inTime != nil) : "chosen"
      let time = handIns[best].time.map { ", \(Deadline.text($0))" } ?? ""
      for place in order {
        handIns[place].counts = place == best
        handIns[place].notes.append(
          place == best
            ? "counts of \(order.count) hand-ins: \(reason)\(time)"
            : "does not count, \(OneLine.of(handIns[best].file)) does: \(reason)")
      }
    }
  }

  /// Whether one of a student's hand-ins is older than another: by time, and by name where that is the
  /// same.
  ///
  /// `6_1-report (1).html` is what a browser calls the second file of a name.
  private static func comesBefore(_ one: CollectedHandIn, _ other: CollectedHandIn) -> Bool {
    func order(_ handIn: CollectedHandIn) -> (Double, String, Int, String) {
      let match = handIn.file.wholeMatch(of: /(.*) \(([0-9]{1,6})\)(\.[^.\/]*)/)
      let name = match.map { String($0.output.1 + $0.output.3) } ?? handIn.file
      return (handIn.time ?? 0, name, match.flatMap { Int($0.output.2) } ?? 0, handIn.file)
    }
    return order(one) < order(other)
  }

  /// Why the last of some hand-ins counts, in words.
  private func why(_ order: [Int], isInTime: Bool) -> String {
    if order.contains(where: { handIns[$0].lateness != nil }) {
      return isInTime ? "the last before the deadline" : "the last, all are late"
    }
    return order.allSatisfy { handIns[$0].time != nil }
      ? "the last" : "the last by name, since nobody can tell when they came"
  }

  /// Says of each hand-in how late it is.
  private mutating func judge(_ place: Int, _ rules: Rules) {
    let handIn = handIns[place]
    if let due = rules.due, let time = handIn.time {
      let days = due.daysLate(time)
      handIns[place].lateness = days == 0 ? .inTime : .days(days)
      if days > 0 {
        let source = rules.times.map { "\($0.name) says" } ?? "the file is of"
        handIns[place].notes.append(
          "\(Words.count(days, "day")) late: \(source) \(Deadline.text(time))")
      }
    }
    guard case .canvas(_, _, _, let isLate) = handIn.platform else { return }
    // The platform knows extensions that a deadline does not.
    if isLate { handIns[place].notes.append("late, as Canvas says") }
    if isLate, handIns[place].lateness?.isLate != true { handIns[place].lateness = .late }
    if handIns[place].lateness == nil { handIns[place].lateness = .inTime }
  }
}
