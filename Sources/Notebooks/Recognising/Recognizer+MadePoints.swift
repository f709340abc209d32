import Engine

/// Points that scikit-learn makes.
extension Recognizer {
  /// `make_circles(1000, noise=0.03, random_state=42)` and `make_moons`; `nil` for anything else.
  func madePoints(_ path: String, _ arguments: CallArguments) -> Meaning? {
    let kinds = [
      "sklearn.datasets.make_circles": "circles", "sklearn.datasets.make_moons": "moons",
    ]
    guard let kind = kinds[path] else { return nil }
    let call = "`\(path.split(separator: ".").last ?? "")`"
    let names: Set = ["shuffle", "noise", "random_state"]
    guard
      let bound = bound(
        call, arguments, ["n_samples"], kind == "circles" ? names.union(["factor"]) : names)
    else { return .broken }
    let given = bound.mapValues { meaning($0) }
    guard case .number(let text) = given["n_samples"] ?? .number("100"), let count = Int(text),
      count > 1, training == nil, uncertain == 0, making == 0
    else {
      problem("\(call) whose number of points is no constant")
      return .broken
    }
    let table = newName("dataset")
    var action = DraftAction(kind, .word("\(count)"))
    for (name, usual) in [("factor", "0.8"), ("noise", "0")] {
      switch given[name] {
      case nil,
        Meaning.none? where name == "noise":
        break
      case .number(let text)? where Double(text).map({ $0 >= 0 }) ?? false:
        if Double(text) != Double(usual) { action.set(name, .word(text)) }
      default:
        problem("\(call) whose `\(name)` is no constant")
        return .broken
      }
    }
    var draws = action.arguments.contains { $0.name == "noise" }
    switch given["shuffle"] {
    case nil, .truth(true)?: draws = true
    case .truth(false)?: action.set("shuffle", .word("false"))
    default:
      problem("\(call) whose `shuffle` is no constant")
      return .broken
    }
    if draws { guard setState(given["random_state"], &action, call) else { return .broken } }
    action.set("as", .word(table))
    var info = TableInfo()
    info.action = actions.count
    (info.rows, info.sample, info.classes) = (count, [2], 2)
    (info.target, info.columns) = (MadePoints.target, MadePoints.columns + [MadePoints.target])
    tables[table] = info
    emit(action)
    return .list([
      .cells(Cells(table: table, part: .inputs)),
      .cells(Cells(table: table, part: .target, number: .whole, shape: .flat)),
    ])
  }
}
