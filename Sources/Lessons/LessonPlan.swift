import Records

/// A lesson with nothing wrong in it, ready to run: every name resolved, every value typed.
package struct LessonPlan: Sendable {
  package var lesson: ParsedLesson
  package var identity: LessonIdentity
  /// The lesson as its reader sees it.
  package var document: [DocumentBlock]
  package var departures: [Departure]
  /// Every parameter with the value of this run.
  package var parameters: [String: JSONValue]
  /// The same as a record holds them: of a place on this machine only the last component.
  package var recordedParameters: [String: JSONValue]
  /// The names of parameters whose value is not the lesson's default.
  package var changedParameters: [String]
  /// Those whose value is neither the lesson's default nor its profile's.
  package var setParameters: [String: JSONValue] = [:]
  package var profile: String?
  /// The lesson's variant that it is of; `nil` for the lesson itself.
  package var variant: String?
  /// What a student changed, where the variant is theirs.
  package var own: OwnVariant? = nil
  package var seed: Int
  package var steps: [PlannedStep]
  /// The folder under `reports/`, such as `9_1` or `9_1-quick-seed7`.
  package var outputName: String
  /// What each step will have measured.
  var outlines: [StepOutline] = []
  /// The names of the models that the lesson binds.
  var modelNames: Set<String> = []
  /// What students write in PyTorch.
  package var exercises: [PlannedExercise] = []

  /// The folder for the summary of a sweep over this lesson, such as `9_1-quick-sweep-rows`: sweeps of
  /// other things have other ones.
  ///
  /// - Parameters:
  ///   - swept: the parameters that have several values.
  ///   - seed: the one seed of all runs; `nil` for several, and for the lesson's own.
  package func sweepName(_ swept: [String], variants: [String], seed: Int?) -> String {
    OutputName.ofSweep(
      OutputName.of(
        lesson: identity.id, profile: profile,
        set: setParameters.filter { !swept.contains($0.key) },
        seed: seed == lesson.frontMatter.seed.value ? nil : seed),
      over: swept + variants)
  }

  /// Data and weights that the steps need, each once, in the order of need.
  package var assets: [AssetRequest] {
    steps.filter { !$0.isSkipped }.flatMap(\.assets).reduce(into: []) { assets, asset in
      if !assets.contains(asset) { assets.append(asset) }
    }
  }
}

/// A step with its actions read.
package struct PlannedStep: Sendable {
  package var id: String
  /// The notebook cell it mirrors, `nil` for a step that is not in the notebook.
  package var cell: String?
  package var seed: Int
  /// The line of the lesson file on which the step starts, from 1.
  package var line: Int
  /// Whether the run is to be of other steps; see ``StepSelection``.
  package var isSkipped = false
  var actions: [any Action]
  /// What planning has seen of each action.
  var traces: [ActionTrace]

  /// The notebook author's own figures.
  package var notebookPrinted: [String: JSONValue] {
    actions.reduce(into: [:]) { figures, action in
      figures.merge(action.notebookPrinted) { _, new in new }
    }
  }

  /// The names of its actions, in order.
  var actionNames: [String] { actions.map { type(of: $0).manual.name } }

  /// Data and weights that it reads.
  package var assets: [AssetRequest] { actions.compactMap(\.asset) }
}

extension LessonPlan {
  /// The names that a step binds, sorted.
  package func names(boundIn step: String) -> [String] {
    let traces = steps.first { $0.id == step }?.traces ?? []
    return Set(traces.flatMap(\.bound)).sorted()
  }

  /// What `lesson show` prints.
  package func description() -> String {
    var lines = ["\(identity.id): \(identity.title)", "seed \(seed), output \(outputName)"]
    if let profile { lines.append("profile \(profile)") }
    if let variant { lines.append("variant \(variant)") }
    let others = lesson.variants.map(\.id.value).filter { $0 != variant }
    if !others.isEmpty { lines.append("other variants: " + others.joined(separator: ", ")) }
    for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
      let mark = changedParameters.contains(name) ? " (changed)" : ""
      lines.append("  \(name) = \((try? CanonicalJSON.text(value)) ?? "")\(mark)")
    }
    lines.append("needs")
    lines += assets.map { "  \($0.kind == .model ? "model" : "data ") \($0.name)" }
    lines.append("steps")
    for step in steps {
      let cell = step.cell.map { "cell \($0)" } ?? "not in the notebook"
      lines.append(
        "  \(step.id) (\(cell), line \(step.line)): \(step.actionNames.joined(separator: ", "))"
          + (step.isSkipped ? " (skipped)" : ""))
    }
    return lines.joined(separator: "\n")
  }
}

extension LessonPlan {
  /// The plan with what its steps do in PyTorch in its document, for the report.
  ///
  /// A step that students write in their notebook, and that a hand-out keeps, is shown without: its
  /// PyTorch is the answer.
  func withCode(_ manifest: AssetManifest?, _ localData: KnownLocalData) -> LessonPlan {
    let manifest = manifest ?? AssetManifest(assets: [])
    let code = PythonExporter(self, manifest: manifest, localData: localData).code
    let asked = Set(lesson.exercises.filter(\.keepsSteps).flatMap(\.steps))
    var plan = self
    plan.document = document.map { block in
      guard case .step(var step) = block else { return block }
      step.code = asked.contains(step.id) ? nil : code[step.id]
      return .step(step)
    }
    return plan
  }
}
