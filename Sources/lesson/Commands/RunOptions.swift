import ArgumentParser
import Engine
import Foundation
import Lessons

/// What `run` and `check` have in common.
struct RunOptions: ParsableArguments {
  @OptionGroup var plan: PlanArguments

  @Option(
    help: "How many threads compute; the results do not depend on it.",
    transform: WholeNumber.read("--threads", 1...1024))
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(
    help: ArgumentHelp(
      "Compute with these kernels, not the fastest: avx512, avx2, neon or portable. No result "
        + "depends on it.", valueName: "name"),
    completion: .list(KernelChoice.allNames))
  var kernels: String?

  @Option(
    help: "Who multiplies matrices: exact, or openblas as a second opinion, whose bits are its own."
  )
  var products = Products.exact

  @Flag(help: "Fetch nothing; say what is missing and where it would come from.")
  var offline = false

  @Flag(help: "Compute everything again: pass over the cache, and replace what is in it.")
  var fresh = false

  @Flag(name: .shortAndLong, help: "Show results only, no progress.")
  var quiet = false

  /// The cache in a home.
  ///
  /// - Parameter fresh: whether to pass over it even where the options do not say so.
  func cache(in home: AssetCache, fresh: Bool = false) -> StepCache {
    var cache = StepCache(home: home.folder, isFresh: self.fresh || fresh)
    let environment = ProcessInfo.processInfo.environment
    if let text = environment["LESSON_CHECKPOINT_SECONDS"], let seconds = Double(text), seconds >= 0
    {
      cache.checkpointInterval = .seconds(seconds)
    }
    return cache
  }

  /// Has the engine compute as the options say; before anything is computed.
  func prepareEngine() throws {
    if let kernels { try Startup.useKernels(kernels, askedBy: "--kernels") }
    do throws(EngineError) {
      if products == .openblas { OpenBLAS.inUse = try OpenBLAS() }
    } catch {
      throw Failure(.unavailable, error.description)
    }
    if let note = Startup.kernelNote() { Terminal.errorLine(note) }
  }
}

/// Who multiplies matrices.
enum Products: String, CaseIterable, ExpressibleByArgument {
  case exact
  case openblas
}

/// Which steps of a lesson are to run.
struct StepArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Run this step and what it builds on, nothing else; may be given again.", valueName: "id"),
    completion: .steps)
  var step: [String] = []

  @Option(
    help: ArgumentHelp(
      "Run from this step on, and what these steps build on.", valueName: "id"),
    completion: .steps)
  var from: String?

  @Option(
    help: ArgumentHelp("Run no step after this one.", valueName: "id"), completion: .steps)
  var until: String?

  func validate() throws {
    guard step.isEmpty || (from == nil && until == nil) else {
      throw ValidationError("give --step, or --from and --until")
    }
  }

  var selection: StepSelection { StepSelection(steps: step, from: from, until: until) }

  /// Whether it is left to the lesson.
  var isEmpty: Bool { selection == StepSelection() }
}

/// Which run of a lesson is meant.
struct PlanArguments: ParsableArguments {
  @Option(
    name: [.customShort("p"), .customLong("parameter")],
    help: ArgumentHelp("A parameter of the lesson, such as rows=64.", valueName: "name=value"),
    completion: .parameters)
  var parameters: [String] = []

  @Option(
    help: "A YAML or JSON file of parameters, `name: value`; -p goes over it.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var params: String?

  @Option(help: "A named set of parameters that the lesson offers.", completion: .profiles)
  var profile: String?

  @Option(
    help: ArgumentHelp(
      "A variant of the lesson: some of its steps given anew.", valueName: "id"))
  var variant: String?

  @Option(
    help: "Where the random numbers start; the lesson has its own default.",
    transform: WholeNumber.read("--seed", 0...Int(UInt32.max)))
  var seed: Int?

  func validate() throws { _ = try pairs() }

  /// Whether nothing is given.
  var isEmpty: Bool {
    parameters.isEmpty && params == nil && profile == nil && seed == nil
  }

  var options: PlanOptions {
    get throws {
      let pairs = Dictionary(try pairs()) { _, last in last }
      return PlanOptions(
        parameters: pairs, file: try params.map(ParametersFiles.read), profile: profile,
        seed: seed, variant: variant)
    }
  }

  /// Each parameter with its value as typed, in the order of the command line.
  func pairs() throws -> [(String, String)] { try ParameterPairs.read(parameters) }
}

/// What `--params` names.
enum ParametersFiles {
  private static let byteLimit = 256 << 10

  /// Throws after having printed what is wrong in the file.
  static func read(_ path: String) throws -> ParametersFile {
    let text = try HandInFiles.text(path, limit: byteLimit)
    let (file, diagnostics) = ParametersFile.read(text, path: path)
    guard let file else {
      let printer = DiagnosticPrinter(color: Terminal.standardError.usesColor)
      let sources = [path: SourceText(file: path, text: text)]
      Terminal.errorLine(printer.text(diagnostics, sources: sources))
      throw Failure(.invalid)
    }
    return file
  }
}
