import Records
import Report

/// What the page is told each time the run has got on.
enum LiveMessage {
  /// One line of JSON.
  static func text(_ state: LiveRun.State) -> String {
    let sections = LiveSections(state: state)
    var message: [String: JSONValue] = [
      "lesson": .string(VisibleText.of(state.lesson)), "name": .string(VisibleText.of(state.title)),
      "title": .string(VisibleText.of(sections.title)),
      "fraction": sections.fraction.map(JSONValue.number) ?? .null,
      "sections": .object(sections.sections.mapValues(JSONValue.string)),
    ]
    switch state.ending {
    case .report: message["report"] = true
    case .message: message["ended"] = true
    case nil: break
    }
    // A fraction is finite, so this cannot fail.
    return (try? CanonicalJSON.text(.object(message))) ?? "{}"
  }
}
