import Base
import Engine
import Files
import Foundation
import Host
import Lessons
import Records
import Synchronization

/// Proves lessons: replays each, runs its script in PyTorch, and compares the two.
struct LessonProver {
  private static let scriptLimit = 16 << 20
  private static let recordLimit = 1 << 30

  var python: PythonProgram
  var store: AssetStore
  var threads: Int
  var quiet: Bool
  var cache: StepCache
  /// A script in the place of the lesson's own.
  var script: String?
  /// Where everything is left; `nil` where it is removed at the end.
  var keep: URL?

  static func read(_ path: String) throws -> String {
    let data: Data
    do throws(NamedFile.Problem) {
      data = try NamedFile.read(URL(typed: path), as: path, limit: scriptLimit)
    } catch {
      throw Failure(error)
    }
    guard data.count <= scriptLimit, let text = String(validating: data, as: UTF8.self) else {
      throw Failure(.invalid, "\(path): this is no script; text is expected")
    }
    return text
  }

  /// Whether the lesson's run and PyTorch's agree; says what came of it.
  func prove(_ plan: LessonPlan) throws -> Bool {
    Interrupt.install()
    let folder = try makeFolder()
    defer { if keep == nil { try? FileManager.default.removeItem(at: folder) } }
    let exporter = PythonExporter(plan, manifest: store.manifest)
    let file = folder.appendingPathComponent("\(PythonExporter.fileName(of: plan)).py")
    try onDisk(file) {
      try NewFile.write(Data((script ?? exporter.text).utf8), to: file, replaces: false) {
        _ throws(POSIXError) in
      }
    }
    let record = try replay(plan, exporter, in: folder)
    Terminal.errorLine(
      "\(plan.identity.id): prove: executes \(script == nil ? "the lesson's script" : "the script given")"
        + " with \(python.executable.path)")
    let theirs = try run(file, plan, exporter, in: folder)
    let proof = Proof(record, against: theirs)
    say(proof, plan, theirs)
    return proof.passes
  }

  private func makeFolder() throws -> URL {
    let folder =
      keep
      ?? FileManager.default.temporaryDirectory
      .appendingPathComponent("lesson-prove-\(UUID().uuidString)")
    guard !FileManager.default.fileExists(atPath: folder.path) else {
      throw Failure(
        .usage, "\(folder.relativePath): it is there already; --keep names a folder to be made")
    }
    try OutputFile.makeFolder(folder)
    return folder
  }

  // MARK: - The two runs

  private func replay(
    _ plan: LessonPlan, _ exporter: PythonExporter, in folder: URL
  ) throws -> RunRecord {
    let display = RunDisplay(quiet: quiet, printsResults: false)
    try AssetFetching(store: store, display: display).fetchMissing(plan.assets)
    let states = ProofStates(folder: folder, for: exporter)
    let runner = LessonRunner(plan: plan, assets: store, threads: threads, cache: cache) {
      display.show($0)
    }
    let (record, failure) = runner.run(
      cancellation: Interrupt.cancellation, states: states)
    display.finish()
    if let failure { throw Failure(failure) }
    try onDisk(folder) { try states.finish(record) }
    let data = try RunRecordFile.data(record)
    let file = folder.appendingPathComponent(ReportFiles.record)
    try onDisk(file) {
      try NewFile.write(data, to: file, replaces: false) { _ throws(POSIXError) in }
    }
    return record
  }

  /// Runs the script, and returns its record.
  private func run(
    _ script: URL, _ plan: LessonPlan, _ exporter: PythonExporter, in folder: URL
  ) throws -> JSONValue {
    let out = folder.appendingPathComponent("pytorch.json")
    let errors = folder.appendingPathComponent("errors.txt")
    var arguments = ["--states", folder.path, "--out", out.path]
    let assets = try plan.assets.map { request in
      do throws(AssetError) {
        let located = try store.locate(request, cancellation: Interrupt.cancellation) { _ in }
        return "\(exporter.assetKey(request))=\(located.url.path)"
      } catch {
        throw Failure(error)
      }
    }
    if !assets.isEmpty { arguments += ["--assets"] + assets }
    let (status, isKilled) = try python.run(script, arguments, errors: errors, quiet: quiet)
    let messages = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
    guard let data = try? NamedFile.read(out, limit: Self.recordLimit),
      let record = try? JSONReader.value(of: String(decoding: data, as: UTF8.self))
    else {
      let last = messages.split(separator: "\n").suffix(3).joined(separator: "\n  ")
      throw Failure(
        .unavailable,
        "\(python.executable.path) wrote no record of the script; it ended with "
          + (isKilled ? "signal \(status)" : "\(status)")
          + (isKilled && status == SIGKILL
            ? ", as a program does that a machine runs out of memory with" : "")
          + (last.isEmpty ? "" : ":\n  \(last)"))
    }
    return record
  }

  // MARK: - What is said

  private func say(_ proof: Proof, _ plan: LessonPlan, _ theirs: JSONValue) {
    let id = plan.identity.id
    for step in proof.steps {
      if let horizon = step.horizon {
        Terminal.line(
          "\(id): \(step.id): \(horizon.judged) of \(horizon.of) \(horizon.of == 1 ? "batch" : "batches") judged"
            + (horizon.judged < horizon.of
              ? "; from there on PyTorch's own trainings part" : ""))
      }
      for note in step.shown { Terminal.line("\(id): \(step.id): not judged: \(note)") }
      if !step.unspoken.isEmpty {
        Terminal.line(
          "\(id): \(step.id): no word for it in PyTorch: \(step.unspoken.joined(separator: ", "))")
      }
    }
    let version = OneLine.of(theirs["torch"]?.string ?? "?", limit: 40)
    guard let first = proof.first else {
      return Terminal.line(
        "\(id): proven: \(Words.count(proof.agreeing, "figure")) in "
          + "\(Words.count(proof.steps.count, "step")) are those of PyTorch \(version)")
    }
    Terminal.line("\(id): parts from PyTorch \(version) in \(VisibleText.of(first.text))")
    if let pillow = theirs["pillow"]?.string, first.place.hasPrefix(ResultKey.transformed.name),
      let version = Int(pillow.prefix { $0 != "." }), version >= 13
    {
      Terminal.line(
        "\(id):   Pillow \(version) resizes some pictures in another order than those up to 12, which lessons do as"
      )
    }
    for step in proof.steps where !step.differences.isEmpty {
      let more = step.id == first.step ? step.differences.dropFirst() : step.differences[...]
      for difference in more.prefix(3) {
        Terminal.line("\(id):   then in \(VisibleText.of(difference.text))")
      }
      if more.count > 3 {
        Terminal.line("\(id):   and in \(more.count - 3) more places of step \(step.id)")
      }
    }
  }
}
