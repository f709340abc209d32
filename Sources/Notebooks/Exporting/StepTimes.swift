import Foundation
import Records

/// When each step of a run started and ended, in papermill's words.
///
/// A record says when the run started and how long each step took; the steps are laid end to end.
struct StepTimes {
  private let start: Date?
  /// The start of each step by its id, in seconds after the run's.
  private var offsets: [String: Double] = [:]
  private let seconds: Double

  init(_ record: RunRecord) {
    start = try? Date.ISO8601FormatStyle().parse(record.startedAt)
    seconds = record.seconds
    var offset = 0.0
    for step in record.steps {
      offsets[step.id] = offset
      offset += step.seconds
    }
  }

  /// `metadata.papermill` of a step's cell.
  func metadata(of step: StepRecord) -> JSONValue {
    let hasStarted = step.status.hasStarted
    let hasEnded = hasStarted && step.status != .running
    let offset = offsets[step.id] ?? 0
    return [
      "status": .string(Self.status(step.status)),
      "exception": step.status == .failed || step.status == .interrupted
        ? true : hasEnded ? false : .null,
      "start_time": hasStarted ? time(after: offset) : .null,
      "end_time": hasEnded ? time(after: offset + step.seconds) : .null,
      "duration": hasEnded ? .number(step.seconds) : .null,
    ]
  }

  /// `metadata.papermill` of the whole notebook, but for names of files.
  func metadata(of record: RunRecord) -> [String: JSONValue] {
    [
      "start_time": time(after: 0), "end_time": time(after: seconds),
      "duration": .number(seconds), "parameters": .object(record.parameters),
      "default_parameters": .object([:]), "environment_variables": .object([:]),
      "exception": record.status == .complete ? .null : true,
    ]
  }

  /// papermill knows pending, running, completed and failed.
  private static func status(_ status: RunStatus) -> String {
    switch status {
    case .pending, .skipped: "pending"
    case .running: "running"
    case .complete: "completed"
    case .failed, .interrupted: "failed"
    }
  }

  private func time(after seconds: Double) -> JSONValue {
    guard let start, seconds.isFinite else { return .null }
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    let text = style.format(start.addingTimeInterval(seconds))
    return .string(text.hasSuffix("Z") ? text.dropLast() + "+00:00" : text)
  }
}
