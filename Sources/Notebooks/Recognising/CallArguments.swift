/// The arguments of a call.
struct CallArguments {
  var positional: [PythonExpression] = []
  var named: [String: PythonExpression] = [:]
  /// What is unpacked with `**`.
  var unpacked: [PythonExpression] = []
  /// What is unpacked with `*`, whose places nobody knows.
  var starred: [PythonExpression] = []
  /// Names that are given twice.
  private var repeated: [String] = []
  var hasRepeated: Bool { !repeated.isEmpty }

  init(_ arguments: [PythonArgument]) {
    for argument in arguments {
      if argument.stars == 1 {
        starred.append(argument.value)
      } else if argument.stars == 2 {
        unpacked.append(argument.value)
      } else if let name = argument.name {
        if named.updateValue(argument.value, forKey: name) != nil { repeated.append(name) }
      } else {
        positional.append(argument.value)
      }
    }
  }

  /// Every expression among them.
  var all: [PythonExpression] {
    positional + starred + named.sorted { $0.key < $1.key }.map(\.value) + unpacked
  }

  var isEmpty: Bool { all.isEmpty }

  /// The arguments by name, where each is one of those that the call is known to take.
  ///
  /// - Parameters:
  ///   - places: the names of arguments that may be given by their place, in order.
  ///   - names: those that are given by name.
  /// - Returns: `nil` with the first that is not understood: its name, or `…` for a further place,
  ///   `*values` and `**values`.
  func bound(
    _ places: [String], _ names: Set<String> = []
  ) -> (values: [String: PythonExpression]?, unknown: String?) {
    guard starred.isEmpty, unpacked.isEmpty, positional.count <= places.count else {
      return (nil, "…")
    }
    var values = named
    for (name, value) in zip(places, positional) {
      guard values.updateValue(value, forKey: name) == nil else { return (nil, name) }
    }
    let known = names.union(places)
    if let other = repeated.first ?? named.keys.sorted().first(where: { !known.contains($0) }) {
      return (nil, other)
    }
    return (values, nil)
  }
}

extension Recognizer {
  /// The arguments of a known call; a problem and `nil` where one is not understood.
  func bound(
    _ call: String, _ arguments: CallArguments, _ places: [String], _ names: Set<String> = []
  ) -> [String: PythonExpression]? {
    let (values, unknown) = arguments.bound(places, names)
    if let unknown { problem("\(call) with `\(unknown)`") }
    if values == nil { arguments.all.forEach { _ = meaning($0) } }
    return values
  }
}
