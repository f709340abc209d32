/// Goes through a notebook's code cells in order, as the kernel would, and finds what they do in the
/// words of lessons.
///
/// It follows values, not spellings: an alias, a keyword in another place or a function around the
/// call make no difference. What it has no word for becomes a ``RecognizedCell/Problem``; nothing is
/// guessed.
final class Recognizer {
  /// Every action so far; a cell has those from where it started.
  var actions: [DraftAction] = []
  private var cellStart = 0
  private var problems: [RecognizedCell.Problem] = []
  var notes: [String] = []
  private var cellSeed: String?
  /// The first seed that the notebook sets for everything.
  var notebookSeed: String?

  private var globals: [String: Meaning] = [:]
  var locals: [[String: Meaning]] = []
  /// Attributes of the objects that are being made.
  var objects: [[String: Meaning]] = []
  private var usedNames: Set<String> = []
  var line = 1
  var returned: Meaning?
  /// How much is still looked at: functions that call functions may multiply.
  private var budget = 200_000
  /// What has been looked at inside a `print`, while one is.
  var printed: [Meaning]?
  /// How many `with torch.no_grad()` are open.
  var detached = 0
  var training: TrainingLoop?

  // What is known of named things.
  var sequences: [String: (backbone: String, head: String)] = [:]
  var optimizers: [String: [String]] = [:]
  var labelCounts: [String: Int] = [:]
  var tokenized: [String: String] = [:]
  var frozen: Set<String> = []
  var lastDataset: String?
  var linearLayers = 0

  /// Reads the next code cell.
  func read(_ source: String) -> RecognizedCell {
    (problems, notes, cellSeed, cellStart) = ([], [], nil, actions.count)
    let lexer = PythonLexer(source)
    if let magic = lexer.foreignCell {
      line = 1
      problem("the cell is not Python (`%%\(magic)`)")
    } else {
      run(PythonParser.statements(lexer.tokens))
    }
    returned = nil
    return RecognizedCell(
      actions: Array(actions[cellStart...]), problems: problems, notes: notes, seed: cellSeed)
  }

  /// An action of a later cell may still complete one of an earlier one.
  func completed(_ cells: [RecognizedCell]) -> [RecognizedCell] {
    var start = 0
    return cells.map { cell in
      var cell = cell
      cell.actions = Array(actions[start..<(start + cell.actions.count)])
      start += cell.actions.count
      return cell
    }
  }

  // MARK: - What is found

  func emit(_ action: DraftAction) { actions.append(action) }

  func problem(_ text: String) {
    let problem = RecognizedCell.Problem(line: line, text: text)
    if !problems.contains(problem) { problems.append(problem) }
  }

  func note(_ text: String) { if !notes.contains(text) { notes.append(text) } }

  /// The step starts from the seed that the notebook names.
  func seed(_ seed: String) {
    if let cellSeed, cellSeed != seed { return problem("two seeds in one cell") }
    cellSeed = seed
  }

  /// Whether there is still something to spend on one more expression.
  func spend() -> Bool {
    budget -= 1
    return budget > 0
  }

  // MARK: - Names

  func lookup(_ name: String) -> Meaning {
    locals.last?[name] ?? globals[name] ?? .path(name)
  }

  func bind(_ name: String, _ meaning: Meaning) {
    if locals.isEmpty { globals[name] = meaning } else { locals[locals.count - 1][name] = meaning }
  }

  /// The thing itself: something new gets a name, the one that its variable had if that is free.
  func settled(_ meaning: Meaning, variable: String? = nil) -> Meaning {
    guard case .made(var made) = meaning else { return meaning }
    let name = reusableName(made, variable) ?? newName(made.baseName)
    made.action.set("as", .word(name))
    switch made.kind {
    case .dataset, .tokenized: lastDataset = name
    case .head(let labels): labelCounts[name] = labels
    case .sequential(let backbone, let head): sequences[name] = (backbone, head)
    case .optimizer(let models): optimizers[name] = models
    case .tokenizer, .subset, .loader: break
    case .backbone: frozen.remove(name)
    }
    emit(made.action)
    return made.meaning(named: name)
  }

  private func newName(_ base: String) -> String {
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
    let holders = ([globals] + locals).reduce(0) { count, scope in
      count + scope.count { Self.name(of: $0.value) == name }
    }
    return holders == 1 ? name : nil
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

/// What a code cell does.
struct RecognizedCell: Equatable {
  /// Something that lessons have no word for.
  struct Problem: Equatable {
    /// The line of the cell, from 1.
    var line: Int
    var text: String
  }

  var actions: [DraftAction]
  var problems: [Problem]
  /// Where the lesson does almost the same.
  var notes: [String]
  /// The seed that the cell names for itself.
  var seed: String?
}
