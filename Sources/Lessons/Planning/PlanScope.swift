import Records

/// What planning knows at one point of a lesson: parameters, the names bound so far, and every
/// problem found.
final class PlanScope {
  let file: String
  let parameters: [String: JSONValue]
  /// Parameters whose value came from the command line: they alone may name places.
  let overridden: Set<String>
  /// What kind each asset is that the lesson may name; `nil` where that is not known.
  let assets: [String: AssetKind]?
  /// What has been said of models and rows.
  private var said: Set<String> = []
  /// What is known of the texts of the manifest.
  private let texts: [String: TextOutline]
  private let tables: [String: TableOutline]

  private(set) var names: [String: PlannedValue] = [:]
  /// The names of models bound anywhere so far.
  private(set) var modelNames: Set<String> = []
  /// Optimizers whose learning rate a schedule has changed.
  var scheduled: Set<String> = []
  /// What asks for no gradient.
  var frozen = FrozenParts()
  /// Whether `frozen` is right: not after a `freeze` or `unfreeze` that is itself wrong.
  var knowsFrozen = true
  /// Models of layers in evaluation mode.
  var evaluated: Set<Int> = []
  /// Whether `evaluated` is right: not after an `eval_mode` or `train_mode` that is itself wrong.
  var knowsModes = true
  /// What each model, by its number, was trained on last.
  var trainedOn: [Int: TrainedRows] = [:]
  private var modelCount = 0
  private var scalings: [String: Int] = [:]
  /// The names that the current action looked up, and those it bound.
  private var lookedUp: Set<String> = []
  private var newlyBound: Set<String> = []
  /// Those among them that nothing had bound before.
  private var new: Set<String> = []

  /// What the steps before the current one leave.
  var outlines: [StepOutline] = []
  /// What the actions before the current one leave of its step.
  var outlineInHand: StepOutline?
  /// Those of them whose results the current action reads.
  private var stepsRead: Set<String> = []
  /// What the data are that the command line names by a place.
  let localData: KnownLocalData
  /// Why some of them cannot be used.
  private(set) var unusable: AssetError?

  /// Whether the lesson is a hand-out whose exercises stand for steps.
  var hasExercises = false
  private(set) var diagnostics: [Diagnostic] = []
  /// Values from the command line that an argument refuses.
  private(set) var usageProblems: [String] = []
  /// Parameters that hold a path: a record keeps only its last component.
  private(set) var pathParameters: Set<String> = []

  init(
    file: String, parameters: [String: JSONValue], overridden: Set<String>,
    assets: [String: AssetKind]? = nil, texts: [String: TextOutline] = [:],
    tables: [String: TableOutline] = [:], localData: KnownLocalData = KnownLocalData()
  ) {
    self.localData = localData
    (self.file, self.parameters, self.overridden) = (file, parameters, overridden)
    (self.assets, self.texts, self.tables) = (assets, texts, tables)
  }

  /// What is known of the texts of some data before they are read.
  func texts(of request: AssetRequest) -> TextOutline {
    (request.isPath ? local(request)?.texts : texts[request.name]) ?? TextOutline()
  }

  /// What a table is made of; `nil` for texts.
  func table(of request: AssetRequest) -> TableOutline? {
    request.isPath ? local(request)?.outline : tables[request.name]
  }

  /// What data of the user's own are; `nil` where they cannot be used, which is noted.
  private func local(_ request: AssetRequest) -> DataFormat? {
    do throws(AssetError) {
      return try localData.format(of: request)
    } catch {
      unusable = unusable ?? error
      return nil
    }
  }

  func bind(_ name: String, to value: PlannedValue) {
    if names.updateValue(value, forKey: name) == nil { new.insert(name) }
    scheduled.remove(name)
    newlyBound.insert(name)
    if !value.parts.isEmpty || value == .unknown { modelNames.insert(name) }
  }

  /// The names looked up and bound since this was last asked for, and those bound for the first time.
  func takeNames() -> (lookedUp: Set<String>, bound: Set<String>, new: Set<String>) {
    defer { (lookedUp, newlyBound, new) = ([], [], []) }
    return (lookedUp, newlyBound, new)
  }

  /// The steps whose results have been read since this was last asked for.
  func takeSteps() -> Set<String> {
    defer { stepsRead = [] }
    return stepsRead
  }

  /// What a result of an earlier step looks like; `nil` where that is not known before it runs.
  func shape(of path: ResultPath) throws(ArgumentProblem) -> ResultShape? {
    let known = outlines + [outlineInHand].compactMap { $0 }
    guard let outline = known.first(where: { $0.id.value == path.step }) else {
      throw .unknown(
        code: "unknown-step", "there is no step `\(path.step)` before this", name: path.step,
        candidates: known.map(\.id.value))
    }
    stepsRead.insert(path.step)
    guard outline.isComplete else {
      // In a hand-out an exercise stands there, whose results no run has.
      if hasExercises { throw .said }
      return nil
    }
    do {
      return try ResultShape.object(outline.results).shape(
        at: path.components[...], models: modelNames)
    } catch {
      throw .unknown(
        code: "unknown-metric", "`\(path)` leads nowhere: \(error.message)", name: error.name,
        candidates: error.candidates)
    }
  }

  /// What is known of models' states, which an action may have changed of which nobody knows what it does.
  func forgetModels() {
    (knowsFrozen, knowsModes, trainedOn) = (false, false, [:])
  }

  /// A number for a model that is being made.
  func newModel() -> Int {
    modelCount += 1
    return modelCount
  }

  /// The number of a scaling: the same for one that is fitted in the same way on the same rows again.
  ///
  /// - Parameter fit: on what, and how.
  func scaling(_ fit: String) -> Int {
    if let known = scalings[fit] { return known }
    scalings[fit] = scalings.count + 1
    return scalings.count
  }

  /// Whether something is to be said for the first time: once is enough.
  func saysFirst(_ what: String) -> Bool { said.insert(what).inserted }

  func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  func report(_ code: String, at range: SourceRange, _ message: String, notes: [String] = []) {
    report(Diagnostic(code: code, file: file, range: range, message: message, notes: notes))
  }

  func warn(_ code: String, at range: SourceRange, _ message: String, notes: [String] = []) {
    report(
      Diagnostic(
        .warning, code: code, file: file, range: range, message: message, notes: notes))
  }

  func report(_ problem: ArgumentProblem, at range: SourceRange) {
    guard !problem.isSaid else { return }
    report(problem.code ?? "wrong-type", at: range, problem.message, notes: problem.notes)
  }

  func reportUsage(_ problem: String) {
    if !usageProblems.contains(problem) { usageProblems.append(problem) }
  }

  /// The scalar that a value is, parameter put in.
  func scalar(_ value: YAMLValue) throws(ArgumentProblem) -> Scalar {
    guard case .scalar(let text, let isPlain) = value else { throw .wrongType }
    return try Scalar(text.value, isPlain: isPlain, parameters: parameters)
  }

  /// What a name is bound to, of one of some kinds.
  func bound(_ name: String, kinds: [PlannedValue.Kind]) throws(ArgumentProblem) -> BoundName {
    lookedUp.insert(name)
    guard let value = names[name] else {
      throw .unknown(
        code: "unknown-name", "nothing named `\(name)` has been bound before this", name: name,
        candidates: names.keys.sorted())
    }
    if let kind = value.kind, !kinds.contains(kind) {
      var notes: [String] = []
      if kind == .dataset, kinds.contains(.tokenizedDataset) {
        notes.append("tokenise it first: - tokenize: \(name)")
      }
      if kind == .table, kinds.contains(.dataset) || kinds.contains(.tokenizedDataset) {
        notes.append("a file of texts has the columns `text` and `label`")
      }
      if kind == .dataset, kinds.contains(.table) {
        notes.append("a file with the columns `text` and `label` holds texts")
      }
      let fitting = names.filter { $0.value.kind.map(kinds.contains) == true }.keys.sorted()
      if !fitting.isEmpty { notes.append("that would be: " + fitting.joined(separator: ", ")) }
      throw ArgumentProblem(
        code: "wrong-kind",
        message: """
          `\(name)` is \(kind.withArticle), not \
          \(kinds.map(\.withArticle).joined(separator: " or "))
          """, notes: notes)
    }
    return BoundName(name: name, value: value)
  }

  /// Data or weights by name, or by path where that came from the command line.
  func asset(_ value: YAMLValue, kind: AssetKind) throws(ArgumentProblem) -> AssetRequest {
    let scalar = try scalar(value)
    guard let name = scalar.parameter == nil ? scalar.text : scalar.value.string, !name.isEmpty
    else { throw .wrongType }
    if name.contains("/") || name == ".." || name == "." {
      guard let parameter = scalar.parameter, overridden.contains(parameter) else {
        throw ArgumentProblem(
          code: "path-in-lesson", message: "a lesson names data and weights, not places: `\(name)`",
          notes: ["a place of your own is named on the command line: -p NAME=path"])
      }
      if AssetRequest(name: name, kind: kind).isPath { pathParameters.insert(parameter) }
    }
    // A place that the command line names is looked for when the run starts.
    let typed = scalar.parameter.flatMap { overridden.contains($0) ? $0 : nil }
    if let assets, assets[name] != kind,
      typed == nil || !AssetRequest(name: name, kind: kind).isPath
    {
      let article = kind == .model ? "no model" : "no data"
      if let typed {
        reportUsage(
          "\(typed)=\(name): \(article) is called `\(name)` in \(AssetManifest.fileName)"
            + (NearestName.of(name, in: assets.filter { $0.value == kind }.map(\.key)).map {
              "; did you mean `\($0)`?"
            } ?? "") + "; a place of your own has a slash: -p \(typed)=./\(name)")
        throw .said
      }
      throw .unknown(
        code: "unknown-asset", "\(article) is called `\(name)` in \(AssetManifest.fileName)",
        name: name, candidates: assets.filter { $0.value == kind }.keys.sorted(),
        note: scalar.parameter.map { "a place of your own: -p \($0)=./\(name)" })
    }
    return AssetRequest(name: name, kind: kind)
  }
}
