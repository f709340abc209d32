import Base
import Foundation
import Host
import Lessons

/// Runs lessons as processes of their own, some at once, so that what happens to one does not touch
/// the others.
struct SweepRunner {
  /// What to run, and where its output goes.
  struct Job {
    var name: String
    /// What follows `lesson`.
    var arguments: [String]
    var log: OutputFile
  }

  /// How a job ended.
  struct Outcome: Equatable {
    var status: Int32
    /// The last line that it wrote, where it failed.
    var problem = ""
  }

  private struct Running {
    var index: Int
    var process: RunningProgram
    var began: Date
  }

  /// What a log starts with: what was run.
  static let logStart = "$ lesson "

  var jobs: [Job]
  var atOnce: Int
  var quiet: Bool

  /// The outcomes, in the order of the jobs; `nil` for those that an interruption kept from starting.
  func run() throws -> [Outcome?] {
    Interrupt.install()
    var outcomes = [Outcome?](repeating: nil, count: jobs.count)
    var waiting = Array(jobs.indices)
    var running: [Running] = []
    var hasPassedOn = false
    while !running.isEmpty || (!waiting.isEmpty && !Interrupt.cancellation.isCancelled) {
      while running.count < atOnce, !waiting.isEmpty, !Interrupt.cancellation.isCancelled {
        running.append(try start(waiting.removeFirst()))
      }
      if Interrupt.cancellation.isCancelled, !hasPassedOn {
        // One that shares our process group has had the terminal's own signal; a second would end it
        // at once.
        for run in running where getpgid(run.process.identifier) != getpgrp() {
          kill(run.process.identifier, SIGINT)
        }
        hasPassedOn = true
      }
      for run in running where !run.process.isRunning {
        outcomes[run.index] = outcome(of: run)
        let done = outcomes.count { $0 != nil }
        say(run, outcomes[run.index], done: done)
      }
      running.removeAll { outcomes[$0.index] != nil }
      usleep(20_000)
    }
    return outcomes
  }

  private func start(_ index: Int) throws -> Running {
    let job = jobs[index]
    let url = job.log.url
    // What is there stays: somebody may have noted something in it.
    let before = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    let end = before.isEmpty || before.hasSuffix("\n") ? "" : "\n"
    try job.log.write("\(before)\(end)\(Self.logStart)\(job.arguments.joined(separator: " "))\n")
    return try onDisk(url) {
      let log = try FileHandle(forWritingTo: url)
      try log.seekToEnd()
      let process = try Program(Program.own, job.arguments).start(output: log, errors: log)
      try log.close()
      return Running(index: index, process: process, began: Date())
    }
  }

  private func outcome(of run: Running) -> Outcome {
    let (status, isKilled) = run.process.wait()
    // Most likely for want of memory.
    guard !isKilled else {
      return Outcome(status: ExitStatus.step.rawValue, problem: "ended by signal \(status)")
    }
    guard status != 0 else { return Outcome(status: 0) }
    let text = (try? String(contentsOf: jobs[run.index].log.url, encoding: .utf8)) ?? ""
    let last = text.split(separator: "\n").reversed().prefix { !$0.hasPrefix(Self.logStart) }.first
    {
      $0.hasPrefix("lesson: ") || $0.contains("rror")
    }
    let problem = last.map { OneLine.of($0.replacing("lesson: ", with: ""), limit: 300) }
    return Outcome(
      status: status, problem: problem ?? "exit code \(status)")
  }

  private func say(_ run: Running, _ outcome: Outcome?, done: Int) {
    guard !quiet, let outcome else { return }
    let seconds = String(format: "%.1f s", Date().timeIntervalSince(run.began))
    let text = outcome.status == 0 ? "complete, \(seconds)" : outcome.problem
    Terminal.errorLine("\(done) of \(jobs.count): \(jobs[run.index].name): \(text)")
  }
}
