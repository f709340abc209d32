import ArgumentParser
import Base
import LivePage
import Records

/// How a run says how far it is.
enum ProgressForm: String, CaseIterable, ExpressibleByArgument {
  case words
  /// An object a line on standard error, each a ``ProgressJSON``.
  case json
}

/// A line of JSON about a run, for a program that shows it.
///
/// `event` says what it is about; `step` is a step's id, or says what is being fetched, whose `count` is 0.
struct ProgressJSON {
  private var members: [String: JSONValue]

  /// A step begins: `index` of `count`, from 1.
  static func step(_ id: String, index: Int, count: Int) -> ProgressJSON {
    ProgressJSON(members: [
      "event": "step", "step": .string(id), "index": .int(index), "count": .int(count),
    ])
  }

  /// So much of some work is done: `done` of `total`, and where they are known `seconds_left` and the
  /// last `loss`.
  static func work(_ work: StepProgress.Work, of step: StepProgress) -> ProgressJSON {
    var members: [String: JSONValue] = [
      "event": "work", "step": .string(step.id), "index": .int(step.index),
      "count": .int(step.count), "work": .string(work.name), "done": .int(work.pace.done),
      "total": .int(work.pace.total),
    ]
    if let seconds = work.pace.secondsLeft { members["seconds_left"] = .number(seconds) }
    if let loss = step.losses.last, loss.isFinite { members["loss"] = .number(Double(loss)) }
    return ProgressJSON(members: members)
  }

  /// A step has ended.
  static func ended(_ step: StepRecord) -> ProgressJSON {
    ProgressJSON(members: [
      "event": "step_ended", "step": .string(step.id), "status": .string(step.status.rawValue),
      "seconds": .number(step.seconds), "from_cache": .bool(step.fromCache),
    ])
  }

  /// What else there is to say, such as what comes from the cache.
  static func note(_ words: String) -> ProgressJSON {
    ProgressJSON(members: ["event": "note", "note": .string(words)])
  }

  /// The line, without its end.
  var text: String { (try? CanonicalJSON.text(.object(members))) ?? "{}" }
}
