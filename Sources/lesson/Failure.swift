import Base
import Lessons

/// Why a command ends without having done what was asked: one message and the exit code.
struct Failure: Error {
  var status: ExitStatus
  /// Empty where everything has been said already.
  var message: String

  init(_ status: ExitStatus, _ message: String = "") {
    (self.status, self.message) = (status, message)
  }

  init(_ error: AssetError) { self.init(ExitStatus(error.kind), error.message) }

  init(_ failure: StepFailure) {
    let message =
      failure.kind == .interrupted
      ? "interrupted in step \(failure.step)" : "step \(failure.step): \(failure.message)"
    self.init(ExitStatus(failure.kind), message)
  }

  /// A step's id that a lesson does not have.
  init(noStep id: String, in plan: LessonPlan) {
    self.init(.usage, UsageError.unknownStep(id, known: plan.steps.map(\.id)).description)
  }

  func print() {
    guard !message.isEmpty else { return }
    Terminal.errorLine(VisibleText.of("lesson: \(message)"))
  }
}
