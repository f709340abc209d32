import Lessons

/// The exit codes, most of them of `sysexits.h`.
enum ExitStatus: Int32 {
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
      case .download: .unavailable
      case .io: .io
      case .defect: .defect
      case .interrupted: .interrupted
      }
  }
}
