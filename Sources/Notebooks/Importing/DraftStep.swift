/// A step of a draft: what one code cell does, or a part of it.
struct DraftStep: Equatable {
  var id: String
  var cell: String
  var actions: [DraftAction]
  /// Lines for the author, as comments.
  var notes: [String] = []
  var seed: String?

  /// Actions of which a step can hold only one, for each writes results of the same names.
  private static let single: Set = [
    "dataset", "tokenizer", "tokenize", "backbone", "head", "subset", "train", "predict",
  ]

  /// The steps of a cell: one, or several where it does the same thing twice.
  static func steps(
    of cell: RecognizedCell, id: String, position: Int, usedIDs: inout Set<String>
  ) -> [DraftStep] {
    var groups: [[DraftAction]] = [[]]
    for action in cell.actions {
      if single.contains(action.name),
        groups[groups.count - 1].contains(where: {
          $0.name == action.name
        })
      {
        groups.append([])
      }
      groups[groups.count - 1].append(action)
    }
    groups[groups.count - 1] += cell.problems.map { problem in
      DraftAction("todo", .text("line \(problem.line): \(problem.text)"))
    }
    if groups == [[]] {
      groups = [[DraftAction("nothing", .text("the cell leaves nothing that a replay needs"))]]
    }
    return groups.map { actions in
      let base = Self.name(of: actions) ?? "cell-\(position)"
      var name = base
      var number = 1
      while !usedIDs.insert(name).inserted {
        number += 1
        name = "\(base)-\(number)"
      }
      return DraftStep(id: name, cell: id, actions: actions, notes: cell.notes, seed: cell.seed)
    }
  }

  /// What any run of the step must show, so that a draft can be checked from the first day: the
  /// author asserts more.
  var expectation: String? {
    let names = Set(actions.map(\.name))
    if names.contains("train") { return "losses: finite" }
    return names.contains("predict") ? "logits: finite" : nil
  }

  /// What a step is called after: the most telling of its actions.
  private static func name(of actions: [DraftAction]) -> String? {
    let names = Set(actions.map(\.name))
    let words = [
      ("train", "train"), ("predict", "predict"), ("tokenize", "tokenize"),
      ("tokenizer", "tokenize"), ("backbone", "load-backbone"), ("dataset", "load-data"),
      ("head", "setup"), ("sequential", "setup"), ("optimizer", "setup"), ("subset", "setup"),
      ("loader", "setup"), ("freeze", "freeze"), ("unfreeze", "unfreeze"), ("nothing", "prepare"),
    ]
    return words.first { names.contains($0.0) }?.1
  }
}
