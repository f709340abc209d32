/// A step of a draft: what one code cell does, or a part of it.
struct DraftStep: Equatable {
  var id: String
  var cell: String
  var actions: [DraftAction]
  /// Their places among the notebook's actions.
  var places: [Int] = []
  /// Lines for the author, as comments.
  var notes: [String] = []
  var seed: String?

  /// Actions of which a step can hold only one, for each writes results of the same names.
  private static let single: Set = [
    "dataset", "tokenizer", "tokenize", "backbone", "head", "subset", "train", "predict",
    "model", "evaluate", "summary",
  ]

  /// A part of a cell that is to be one step.
  private struct Group {
    var actions: [DraftAction] = []
    var places: [Int] = []
    var hasDraws = false
    var seed: String?
    var seeds = 0
  }

  /// The steps of a cell: one, or several where it does the same thing twice or draws from several
  /// seeds.
  static func steps(
    of cell: RecognizedCell, figures: PrintedFigures, id: String, position: Int, seed: String?,
    usedIDs: inout Set<String>
  ) -> [DraftStep] {
    var groups = [Group()]
    for (place, action) in cell.actions.enumerated() where !action.isReserved {
      let figure = figures.actions[place]
      let own = action.seed == seed ? nil : action.seed
      let last = groups[groups.count - 1]
      let isSecond =
        single.contains(action.name) && last.actions.contains { $0.name == action.name }
        || figure != nil && last.actions.contains { $0.name == figure?.name }
      let draws = draws(action)
      if isSecond || (draws && last.hasDraws && (last.seed != own || last.seeds != action.seeds)) {
        groups.append(Group())
      }
      groups[groups.count - 1].places.append(cell.firstAction + place)
      groups[groups.count - 1].actions += [action] + (figure.map { [$0] } ?? [])
      if draws {
        (groups[groups.count - 1].hasDraws, groups[groups.count - 1].seed) = (true, own)
        groups[groups.count - 1].seeds = action.seeds
      }
    }
    let problems =
      cell.problems.map { "line \($0.line): \($0.text)" } + (figures.problem.map { [$0] } ?? [])
    groups[groups.count - 1].actions += problems.map { DraftAction("todo", .text($0)) }
    if groups.count == 1, groups[0].actions.isEmpty {
      groups[0].actions = [
        DraftAction("nothing", .text("the cell leaves nothing that a replay needs"))
      ]
    }
    return groups.map { group in
      let base = Self.name(of: group.actions) ?? "cell-\(position)"
      var name = base
      var number = 1
      while !usedIDs.insert(name).inserted {
        number += 1
        name = "\(base)-\(number)"
      }
      return DraftStep(
        id: name, cell: id, actions: group.actions, places: group.places, notes: cell.notes,
        seed: group.seed)
    }
  }

  /// Whether it draws random numbers from PyTorch's generator.
  var draws: Bool {
    actions.contains { ["head", "model", "train", "split"].contains($0.name) && Self.draws($0) }
  }

  /// Whether an action draws random numbers.
  private static func draws(_ action: DraftAction) -> Bool {
    switch action.name {
    case "head", "train", "predict", "model": true
    case "subset": action.arguments.contains { $0.name == "shuffle" }
    case "split":
      action.arguments.contains { $0.name == "random_split" }
        && !action.arguments.contains { $0.name == "random_state" }
    default: false
    }
  }

  /// What any run of the step must show, so that a draft can be checked from the first day: the
  /// author asserts more.
  var expectation: String? {
    let names = Set(actions.map(\.name))
    if names.contains("train") { return "losses: finite" }
    let isOfSentence = actions.contains { action in
      action.name == "predict" && action.arguments.contains { $0.name == "labels" }
    }
    return isOfSentence ? "logits: finite" : nil
  }

  /// What a step is called after: the most telling of its actions.
  private static func name(of actions: [DraftAction]) -> String? {
    let names = Set(actions.map(\.name))
    let words = [
      ("train", "train"), ("evaluate", "evaluate"), ("predict", "predict"),
      ("tokenize", "tokenize"),
      ("tokenizer", "tokenize"), ("backbone", "load-backbone"), ("dataset", "load-data"),
      ("circles", "make-points"), ("moons", "make-points"),
      ("head", "setup"), ("sequential", "setup"), ("optimizer", "setup"), ("subset", "setup"),
      ("model", "make-model"), ("split", "split"), ("scale", "scale"), ("windows", "windows"),
      ("transform", "transform"), ("plot", "plot"), ("show", "show"), ("summary", "summary"),
      ("loader", "setup"), ("freeze", "freeze"), ("unfreeze", "unfreeze"), ("nothing", "prepare"),
    ]
    return words.first { names.contains($0.0) }?.1
  }
}
