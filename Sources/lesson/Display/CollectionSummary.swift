import Base
import HandIn

/// What `collect` says on a terminal: everything that needs a look, and nothing of the rest but
/// counts.
enum CollectionSummary {
  private static let findingLimit = 5

  static func lines(_ collection: ClassCollection) -> [String] {
    let handIns = collection.handIns
    var lines: [String] = []
    for handIn in handIns where handIn.verdict != .intact || !handIn.notes.isEmpty {
      let word =
        switch handIn.verdict {
        case .intact: "note"
        case .edited: "edited"
        case .otherVersion: "another version"
        }
      lines.append("\(OneLine.of(handIn.file, limit: 300)): \(word) (\(handIn.who))")
      lines += handIn.findings.prefix(findingLimit).map { "  " + $0.text }
      let more = handIn.findings.count - findingLimit
      if more > 0 { lines.append("  and \(more) more, see the overview") }
      lines += handIn.notes.map { "  note: " + $0 }
    }
    lines += collection.skipped.map {
      "\(OneLine.of($0.file, limit: 300)): left aside: \($0.reason)"
    }
    let edited = handIns.count { $0.verdict == .edited }
    let others = handIns.count { $0.verdict == .otherVersion }
    let same = handIns.count { !$0.identical.isEmpty }
    let similar = handIns.count { !$0.similar.isEmpty }
    lines.append(
      "\(Words.count(handIns.count, "hand-in")): \(handIns.count - edited - others) as written, \(edited) edited, "
        + "\(others) of another version; \(Words.count(collection.groups.count, "different result")); "
        + "\(same) with the same answer as others, \(similar) with much of the wording; "
        + "\(collection.skipped.count) left aside")
    return lines
  }
}
