/// The options given for one layer, loss, optimizer or schedule.
public struct Options: Sendable {
  /// By the options' names; ``OptionValue/none`` is Python's `None`.
  public var values: [String: OptionValue]

  public init(_ values: [String: OptionValue] = [:]) { self.values = values }

  /// The option's value, or its default.
  ///
  /// Nothing, Python's `None`, is a value where the option has the word `none`, and as good as not given
  /// elsewhere.
  public func read<Value>(_ option: NamedOption<Value>) throws(OptionProblem) -> Value {
    if values[option.name] == OptionValue.none, let nothing = option.parse(.word("none")) {
      return nothing
    }
    guard let given = values[option.name], given != .none else {
      guard let fallback = option.fallback else {
        throw OptionProblem(option.name, "is missing: expected \(option.expected)")
      }
      return fallback.value
    }
    guard let value = option.parse(given) else {
      throw OptionProblem(option.name, "must be \(option.expected)")
    }
    return value
  }

  /// Whether an option was given.
  public func has<Value>(_ option: NamedOption<Value>) -> Bool {
    values[option.name].map { $0 != .none } ?? false
  }
}
