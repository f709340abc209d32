/// Functions of the notebook's own.
extension Recognizer {
  func call(
    _ function: PythonFunction, _ closure: Closure, _ arguments: CallArguments
  ) -> Meaning {
    guard let values = values(for: function, closure, arguments) else {
      return .derived(ofLoss: false)
    }
    return call(function, closure, with: values)
  }

  /// Calls it with values for its first parameters.
  func call(_ function: PythonFunction, _ closure: Closure, given: [Meaning]) -> Meaning {
    guard let values = values(for: function, closure, CallArguments([]), given: given) else {
      return .derived(ofLoss: false)
    }
    return call(function, closure, with: values)
  }

  /// What each parameter is in a call; a problem and `nil` where the call does not fit.
  func values(
    for function: PythonFunction, _ closure: Closure, _ arguments: CallArguments,
    given: [Meaning] = []
  ) -> [String: Meaning]? {
    let name = "a call of `\(function.name)`"
    guard !function.hasOtherParameters, function.parameters.count >= given.count else {
      problem("\(name) whose parameters are not followed")
      return nil
    }
    guard
      let bound = bound(name, arguments, Array(function.parameters.dropFirst(given.count)))
    else { return nil }
    var values = closure.defaults
    if closure == Closure() { values = function.defaults.mapValues { meaning($0) } }
    for (parameter, value) in zip(function.parameters, given) { values[parameter] = value }
    for parameter in function.parameters {
      if let value = bound[parameter] { values[parameter] = meaning(value) }
      guard values[parameter] != nil else {
        problem("\(name) without its `\(parameter)`")
        return nil
      }
    }
    return values
  }

  func call(
    _ function: PythonFunction, _ closure: Closure, with values: [String: Meaning]
  ) -> Meaning {
    guard names.depth < 8, spend() else {
      problem("functions that call each other too deeply")
      return .unknown
    }
    if let scope = closure.scope, !names.contains(scope: scope) {
      problem("a function that is called outside of the one it is defined in")
      return .unknown
    }
    names.enter(values, parent: closure.scope)
    let outer = returned
    returned = nil
    run(function.body)
    let result = returned ?? Meaning.none
    returned = outer
    names.leave()
    return result
  }
}
