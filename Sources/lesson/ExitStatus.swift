import Lessons

/// The exit codes, most of them of `sysexits.h`.
enum ExitStatus: Int32, CaseIterable {
  /// An expectation fails, a claim's verdict is not the lesson's, or nothing was judged.
  case difference = 1
  /// A step failed.
  case step = 2
  case usage = 64
  /// A lesson, an answers file, weights or data are invalid.
  case invalid = 65
  /// An input is missing.
  case missing = 66
  /// A download failed, or this machine cannot run lessons.
  case unavailable = 69
  case defect = 70
  /// Reading or writing failed.
  case io = 74
  case interrupted = 130

  /// What the manual says of it.
  var meaning: String {
    switch self {
    case .difference:
      "An expectation fails, a claim's verdict is not the lesson's, nothing was judged, or two "
        + "things that were compared differ."
    case .step: "A step failed."
    case .usage: "There is no such command, lesson, parameter or option."
    case .invalid: "A lesson, weights, data, answers or a hand-in are invalid."
    case .missing: "An input is missing."
    case .unavailable: "A download failed, or this machine lacks something."
    case .defect: "A defect of the program."
    case .io: "Reading or writing failed."
    case .interrupted: "Interrupted; the same command, without --fresh, goes on from there."
    }
  }

  init(_ kind: AssetError.Kind) {
    self =
      switch kind {
      case .unknown: .usage
      case .missing: .missing
      case .download: .unavailable
      case .invalid: .invalid
      case .io: .io
      case .interrupted: .interrupted
      }
  }

  init(_ kind: StepFailure.Kind) {
    self =
      switch kind {
      case .computation: .step
      case .invalid: .invalid
      case .missing: .missing
      case .download, .memory: .unavailable
      case .io: .io
      case .defect: .defect
      case .interrupted: .interrupted
      }
  }
}
