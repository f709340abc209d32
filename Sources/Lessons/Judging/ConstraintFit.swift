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
    case (.text, _) where shape.isText, (.matches, _) where shape.isText: nil
    case (.boolean, .boolean): nil
    case (.finite, .list(let element)): misfit(with: element)
    case (.decreasing, .list(.number)), (.increasing, .list(.number)): nil
    case (.list(let items), .list(let element)):
      items.lazy.compactMap { $0.misfit(with: element) }.first.map { "a list with \($0)" }
    default: subject
    }
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
