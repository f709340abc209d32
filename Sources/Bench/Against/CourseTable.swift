import CourseTrainings
import Engine

/// The course's other trainings beside PyTorch's loops of them, some epochs in turns, on made-up
/// numbers of the shapes that their data have.
struct CourseTable {
  let pool: WorkerPool
  let report: Report
  let python: String
  let rounds: Int

  struct Answer: Decodable { var seconds: Double }

  static let columns: [Column] = [
    .number("lesson ms") { $0.seconds.map { $0 * 1000 } },
    .number("PyTorch ms") { $0.otherSeconds.map { $0 * 1000 } }, .times,
  ]

  func measure() throws {
    report.section("the course's trainings, milliseconds a batch", Self.columns)
    let worker = try PythonWorker(
      python, script: "bench_course.py", arguments: ["--threads", "\(pool.threads)"])
    defer { worker.close() }
    report.add(versions: worker.versions)
    for (lesson, epochs) in [("6_1", 400), ("6_2", 40), ("8_1", 10), ("7_1", 1)] {
      let course = try CourseTraining.madeUp(lesson, epochs: epochs)
      let batches = Double(course.training.loop.batches)
      var (ours, theirs): ([Double], [Double]) = ([], [])
      // The first round warms up.
      for round in 0...rounds {
        let mine = try timed { _ = try course.run(threads: pool.threads) }
        let answer: Answer = try worker.ask("\(lesson) \(epochs)")
        guard round > 0 else { continue }
        ours.append(mine / batches)
        theirs.append(answer.seconds / batches)
      }
      let (mine, other) = (median(ours), median(theirs))
      report.add(
        Row(name: "lesson \(lesson)", seconds: mine, otherSeconds: other, times: other / mine))
    }
    try SubnormalTable(pool: pool, report: report, epochs: rounds > 1 ? 400 : 20).measure(worker)
  }

  private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
