import Foundation
import Records

/// Which of several hand-ins of a student counts, and how late it is.
extension ClassCollection {
  /// How hand-ins are timed and chosen.
  public struct Rules: Sendable {
    public var due: Deadline?
    /// Files that count whatever their time, by their paths within the folder.
    public var chosen: Set<String>

    public init(due: Deadline? = nil, chosen: Set<String> = []) {
      (self.due, self.chosen) = (due, chosen)
    }
  }

  /// Says of each hand-in how late it is, and of several of a student's which one counts: the one that
  /// was chosen, or else the last in time, or else the last of all.
  ///
  /// The time is the file's, or what the platform says; a page's own word is no evidence.
  ///
  /// - Throws: for a chosen file that is not there, and for two of one student's.
  mutating func choose(_ rules: Rules) throws(HandInProblem) {
    let files = Set(handIns.map(\.file))
    if let missing = rules.chosen.subtracting(files).sorted().first {
      throw HandInProblem(
        .missing, "\(OneLine.of(missing, limit: 300)): no hand-in of that name in the folder")
    }
    for place in handIns.indices { time(place, rules.due) }
    let groups = Dictionary(grouping: handIns.indices) { place -> [String] in
      let handIn = handIns[place]
      // Of two who say the same number, with other names, nobody knows which is whose.
      return [handIn.lesson, handIn.student, Self.normalized(handIn.name), handIn.platformUser]
    }
    for members in groups.values where members.count > 1 {
      let order = members.sorted {
        (handIns[$0].modified, handIns[$0].file) < (handIns[$1].modified, handIns[$1].file)
      }
      let chosen = order.filter { rules.chosen.contains(handIns[$0].file) }
      guard chosen.count < 2 else {
        throw HandInProblem(
          .invalid,
          "\(chosen.map { OneLine.of(handIns[$0].file) }.joined(separator: ", ")): of one student; "
            + "one of them can count")
      }
      let inTime = order.last { handIns[$0].daysLate == 0 }
      guard let best = chosen.first ?? inTime ?? order.last else { continue }
      let reason =
        !chosen.isEmpty
        ? "chosen"
        : rules.due == nil
          ? "the last" : inTime != nil ? "the last in time" : "the last, all are late"
      for place in order {
        handIns[place].counts = place == best
        handIns[place].notes.append(
          place == best
            ? "counts of \(order.count) hand-ins: \(reason), \(Deadline.text(handIns[best].modified))"
            : "does not count, \(OneLine.of(handIns[best].file)) does: \(reason)")
      }
    }
  }

  private mutating func time(_ place: Int, _ due: Deadline?) {
    if let due { handIns[place].daysLate = due.daysLate(handIns[place].modified) }
    if case .canvas(_, _, _, isLate: true) = handIns[place].platform {
      // The platform knows extensions that a deadline does not.
      handIns[place].notes.append("late, as Canvas says")
      if due != nil { handIns[place].daysLate = max(1, handIns[place].daysLate ?? 0) }
    }
    guard let days = handIns[place].daysLate, days > 0 else { return }
    handIns[place].notes.append(
      "\(Words.count(days, "day")) late: the file is of \(Deadline.text(handIns[place].modified))")
  }
}
