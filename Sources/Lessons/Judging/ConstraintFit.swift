import Records

extension Constraint {
  /// What this speaks of, in words, where that is something else than a result of this shape; `nil` where
  /// such a result can meet it, or fail to.
  func misfit(with shape: ResultShape) -> String? {
    switch (self, shape) {
    case (.same, _), (.sha256, _): nil
    case (.equals, .number), (.near, .number), (.between, .number), (.compared, .number),
      (.comparedWith, .number), (.hidden, .number), (.finite, .number):
      nil
    case (.text, .text), (.matches, .text), (.matches, .oneOf), (.boolean, .boolean): nil
    case (.text(let text), .oneOf(let names)): Self.misfit(text, names)
    case (.finite, .list(let element)): misfit(with: element)
    case (.decreasing, .list(.number)), (.increasing, .list(.number)): nil
    case (.list(let items), .list(let element)):
      items.lazy.compactMap { $0.misfit(with: element) }.first.map { "a list with \($0)" }
    default: subject
    }
  }

  private static func misfit(_ text: String, _ names: [String]) -> String? {
    guard !names.contains(text) else { return nil }
    let known = names.prefix(10).map { "`\($0)`" } + (names.count > 10 ? ["…"] : [])
    return "`\(text)`, which is none of \(known.joined(separator: ", "))"
  }

  /// Whether it is `= path`, which can hold only between values of a kind.
  var isOnlyAPath: Bool { if case .same = self { true } else { false } }

  /// What values it speaks of.
  private var subject: String {
    switch self {
    case .equals, .near, .between, .compared, .comparedWith, .hidden: "a number"
    case .text, .matches: "text"
    case .boolean: "true or false"
    case .decreasing, .increasing: "a list of numbers"
    case .finite: "a number or a list of numbers"
    case .list: "a list"
    case .same, .sha256: "anything"
    }
  }
}
