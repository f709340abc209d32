import CourseTrainings
import Engine

/// What becomes of the time when a training's numbers become subnormal, below 2⁻¹²⁶.
///
/// Lesson 8_1's weight decay takes an LSTM's weights towards zero, and with them their gradients and
/// Adam's averages of these; a processor may take a hundred times as long over such numbers.
struct SubnormalTable {
  let pool: WorkerPool
  let report: Report
  let epochs: Int

  func measure(_ worker: PythonWorker) throws {
    report.section(
      "lesson 8_1 on its way into subnormal numbers, milliseconds a batch", CourseTable.columns)
    let course = try CourseTraining.madeUp("8_1", epochs: epochs)
    let part = epochs / 10
    let batches = course.training.loop.batches / 10
    var ends: [ContinuousClock.Instant] = [.now]
    _ = try course.run(threads: pool.threads) { _ in ends.append(.now) }
    let theirs = try [part, epochs - 2 * part, part].map { epochs in
      let answer: CourseTable.Answer = try worker.ask("8_1 \(epochs) decayed")
      return answer.seconds
    }
    for (name, from, other) in [
      ("first", 0, theirs[0]), ("last", ends.count - 1 - batches, theirs[2]),
    ] {
      let ours = (ends[from + batches] - ends[from]) / .seconds(1) / Double(batches)
      let other = other / Double(batches)
      report.add(
        Row(
          name: "8_1, \(name) \(part) of \(epochs) epochs", seconds: ours, otherSeconds: other,
          times: other / ours))
    }
    TableWriter.show(
      share("weights", course.training.module.allParameters.map { $0.parameter.value }))
    TableWriter.show(
      share("Adam's averages", course.training.loop.optimizer.states.flatMap { $0?.buffers ?? [] }))
  }

  /// How many values are subnormal at the end.
  private func share(_ name: String, _ tensors: [Tensor]) -> String {
    let values = tensors.flatMap(\.array)
    return
      "\(name): \(values.filter(\.isSubnormal).count) of \(values.count) are subnormal at the end"
  }
}
