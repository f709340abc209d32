/// The arguments of a call.
struct CallArguments {
  var positional: [PythonExpression] = []
  var named: [String: PythonExpression] = [:]
  /// What is unpacked with `**`.
  var unpacked: [PythonExpression] = []
  /// Whether there is a `*values`, whose places nobody knows.
  var hasStar = false

  init(_ arguments: [PythonArgument]) {
    for argument in arguments {
      if argument.stars == 1 {
        hasStar = true
      } else if argument.stars == 2 {
        unpacked.append(argument.value)
      } else if let name = argument.name {
        named[name] = argument.value
      } else {
        positional.append(argument.value)
      }
    }
  }

  /// Every expression among them.
  var all: [PythonExpression] {
    positional + named.sorted { $0.key < $1.key }.map(\.value) + unpacked
  }

  /// An argument by its place or its name.
  func value(_ place: Int, _ name: String) -> PythonExpression? {
    positional.indices.contains(place) ? positional[place] : named[name]
  }

  /// The names that are not among those known; `*values` and further places count as one.
  func unknown(_ known: Set<String>, places: Int) -> [String] {
    let isTooLong = hasStar || positional.count > places || !unpacked.isEmpty
    return named.keys.filter { !known.contains($0) }.sorted() + (isTooLong ? ["…"] : [])
  }
}
