import ArgumentParser
import Foundation

/// `make fuzz`: damaged inputs for everything that reads a file from outside.
@main
struct FuzzCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson-fuzz",
    abstract: "Feed parsers with damaged inputs, and see whether one crashes, hangs or lies.",
    discussion: """
      Each target gets its share of the time. An input that breaks a promise is written into the \
      folder of findings; one that ends the process lies there as TARGET.current. Mend the fault, \
      and move the input into the corpus: a test replays it.
      """)

  @Option(help: "How long, in all.")
  var seconds = 60

  @Option(help: "Where the random numbers start.")
  var seed = 1

  @Option(help: "One target; all of them without this.")
  var target: String?

  @Option(help: "The folder of inputs to start from, with a folder for each target.")
  var corpus = "Tests/FuzzTests/Corpus"

  @Option(help: "The folder for findings.")
  var findings = ".build/fuzz"

  @Flag(help: "Write small inputs with a new outcome into the corpus.")
  var keep = false

  func validate() throws {
    guard (1...86_400).contains(seconds) else {
      throw ValidationError("--seconds takes a number from 1 to 86400")
    }
    if let target, FuzzTarget(rawValue: target) == nil {
      let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("there is no target \(target); there are: \(names)")
    }
  }

  func run() throws {
    let targets = target.flatMap(FuzzTarget.init).map { [$0] } ?? FuzzTarget.allCases
    let folder = URL(fileURLWithPath: findings)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var isClean = true
    for target in targets {
      let place = URL(fileURLWithPath: corpus).appendingPathComponent(target.rawValue)
      let current = folder.appendingPathComponent("\(target.rawValue).current")
      var fuzzer = Fuzzer(
        target, corpus: try CorpusFolder.inputs(in: place), seed: seed, current: current)
      fuzzer.run(until: Date(timeIntervalSinceNow: Double(seconds) / Double(targets.count)))
      try FileManager.default.removeItem(at: current)
      for finding in fuzzer.findings {
        let url = try CorpusFolder.write(finding.input, to: folder, prefix: target.rawValue)
        say("\(target.rawValue): \(finding.text): \(url.relativePath)")
        isClean = false
      }
      if keep {
        for input in fuzzer.discovered where input.count <= CorpusFolder.keptBytes {
          _ = try CorpusFolder.write(input, to: place, prefix: "found")
        }
      }
      say(
        "\(target.rawValue): \(fuzzer.count) inputs, \(fuzzer.corpus.count) kinds of outcome, "
          + "\(fuzzer.findings.count) findings")
    }
    if !isClean { throw ExitCode(1) }
  }

  /// Writes a line at once: an input that ends the process must not take the lines before with it.
  private func say(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }
}
