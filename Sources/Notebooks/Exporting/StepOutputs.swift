import Records
import Report

/// What a step printed, left and drew, as nbformat's outputs.
enum StepOutputs {
  static func of(_ step: StepRecord, _ pieces: StoryPieces) -> [JSONValue] {
    var outputs: [JSONValue] = []
    if !step.printed.isEmpty {
      let text = step.printed.map { $0 + "\n" }.joined()
      outputs.append(
        ["output_type": "stream", "name": "stdout", "text": NotebookJSON.lines(text)])
    }
    switch step.status {
    case .complete:
      let results = pieces.results(of: step)
      if !results.html.isEmpty {
        outputs.append(display(["text/html": results.html, "text/plain": results.text]))
      }
      outputs += results.drawings.map { drawing in
        display(["image/svg+xml": drawing.svg, "text/plain": drawing.description])
      }
    case .failed:
      outputs.append(error("StepFailed", step.error ?? "no reason is recorded", step))
    case .interrupted:
      outputs.append(error("Interrupted", step.error ?? "the run was stopped in this step", step))
    case .running, .pending, .skipped: break
    }
    return outputs
  }

  private static func display(_ data: [String: String]) -> JSONValue {
    [
      "output_type": "display_data", "metadata": .object([:]),
      "data": .object(data.mapValues(NotebookJSON.lines)),
    ]
  }

  private static func error(_ name: String, _ message: String, _ step: StepRecord) -> JSONValue {
    [
      "output_type": "error", "ename": .string(name), "evalue": .string(message),
      "traceback": [.string("step \(step.id)"), .string("\(name): \(message)")],
    ]
  }
}
