/// Numbers at equal distances, as `torch.arange` makes them.
struct NumberSequence: Equatable {
  /// As the notebook writes them.
  var start, end, step: String
  var count: Int
  /// Whether its shape is [rows, 1] and not [rows].
  var isTall = false
  /// What it is multiplied by, where it is.
  var slope: String?
  /// Tells two that are made alike apart.
  var number: Int
}

/// Tables of points on a line.
extension Recognizer {
  /// `torch.arange(0, 1, 0.02)`; `nil` for what gives no single-precision numbers.
  func sequence(_ arguments: CallArguments) -> Meaning? {
    guard
      let bound = arguments.bound(["start", "end", "step"], ["dtype", "device"]).values,
      training == nil, graphs.isEmpty, making == 0
    else { return nil }
    let given = ["start", "end", "step"].map { bound[$0].map { meaning($0) } }
    var numbers = given.compactMap { value -> String? in
      if case .number(let text)? = value { text } else { nil }
    }
    guard numbers.count == given.count(where: { $0 != nil }), !numbers.isEmpty else { return nil }
    let isFloat: Bool =
      switch bound["dtype"].map({ meaning($0) }) {
      case nil: numbers.contains { Int($0) == nil }
      case .path("torch.float32")?, .path("torch.float")?: true
      default: false
      }
    if let device = bound["device"], !isDevice(meaning(device)) { return nil }
    if numbers.count == 1 { numbers.insert("0", at: 0) }
    if numbers.count == 2 { numbers.append("1") }
    guard isFloat, let start = Double(numbers[0]), let end = Double(numbers[1]),
      let step = Double(numbers[2]), step != 0
    else { return nil }
    let count = ((end - start) / step).rounded(.up)
    guard count >= 1, count <= 1_000_000 else { return nil }
    valuesSoFar += 1
    return .sequence(
      NumberSequence(
        start: numbers[0], end: numbers[1], step: numbers[2], count: Int(count), number: valuesSoFar
      ))
  }

  /// A method that leaves the numbers as they are; `nil` for any other.
  func method(_ name: String, of sequence: NumberSequence, _ arguments: CallArguments) -> Meaning? {
    var tall = sequence
    tall.isTall = true
    let given = arguments.all.map { meaning($0) }
    switch (name, given) {
    case ("unsqueeze", [.number("1")]), ("unsqueeze", [.number("-1")]):
      let isNamed = Set(arguments.named.keys).isSubset(of: ["dim"])
      return isNamed && !sequence.isTall ? .sequence(tall) : nil
    case ("view", [.number("-1"), .number("1")]), ("reshape", [.number("-1"), .number("1")]):
      return arguments.named.isEmpty ? .sequence(tall) : nil
    case ("float", []), ("clone", []), ("cpu", []): return .sequence(sequence)
    default: return nil
    }
  }

  /// `slope * x`, and `slope * x + intercept`, with which x and y become a table; `nil` for anything else.
  func points(_ symbol: String, _ first: Meaning, _ second: Meaning) -> Meaning? {
    switch (symbol, first, second) {
    case ("*", .sequence(var x), .number(let slope)), ("*", .number(let slope), .sequence(var x)):
      guard x.slope == nil else { return nil }
      x.slope = slope
      return .sequence(x)
    case ("+", .sequence(let x), .number(let intercept)),
      ("+", .number(let intercept), .sequence(let x)):
      guard let slope = x.slope, x.isTall, training == nil, uncertain == 0 else { return nil }
      return table(of: x, slope, intercept)
    default: return nil
    }
  }

  private func table(of x: NumberSequence, _ slope: String, _ intercept: String) -> Meaning {
    let table = newName("dataset")
    var info = TableInfo()
    info.action = actions.count
    (info.rows, info.sample, info.target, info.columns) = (x.count, [1], "y", ["x", "y"])
    tables[table] = info
    let range = [x.start, x.end, x.step].map { DraftValue.word($0) }
    emit(
      DraftAction(
        "line", .list(range),
        [
          DraftArgument("slope", .word(slope)), DraftArgument("intercept", .word(intercept)),
          DraftArgument("as", .word(table)),
        ]))
    let inputs = Cells(table: table, part: .inputs, number: .float, form: .tensor)
    var target = inputs
    (target.part, target.shape) = (.target, .tall)
    var plain = x
    plain.slope = nil
    change(.sequence(plain), to: .cells(inputs))
    return .cells(target)
  }
}
