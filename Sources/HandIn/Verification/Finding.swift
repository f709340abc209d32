import Base

/// One thing about a hand-in that is not as the program wrote it.
package struct Finding: Sendable, Equatable {
  /// What was edited.
  package enum Subject: Sendable, Hashable {
    case student
    case answer(String)
    /// A figure or text of a step; the path, such as `train-head.mean_loss[2]`, where it is known.
    case figure(step: String, path: String?)
    case digest(String)
    /// Another part of the record that the page carries.
    case record(String)
    /// Another part of the page.
    case page(String)
  }

  package var subject: Subject
  /// What is different, on one line; made safe for a terminal.
  package var detail: String

  /// The finding as a sentence.
  package var text: String { "\(name): \(detail)" }

  private var name: String {
    switch subject {
    case .student: "the student’s name or number"
    case .answer(let id): "answer \(OneLine.of(id))"
    case .figure(let step, nil): "step \(OneLine.of(step))"
    case .figure(let step, let path?): "step \(OneLine.of(step)), \(OneLine.of(path))"
    case .digest(let name): "digest \(OneLine.of(name))"
    case .record(let part): "record, \(OneLine.of(part))"
    case .page(let place): "page, \(OneLine.of(place))"
    }
  }
}
