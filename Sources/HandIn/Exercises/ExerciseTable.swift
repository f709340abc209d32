import Base
import Lessons
import Records
import Report

/// A class's records of exercises, diagnosed: a table for spreadsheets and a part of the overview.
package struct ExerciseTable {
  /// One of them.
  package struct Entry {
    /// The path within the folder.
    package var file: String
    package var diagnosis: ExerciseDiagnosis
    /// What it was made with otherwise than the lesson.
    package var settings: [String]

    package init(file: String, diagnosis: ExerciseDiagnosis, settings: [String]) {
      (self.file, self.diagnosis, self.settings) = (file, diagnosis, settings)
    }
  }

  private let entries: [Entry]
  /// Others with the same wrong numbers, by place in `entries` and exercise.
  private let same: [String: [Int]]

  package init(_ entries: [Entry]) {
    let entries = entries.sorted {
      let (x, y) = ($0.diagnosis.record, $1.diagnosis.record)
      return (x.lesson, x.name.lowercased(), x.id, $0.file)
        < (y.lesson, y.name.lowercased(), y.id, $1.file)
    }
    self.entries = entries
    var places: [String: [Int]] = [:]
    for (index, entry) in entries.enumerated() {
      for exercise in entry.diagnosis.exercises where !exercise.agrees {
        guard let key = Self.numbers(exercise, entry) else { continue }
        places[key, default: []].append(index)
      }
    }
    same = places.filter { $0.value.count > 1 }
  }

  /// What is wrong in an exercise, as a text that two records have only where their numbers are the same.
  private static func numbers(_ exercise: ExerciseDiagnosis.Exercise, _ entry: Entry) -> String? {
    var parts: [JSONValue] = [
      .string(entry.diagnosis.record.lesson), .string(exercise.exercise.id),
      .array(entry.settings.map(JSONValue.string)),
    ]
    for item in exercise.items {
      guard case .parts = item.outcome, let step = entry.diagnosis.record.steps[item.item.step]
      else { continue }
      func numbers(_ values: [Double?]?) -> JSONValue {
        .array((values ?? []).map { $0.map(JSONValue.number) ?? .null })
      }
      let value: JSONValue =
        switch item.item.kind {
        case .losses: numbers(step.losses)
        case .printed: numbers(step.printed)
        case .predictions: numbers(step.predictions)
        case .order: .ints(step.order ?? [])
        case .initial: .array((step.initial ?? []).map { .string($0.sha256) })
        case .final: .array((step.final ?? []).map { .string($0.sha256) })
        case .value(let path): numbers([step.values[path] ?? nil])
        }
      parts.append(value)
    }
    return parts.count > 3 ? try? CanonicalJSON.sha256(.array(parts)) : nil
  }

  private func others(_ exercise: ExerciseDiagnosis.Exercise, _ index: Int) -> [String] {
    guard !exercise.agrees, let key = Self.numbers(exercise, entries[index]), let all = same[key]
    else { return [] }
    return all.filter {
      entries[$0].diagnosis.record.student != entries[index].diagnosis.record.student
    }
    .map { Self.who(entries[$0]) }
  }

  private static func who(_ entry: Entry) -> String {
    let record = entry.diagnosis.record
    return record.name.isEmpty ? (record.id.isEmpty ? "(no name)" : record.id) : record.name
  }

  private static func mistakes(_ exercise: ExerciseDiagnosis.Exercise) -> [String] {
    exercise.items.flatMap { item -> [String] in
      switch item.cause {
      case .mistakes(let mistakes): [mistakes.map(\.sentence).joined(separator: " Or: ")]
      case .unknown: ["no known mistake"]
      case .follows, nil: []
      }
    }
  }

  private static func place(_ exercise: ExerciseDiagnosis.Exercise) -> String {
    for item in exercise.items {
      switch item.outcome {
      case .parts(let parting):
        if case .follows? = item.cause { continue }
        return "\(item.item.step), \(OneLine.of(parting.text, limit: 200))"
      case .missing: return "\(item.item.step), \(item.item.kind): not recorded"
      default: continue
      }
    }
    return ""
  }

  // MARK: - For spreadsheets

  /// A row a student and exercise.
  ///
  /// Cells that a spreadsheet would run as a formula start with an apostrophe.
  package var csv: String {
    var text = CSV.row([
      "file", "name", "id", "lesson", "exercise", "agrees", "points", "of", "parts_at", "mistakes",
      "same_wrong_numbers", "made_with", "notes",
    ])
    for (index, entry) in entries.enumerated() {
      let record = entry.diagnosis.record
      for exercise in entry.diagnosis.exercises {
        text += CSV.row([
          OneLine.of(entry.file, limit: 300), record.name, record.id, record.lesson,
          exercise.exercise.id, exercise.agrees ? "yes" : "no",
          exercise.points.map(DiagnosisText.number) ?? "",
          exercise.exercise.points.map(DiagnosisText.number) ?? "", Self.place(exercise),
          Self.mistakes(exercise).joined(separator: "; "),
          others(exercise, index).joined(separator: "; "),
          entry.settings.map { OneLine.of($0, limit: 80) }.joined(separator: ", "),
          (entry.diagnosis.notes + exercise.notes).joined(separator: " "),
        ])
      }
    }
    return text
  }

  // MARK: - For the overview

  /// Nothing where there are no records.
  package var blocks: [ReportBlock] {
    guard !entries.isEmpty else { return [] }
    var rows: [[[ReportInline]]] = []
    for (index, entry) in entries.enumerated() {
      let record = entry.diagnosis.record
      for exercise in entry.diagnosis.exercises {
        let others = others(exercise, index).flatMap { [.text(", "), ReportInline.isolated($0)] }
        let points = exercise.points.map { points in
          "\(DiagnosisText.number(points)) of \(DiagnosisText.number(exercise.exercise.points ?? 0))"
        }
        rows.append([
          [.isolated(Self.who(entry))], [.isolated(record.id)], [.text(record.lesson)],
          [.text(exercise.exercise.id)], [.text(points ?? "")],
          [.isolated(exercise.agrees ? "agrees" : Self.place(exercise))],
          [.isolated(Self.mistakes(exercise).joined(separator: "; "))], Array(others.dropFirst()),
        ])
      }
    }
    return [
      .heading(level: 2, content: ["Exercises in PyTorch"]),
      .paragraph([
        .text(
          "The results of students' own programs, beside the lesson's replay. It is evidence, not proof, and "
            + "nothing of a student's was run.")
      ]),
      .table(
        ReportTable(
          "Each student's exercises",
          columns: [
            .text("student"), .text("number"), .text("lesson"), .text("exercise"), .text("points"),
            .text("outcome"), .text("mistake"), .text("same wrong numbers"),
          ], rows: rows)),
    ]
  }
}

extension ExerciseRecord {
  /// Whose it is, for comparing.
  var student: String { id.isEmpty ? "name \(name)" : "id \(id)" }
}
