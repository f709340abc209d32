extension PythonStatement {
  /// Whether a `break` in it ends the loop around it.
  var breaks: Bool {
    switch kind {
    case .other(let word, let body): word == "break" || body.contains(where: \.breaks)
    case .branch(let cases, let otherwise):
      cases.contains { $0.body.contains(where: \.breaks) } || otherwise.contains(where: \.breaks)
    case .with(_, _, let body): body.contains(where: \.breaks)
    default: false
    }
  }

  /// A function under `@torch.no_grad()` as one whose body stands in a `with` of it; `nil` for any other
  /// decorators.
  func withoutGradients(_ decorators: [PythonExpression]) -> PythonStatement? {
    guard decorators.count == 1, case .function(var function) = kind else { return nil }
    let known = ["no_grad", "inference_mode"].map {
      PythonExpression.call(.attribute(.name("torch"), $0), [])
    }
    guard known.contains(decorators[0]) else { return nil }
    function.body = [PythonStatement(line: line, kind: .with(decorators, as: [], function.body))]
    return PythonStatement(line: line, kind: .function(function))
  }
}
