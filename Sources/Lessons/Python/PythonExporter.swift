import Engine
import Records

/// Writes a lesson as one script: what its steps do, with PyTorch.
package struct PythonExporter {
  private let plan: LessonPlan
  /// The lines of each step, without what opens it.
  private var steps: [[String]] = []
  private var script: PythonScript
  /// The names of the lesson as the script has them.
  let names: PythonNames

  /// - Parameter leavingOut: steps that somebody else writes; only the names that they bind are known.
  package init(_ plan: LessonPlan, manifest: AssetManifest, leavingOut: Set<String> = []) {
    self.init(plan, manifest: manifest, localData: KnownLocalData(), leavingOut: leavingOut)
  }

  /// - Parameter localData: what planning has found of data of the user's own.
  init(
    _ plan: LessonPlan, manifest: AssetManifest, localData: KnownLocalData,
    leavingOut: Set<String> = []
  ) {
    self.plan = plan
    script = PythonScript(
      assets: PythonAssets(plan.assets, manifest: manifest, localData: localData))
    for step in plan.steps where !step.isSkipped {
      script.begin(step: step.id, seed: step.seed)
      guard !leavingOut.contains(step.id) else {
        for name in step.traces.flatMap(\.bound) { _ = script.name(name) }
        steps.append([])
        continue
      }
      for (action, trace) in zip(step.actions, step.traces) {
        guard leavingOut.isDisjoint(with: trace.steps) else {
          script.comment(
            "Not here, \(type(of: action).manual.name): it shows what an exercise's step measures.")
          continue
        }
        action.write(&script)
      }
      steps.append(script.lines)
    }
    names = script.names
  }

  /// What a script of a plan is called, without its ending.
  package static func fileName(of plan: LessonPlan) -> String { plan.outputName }

  /// What the script's command line calls data or weights.
  package func assetKey(_ request: AssetRequest) -> String { script.assets.entry(request).key }

  /// Why some actions have no words in PyTorch, by step.
  package var unspoken: [String: [String]] { script.unspoken }

  /// The code of each step, by its id.
  package var code: [String: String] {
    let planned = plan.steps.filter { !$0.isSkipped }
    return Dictionary(
      zip(planned, steps).map { step, lines in
        let body = (lines.isEmpty ? ["# nothing is done here"] : lines).joined(separator: "\n")
        return (step.id, "torch.manual_seed(\(step.seed))\n" + body)
      }
    ) { first, _ in first }
  }

  /// The lines of a step; empty where it does nothing or is left out.
  package func lines(of step: String) -> [String] {
    let planned = plan.steps.filter { !$0.isSkipped }
    guard let index = planned.firstIndex(where: { $0.id == step }) else { return [] }
    return steps[index]
  }

  /// What the script calls the objects that a step uses and those that it binds, sorted.
  package func objects(of step: String) -> (uses: [String], binds: [String]) {
    let traces = plan.steps.first { $0.id == step }?.traces ?? []
    let binds = Set(traces.flatMap(\.bound))
    let uses = Set(traces.flatMap(\.used)).subtracting(binds)
    return (
      uses.compactMap(names.existing).sorted(), binds.compactMap(names.existing).sorted()
    )
  }

  /// What a notebook has before its steps: modules, and helpers that the steps written here need.
  package var notebookHelpers: String {
    ([PythonPrelude.imports(script.imports).joined(separator: "\n"), PythonPrelude.notebook]
      + PythonScript.Part.allCases.filter { script.parts.contains($0) }.map(PythonPrelude.text))
      .joined(separator: "\n")
  }

  /// The whole script.
  package var text: String {
    var out: [String] = [head]
    out += PythonPrelude.ownPlace + PythonPrelude.imports(script.imports)
    out += ["", constants, PythonPrelude.core]
    out += PythonScript.Part.allCases.filter { script.parts.contains($0) }.map(PythonPrelude.text)
    for (step, lines) in zip(plan.steps.filter { !$0.isSkipped }, steps) {
      let added = plan.identity.notebook.isEmpty ? "" : ": not in the notebook"
      let cell = step.cell.map { ": cell \($0) of the notebook" } ?? added
      let title = PythonLiteral.comment("Step \(step.id)\(cell)")
      let begin: PythonCode = "step(\(step.id), seed=\(step.seed))"
      out += [
        "", "# " + String(repeating: "-", count: 77), "# \(title)", begin.text,
      ]
      out += lines
    }
    return out.joined(separator: "\n") + "\n\nfinish()\n"
  }

  private var head: String {
    let title: PythonCode = "TITLE = \(plan.identity.title)"
    let departures = plan.departures.flatMap { departure in
      ["#", "# - " + PythonLiteral.comment("\(departure.what): \(departure.why)")]
    }
    let about = [
      "# A lesson's steps in PyTorch's words, as `lesson export --to python` writes them.",
      "#",
      "# Run it with the data and weights that the lesson names:",
      "#",
      "#     python SCRIPT.py --assets NAME=FOLDER ... --out RECORD.json",
      "#",
      "# `lesson prove` runs it and compares what comes out, step by step, with the lesson's own run.",
      "# Each step starts from its seed, so a step's numbers do not depend on those before it.",
    ]
    let departing =
      plan.departures.isEmpty
      ? [] : ["#", "# Not as in the notebook:"] + departures
    return (about + departing + ["", title.text]).joined(separator: "\n")
  }

  private var constants: String {
    let parameters = (try? CanonicalJSON.text(.object(plan.recordedParameters))) ?? "{}"
    let lines: [PythonCode] = [
      "LESSON = \(plan.identity.id)", "SEED = \(plan.seed)",
      "PARAMETERS = json.loads(\(parameters))",
    ]
    return lines.map(\.text).joined(separator: "\n")
  }
}
