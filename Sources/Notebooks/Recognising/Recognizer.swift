/// Goes through a notebook's code cells in order, as the kernel would, and finds what they do in the
/// words of lessons.
///
/// It follows values, not spellings: an alias, a keyword in another place or a function around the
/// call make no difference. What it has no word for becomes a ``RecognizedCell/Problem``; nothing is
/// guessed. What comes out of a followed value by a way that is not followed is
/// ``Meaning/derived(ofLoss:)``, and no action takes that.
final class Recognizer {
  /// Every action so far; a cell has those from where it started.
  var actions: [DraftAction] = []
  var cellStart = 0
  private var cellNumber = -1
  var problems: [RecognizedCell.Problem] = []
  var notes: [String] = []
  var prints = RecognizedCell.Prints()

  /// The seeds in force: PyTorch's, and NumPy's, which a shuffle of a data set draws from.
  var torchSeed: String?
  var numpySeed: String?
  /// The first seed that the notebook sets.
  var notebookSeed: String?
  /// How many times one was set.
  var seedsSoFar = 0
  /// Whether a batch was looked at in this cell since: a loader draws when it begins.
  var hasLooked = false

  var names = Names()
  /// Attributes of the objects that are being made.
  var objects: [[String: Meaning]] = []
  /// How many of them there are.
  var making = 0
  private var usedNames: Set<String> = []
  var line = 1
  var returned: Meaning?
  /// Arguments that are kept under a name.
  var valuesSoFar = 0
  /// How much is still looked at: functions that call functions may multiply.
  private var budget = 400_000
  /// How many `with torch.no_grad()` are open.
  var detached = 0
  /// How many conditions or repetitions are open of which nobody knows how often they happen.
  var uncertain = 0
  /// Whether a `break` ends a loop of which nobody knows how often it goes round anyway.
  var mayBreak = false
  var training: TrainingLoop?
  /// Whether a loop is followed for the second time, to see that it does the same again.
  var isRepeated = false
  var trainings = 0

  // What is known of named things.
  var sequences: [String: (backbone: String, head: String)] = [:]
  var optimizers: [String: [String]] = [:]
  var labelCounts: [String: Int] = [:]
  var tokenized: [String: String] = [:]
  var frozen: Set<String> = []
  /// Models whose parameters have gradients that a training has left.
  var withGradients: Set<String> = []
  /// The data set that a subset, a loader or a trained head has its rows from.
  var sources: [String: String] = [:]
  var datasets: Set<String> = []
  var lastDataset: String?
  /// Data whose rows are tensors.
  var tensors: Set<String> = []
  /// What a loader hands over, where a `collate_fn` of the notebook's own says it.
  var batches: [String: Meaning] = [:]

  // Models of layers.
  var modules: [ModuleRecord] = []
  /// The attribute or the place under which a module stands.
  var moduleNames: [Int: String] = [:]
  /// The class of an object.
  var classes: [Int: PythonClass] = [:]
  /// The attributes of objects that are modules, in the order in which they were set.
  var attributeOrder: [Int: [String]] = [:]
  /// What `nn.ModuleList` has made.
  var moduleLists: [Meaning] = []
  /// Parameters that classes make themselves, and the layers that stand for them.
  var ownParameters: [OwnParameter] = []
  var ownLayers: [Int: (weight: Int, bias: Int)] = [:]
  /// What files hold, by their paths, and the models that stand for others too.
  var savedFiles: [String: Meaning] = [:]
  var shared: Set<Int> = []
  /// Tensors that constructors fill.
  var fills: [FirstValues] = []
  /// The models that are being followed, outermost first.
  var graphs: [(number: Int, graph: ModelGraph)] = []
  var graphNumber = 0
  /// Models of the lesson, by the module.
  var networks: [Int: NetworkInfo] = [:]
  /// Whether a model is in training mode, in the notebook and in the lesson; it begins so.
  var modes: [String: Bool] = [:]
  var lessonModes: [String: Bool] = [:]
  var schedules: [(optimizer: String, choice: LayerChoice)] = []

  // Tables.
  var tables: [String: TableInfo] = [:]
  /// What is known of a file of separated values, by the path that the notebook names.
  var findTable: (String) -> FoundTable? = { _ in nil }
  /// The text of a module that lies beside the notebook, by its name with dots.
  var findModule: (String) -> String? = { _ in nil }
  /// Those that have been read.
  var moduleScopes: [String: Int] = [:]
  /// Names that no such file has.
  var noModules: Set<String> = []
  var tableLoaders: [String: TableLoader] = [:]
  var scalers: [ScalerInfo] = []
  var windowTables: [String: String] = [:]
  var cuts: [String: (action: Int, parts: [Cut])] = [:]
  var pictureSets: [String: (table: String, action: Int, parts: [DraftEntry])] = [:]
  /// Whether something was drawn from NumPy's generator since its seed was set.
  var hasDrawn = false

  // What is looked at.
  var openLoaders: [String] = []
  /// Variables that the open loop over such rows sets anew.
  var evaluationResets: Set<String> = []
  var evaluations: [String: Int] = [:]
  var rowPredictions: [String: Int] = [:]
  var lastOutputs: [String: NetworkOutput] = [:]
  var lists: [Growth] = []
  /// The `train` of each training that has one.
  var trainingActions: [Int: Int] = [:]
  /// Trainings that may end early.
  var stopped: Set<Int> = []
  /// In an `if` about an epoch's number: every how manieth it is, or 0.
  var turn: Int?
  var figure = PlotFigure()
  /// How many calls are open that only draw.
  var drawings = 0
  /// Predictions whose words are known.
  var labelled: Set<Int> = []
  /// Logits of sentences of which nothing has been made yet.
  private var unused: [(cell: Int, line: Int, what: Classification)] = []

  /// Reads the next code cell.
  func read(_ source: String) -> RecognizedCell {
    (problems, notes, prints, cellStart) = ([], [], .init(), actions.count)
    cellNumber += 1
    hasLooked = false
    let lexer = PythonLexer(source)
    if let magic = lexer.foreignCell {
      line = 1
      problem("the cell is not Python (`%%\(magic)`)")
    } else {
      run(PythonParser.statements(lexer.tokens))
      finishFigure()
    }
    returned = nil
    prints.labelled = labelled
    return RecognizedCell(
      actions: Array(actions[cellStart...]), firstAction: cellStart, problems: problems,
      notes: notes, prints: prints)
  }

  /// An action of a later cell may still complete one of an earlier one.
  func completed(_ cells: [RecognizedCell]) -> [RecognizedCell] {
    var cells = cells
    for index in cells.indices {
      let start = cells[index].firstAction
      cells[index].actions = Array(actions[start..<(start + cells[index].actions.count)])
    }
    for (cell, line, _) in unused where cells.indices.contains(cell) {
      cells[cell].problems.append(
        .init(line: line, text: "logits of a sentence of which no class is chosen by `argmax`"))
    }
    return cells
  }

  // MARK: - What is found

  func emit(_ given: DraftAction) {
    guard !isRepeated else { return }
    var action = given
    if uncertain > 0 {
      problem("a `\(action.name)` of which it is not known whether and how often it happens")
    }
    let canBeRepeated = ["train_mode", "eval_mode", "freeze", "unfreeze"].contains(action.name)
    if let training, !canBeRepeated || training.loader != nil {
      problem("a `\(action.name)` among or behind the batches of a training")
      self.training?.isFollowed = false
    }
    switch action.name {
    case "head", "train", "predict", "model":
      (action.seed, action.seeds) = (torchSeed, seedsSoFar)
      if hasLooked, action.name != "predict" {
        problem("a `\(action.name)` that draws after a batch was looked at")
      }
    case "subset" where action.arguments.contains { $0.name == "shuffle" }:
      action.seed = action.seed ?? numpySeed
    default: break
    }
    actions.append(action)
  }

  /// What is built on something that is to do is to do as well, which is said once a cell.
  @discardableResult
  func tellOnce(where isTold: Bool = false) -> Bool {
    if problems.isEmpty, !isTold { problem("what builds on something above that is to do") }
    return !problems.isEmpty
  }

  func problem(_ text: String) {
    let problem = RecognizedCell.Problem(line: line, text: text)
    if !problems.contains(problem) { problems.append(problem) }
  }

  func note(_ text: String) { if !notes.contains(text) { notes.append(text) } }

  /// Remembers logits until something is made of them.
  func expectPrediction(of what: Classification) {
    if !isRepeated { unused.append((cellNumber, line, what)) }
  }

  func isPredicted(_ what: Classification) {
    unused.removeAll { $0.what.head == what.head && $0.what.features == what.features }
  }

  /// Whether there is still something to spend on one more expression.
  func spend() -> Bool {
    budget -= 1
    return budget > 0
  }

  // MARK: - Names

  func lookup(_ name: String) -> Meaning { names[name] ?? .path(name) }

  func bind(_ name: String, _ meaning: Meaning) { names[name] = meaning }

  /// A list or a mapping is changed in place, whoever holds it.
  func change(_ value: Meaning, to new: Meaning = .unknown) {
    names.replace(value, with: new)
    for index in objects.indices {
      objects[index] = objects[index].mapValues { $0.replacing(value, with: new) }
    }
  }

  /// The thing itself: something new gets a name, the one that its variable had if that is free.
  func settled(_ meaning: Meaning, variable: String? = nil) -> Meaning {
    guard case .made(var made) = meaning else { return meaning }
    guard !isRepeated else { return .derived(ofLoss: false) }
    let reused = reusableName(made, variable)
    if let reused { retire(reused) }
    let name = reused ?? newName(made.baseName)
    made.action.set("as", .word(name))
    switch made.kind {
    case .dataset:
      datasets.insert(name)
      lastDataset = name
    case .tokenized: lastDataset = name
    case .head(let labels, _): labelCounts[name] = labels
    case .sequential(let backbone, let head): sequences[name] = (backbone, head)
    case .optimizer(let models): optimizers[name] = models
    case .subset(let dataset): sources[name] = dataset
    case .loader(let dataset, let batch):
      sources[name] = dataset
      batches[name] = batch
    case .tokenizer, .backbone: break
    case .network(let id, _):
      networks[id]?.name = name
      networks[id]?.action = actions.count
    case .rowLoader(let loader): tableLoaders[name] = loader
    }
    emit(made.action)
    return made.meaning(named: name)
  }

  /// What was known of the object that had a name before belongs to no name now.
  private func retire(_ name: String) {
    frozen.remove(name)
    withGradients.remove(name)
    sources[name] = nil
    labelCounts[name] = nil
    optimizers = optimizers.mapValues { $0.map { $0 == name ? "\(name), replaced" : $0 } }
  }

  func newName(_ base: String) -> String {
    var name = base
    var number = 1
    while !usedNames.insert(name).inserted {
      number += 1
      name = "\(base)_\(number)"
    }
    return name
  }

  /// A notebook that assigns a new head to the old variable means the lesson's old name, unless
  /// something else still holds the old head.
  private func reusableName(_ made: Made, _ variable: String?) -> String? {
    guard let variable, let name = Self.name(of: lookup(variable)),
      made.meaning(named: name) == lookup(variable),
      !sequences.values.contains(where: { $0.backbone == name || $0.head == name })
    else { return nil }
    return names.count({ Self.name(of: $0) == name }) == 1 ? name : nil
  }

  private static func name(of meaning: Meaning) -> String? {
    switch meaning {
    case .dataset(let name, _), .tokenizer(let name), .sequential(let name), .optimizer(let name),
      .subset(let name), .loader(let name):
      name
    case .backbone(let member), .head(let member): member.via == nil ? member.name : nil
    default: nil
    }
  }
}
