import Dispatch
import Foundation
import Records
import Synchronization

/// All hand-ins of a class, verified, marked and compared with one another.
package struct ClassCollection: Sendable {
  /// Something in the folder that is no hand-in, and why.
  package struct Skipped: Sendable, Equatable {
    /// The path within the folder.
    package var file: String
    package var reason: String
    /// Whether it may hold hand-ins that could not be read.
    package var isUnread = false
  }

  /// Hand-ins with the same results.
  package struct Group: Sendable {
    package var name: String
    package var resultsSHA256: String
    /// Places in ``handIns``.
    package var members: [Int]
  }

  package internal(set) var handIns: [CollectedHandIn] = []
  package internal(set) var skipped: [Skipped] = []
  package internal(set) var groups: [Group] = []
  /// What is to be known of the times of all hand-ins, a sentence each.
  package internal(set) var timeNotes: [String] = []
  /// What students have recorded of exercises, with the path of each within the folder.
  package internal(set) var records: [(file: String, record: ExerciseRecord)] = []
  /// The lessons that were handed in, and a run of each to fill their prose from.
  var lessons: [(lesson: InstructorLesson, run: RunRecord)] = []

  /// Verifies every page in a folder and below, without running anything.
  ///
  /// Each file is read once; several are looked at at the same time.
  ///
  /// - Parameters:
  ///   - lessons: what the instructor has, by lesson id.
  ///   - own: paths of files that this program writes and that may lie in the folder.
  ///   - rules: what was due when, and which of several hand-ins count.
  package init(
    _ folder: URL, lessons: [String: InstructorLesson], own: Set<String> = [],
    rules: Rules = Rules()
  ) throws(HandInProblem) {
    let scan = try FolderScan(folder, own: own)
    skipped = scan.skipped
    let outcomes = Mutex<[Outcome?]>(Array(repeating: nil, count: scan.pages.count))
    let runs = Mutex<[String: Run]>([:])
    DispatchQueue.concurrentPerform(iterations: scan.pages.count) { index in
      let outcome = Self.look(at: scan.pages[index], lessons) { record, isIntact in
        // Whichever thread is first: intact ones before others, then the first file.
        let run = Run(rank: isIntact ? index : scan.pages.count + index, record: record)
        runs.withLock { runs in
          if run.rank < runs[record.lesson.id]?.rank ?? .max { runs[record.lesson.id] = run }
        }
      }
      outcomes.withLock { $0[index] = outcome }
    }
    for (index, outcome) in outcomes.withLock({ $0 }).enumerated() {
      switch outcome {
      case .handIn(var handIn):
        handIn.time = scan.pages[index].modified
        handIns.append(handIn)
      case .skipped(let other): skipped.append(other)
      case nil: continue
      }
    }
    for file in scan.records {
      do throws(HandInProblem) {
        let record = try ExerciseRecord(try FolderScan.read(file), file: "")
        records.append((file.file, record))
      } catch {
        let reason = String(error.description.trimmingPrefix(": "))
        skipped.append(Skipped(file: file.file, reason: reason, isUnread: error.kind == .io))
      }
    }
    // Other pages may lie there too: what the names say is judged by the hand-ins.
    for (place, platform) in PlatformName.all(handIns.map(\.file)).enumerated() {
      handIns[place].platform = platform
    }
    skipped.sort { $0.file < $1.file }
    handIns.sort { ($0.name.lowercased(), $0.id, $0.file) < ($1.name.lowercased(), $1.id, $1.file) }
    let found = runs.withLock { $0 }
    self.lessons = found.sorted { $0.key < $1.key }.map { id, run in
      (lessons[id] ?? InstructorLesson(run.record), run.record)
    }
    try choose(rules)
    compare()
  }

  /// Leaves a file aside that turned out to be of no use.
  package mutating func leaveAside(_ file: String, _ reason: String) {
    skipped.append(Skipped(file: file, reason: reason))
    skipped.sort { $0.file < $1.file }
  }

  /// A run to fill a lesson's prose from.
  private struct Run: Sendable {
    var rank: Int
    var record: RunRecord
  }

  private enum Outcome: Sendable {
    case handIn(CollectedHandIn)
    case skipped(Skipped)
  }

  private static func look(
    at page: FolderScan.Page, _ lessons: [String: InstructorLesson],
    keep: (RunRecord, _ isIntact: Bool) -> Void
  ) -> Outcome {
    do throws(HandInProblem) {
      let data = try FolderScan.read(page)
      let verification = try Verifier.verify(data, file: "")
      let record = verification.record
      let lesson = record.flatMap { lessons[$0.lesson.id] }
      let handIn = CollectedHandIn(file: page.file, verification, lesson: lesson)
      if let record { keep(record, verification.verdict == .intact) }
      return .handIn(handIn)
    } catch {
      let reason = error.description.trimmingPrefix(": ")
      return .skipped(
        Skipped(file: page.file, reason: String(reason), isUnread: error.kind == .io))
    }
  }

  // MARK: - Comparing

  private mutating func compare() {
    findDuplicates()
    findGroups()
    findIdenticalAnswers()
    findNearCopies()
  }

  private mutating func findDuplicates() {
    let same = Dictionary(grouping: handIns.indices) { index in
      "\(handIns[index].lesson) \(handIns[index].student)"
    }
    for members in same.values where members.count > 1 {
      // Of one student's own the choice has told already.
      let counting = members.filter { handIns[$0].counts }
      guard counting.count > 1 else { continue }
      for index in counting {
        let others = counting.filter { $0 != index }.map { OneLine.of(handIns[$0].file) }.sorted()
        let what = handIns[index].id.isEmpty ? "name" : "number"
        let more = others.count > 5 ? " and \(others.count - 5) more" : ""
        handIns[index].namesakes = others
        handIns[index].notes.append(
          "the same \(what) in \(others.prefix(5).joined(separator: ", "))\(more)")
      }
    }
  }

  private mutating func findGroups() {
    let readable = handIns.indices.filter { !handIns[$0].resultsSHA256.isEmpty }
    let same = Dictionary(grouping: readable) { handIns[$0].resultsSHA256 }
    let sorted = same.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    for (index, (digest, members)) in sorted.enumerated() {
      let name = Self.letters(index)
      groups.append(Group(name: name, resultsSHA256: digest, members: members))
      for member in members { handIns[member].group = name }
    }
  }

  /// Names of groups: A, B to Z, AA, AB and so on.
  static func letters(_ index: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(65 + index % 26)))
    return index < 26 ? letter : letters(index / 26 - 1) + letter
  }

  /// Answers shorter than this, in letters and digits, may well agree by chance.
  private static let shortest = 40

  private mutating func findIdenticalAnswers() {
    var places: [String: [(handIn: Int, question: String)]] = [:]
    for (index, handIn) in handIns.enumerated() {
      for (question, text) in handIn.answers where handIn.counts {
        let words = Self.normalized(text)
        guard words.count >= Self.shortest else { continue }
        places["\(handIn.lesson) \(question)\n\(words)", default: []].append((index, question))
      }
    }
    for same in places.values {
      for (index, question) in same {
        let others = same.map(\.handIn)
          .filter { handIns[$0].student != handIns[index].student }.sorted()
        guard !others.isEmpty else { continue }
        handIns[index].identical[question] = others.map { handIns[$0].who }
      }
    }
  }

  /// A text's words: without capitals, punctuation, markup, line ends and invisible characters.
  static func normalized(_ text: String) -> String {
    text.precomposedStringWithCompatibilityMapping.withoutIgnorables.lowercased()
      .split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }
}
