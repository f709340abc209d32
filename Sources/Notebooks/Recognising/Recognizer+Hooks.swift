/// Functions that a notebook hangs on a layer, to see what goes through it.
extension Recognizer {
  /// `layer.register_forward_hook(function)`; `nil` for a function that may do more than keep what it is
  /// given: what a hook gives back goes on in the place of the layer's own values.
  func addHook(_ arguments: CallArguments) -> Meaning? {
    guard arguments.all.count == 1, arguments.positional.count == 1,
      case .function(let function, _) = meaning(arguments.positional[0]),
      function.parameters.count == 3, function.defaults.isEmpty, !function.hasOtherParameters,
      function.body.allSatisfy({ keeps($0, Set(function.parameters)) })
    else { return nil }
    note("the notebook keeps what goes through a layer, and the lesson does not")
    // What they are kept in changes whenever the layer is called, from now on.
    for name in function.body.compactMap(Self.keeper) { bind(name, .unknown) }
    return .unknown
  }

  /// Whether a line of a hook puts values somewhere, and no more.
  private func keeps(_ statement: PythonStatement, _ given: Set<String>) -> Bool {
    switch statement.kind {
    case .pass, .give(nil), .give(PythonExpression.none?): return true
    case .expression(.text): return true
    case .expression(.call(.attribute(.name(let list), "append"), let arguments)):
      guard !given.contains(list), arguments.count == 1 else { return false }
      return isKeeper(list) && looks(arguments[0].value, given)
    case .assign(let targets, let value):
      guard targets.count == 1, case .index(.name(let mapping), .text) = targets[0] else {
        return false
      }
      return !given.contains(mapping) && isKeeper(mapping) && looks(value, given)
    default: return false
    }
  }

  /// Whether it is a list or a mapping of the notebook's that holds nothing that is followed.
  private func isKeeper(_ name: String) -> Bool {
    switch names[name] {
    case .growing?, .unknown?, .list([])?: true
    case .mapping(let members)?: members.isEmpty
    default: false
    }
  }

  /// Methods that leave a value as it is.
  private static let looking: Set = ["detach", "clone", "cpu", "numpy", "size", "mean", "std"]

  /// Whether an expression is something that a hook is given, or what a method without arguments makes of it.
  private func looks(_ expression: PythonExpression, _ given: Set<String>) -> Bool {
    switch expression {
    case .name(let name): given.contains(name)
    case .text, .number: true
    case .attribute(let base, "shape"): looks(base, given)
    case .call(.attribute(let base, let name), let arguments):
      Self.looking.contains(name) && arguments.isEmpty && looks(base, given)
    default: false
    }
  }

  private static func keeper(_ statement: PythonStatement) -> String? {
    switch statement.kind {
    case .expression(.call(.attribute(.name(let list), _), _)): return list
    case .assign(let targets, _):
      if case .index(.name(let mapping), _)? = targets.first { return mapping }
      return nil
    default: return nil
    }
  }
}
