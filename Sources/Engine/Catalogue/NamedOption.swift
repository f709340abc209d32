/// What can be said of a layer, a loss, an optimizer or a schedule, as a lesson writes it.
public enum OptionValue: Sendable, Equatable {
  case none
  case flag(Bool)
  case whole(Int)
  case number(Double)
  case word(String)
  case list([OptionValue])
}

/// An option by PyTorch's name: what it may be, and what it is where nothing is said.
///
/// ``Described`` says it to manuals and schemas; ``Options/read(_:)`` reads it.
public struct NamedOption<Value: Sendable>: Sendable {
  /// PyTorch's, such as `weight_decay`.
  public let name: String
  /// What is expected, such as `a whole number of at least 1`.
  public let expected: String
  /// Its values as a manual says them: "required" or the default.
  public let fallback: (text: String, value: Value)?
  /// One sentence for the manual, with a full stop.
  public let summary: String
  /// What a schema says of the values; ``parse`` is stricter.
  public let kind: OptionKind
  /// `nil` for a value that is not allowed.
  let parse: @Sendable (OptionValue) -> Value?

  /// - Parameters:
  ///   - fallback: `nil` for an option that must be given.
  ///   - parse: `nil` for a value that is not allowed; the message then says `expected`.
  public init(
    _ name: String, kind: OptionKind, expected: String, fallback: (text: String, value: Value)?,
    _ summary: String, parse: @escaping @Sendable (OptionValue) -> Value?
  ) {
    (self.name, self.kind, self.expected) = (name, kind, expected)
    (self.fallback, self.summary, self.parse) = (fallback, summary, parse)
  }

  /// The same without its type, so that options of several types fit one list.
  public var described: DescribedOption {
    DescribedOption(
      name: name, kind: kind, expected: expected, fallback: fallback?.text, summary: summary,
      accepts: { parse($0) != nil })
  }
}

/// What an option's values look like, for a schema.
public enum OptionKind: Sendable, Equatable {
  case flag
  case whole(least: Int)
  /// `nil` where there is no least.
  case number(least: Double?)
  case words([String])
  /// One whole number, or a list of so many.
  case sizes(count: Int)
  case sizesOrWords(count: Int, [String])
  case numbers
  case wholes
}

/// An option of any type.
public struct DescribedOption: Sendable {
  /// PyTorch's, such as `weight_decay`.
  public let name: String
  /// What a schema says of the values; ``accepts`` is stricter.
  public let kind: OptionKind
  /// What is expected, such as `a whole number of at least 1`.
  public let expected: String
  /// `nil` where the option is required.
  public let fallback: String?
  /// One sentence for the manual, with a full stop.
  public let summary: String
  /// Whether the option may have this value, other options left aside.
  public let accepts: @Sendable (OptionValue) -> Bool
}

/// An option that is missing, unknown, or has a value that is not allowed.
public struct OptionProblem: Error, Equatable {
  /// The option's name; that of the entry where no single option is at fault.
  public let option: String
  /// In a sentence's middle: `expects a whole number of at least 1`.
  public let reason: String

  public init(_ option: String, _ reason: String) { (self.option, self.reason) = (option, reason) }
}

// MARK: - The usual types

extension NamedOption where Value == Int {
  /// A whole number with a least value; required where there is no default.
  public static func whole(
    _ name: String, atLeast least: Int = 1, default value: Int? = nil, _ summary: String
  ) -> NamedOption {
    NamedOption(
      name, kind: .whole(least: least), expected: "a whole number of at least \(least)",
      fallback: value.map { ("\($0)", $0) }, summary
    ) {
      guard case .whole(let value) = $0, value >= least else { return nil }
      return value
    }
  }
}

extension NamedOption where Value == Int? {
  /// A whole number, or nothing.
  public static func optionalWhole(
    _ name: String, atLeast least: Int = 0, default text: String, _ summary: String
  ) -> NamedOption {
    NamedOption(
      name, kind: .whole(least: least), expected: "a whole number of at least \(least)",
      fallback: (text, nil), summary
    ) {
      guard case .whole(let value) = $0, value >= least else { return nil }
      return .some(value)
    }
  }
}

extension NamedOption where Value == Bool {
  /// True or false; never required.
  public static func flag(_ name: String, default value: Bool, _ summary: String) -> NamedOption {
    NamedOption(
      name, kind: .flag, expected: "true or false", fallback: (value ? "true" : "false", value),
      summary
    ) {
      guard case .flag(let value) = $0 else { return nil }
      return value
    }
  }
}

extension NamedOption where Value == Double {
  /// A number within some bounds, both of which may be reached.
  public static func number(
    _ name: String, _ range: ClosedRange<Double>? = nil, expected: String = "a number",
    default value: Double? = nil, _ summary: String
  ) -> NamedOption {
    NamedOption(
      name, kind: .number(least: range?.lowerBound), expected: expected,
      fallback: value.map { ("\($0)", $0) }, summary
    ) {
      guard let value = $0.double, value.isFinite, range?.contains(value) ?? true else {
        return nil
      }
      return value
    }
  }
}

extension NamedOption where Value == String {
  /// One of some words, compared letter by letter; required where there is no default.
  public static func word(
    _ name: String, of words: [String], default value: String? = nil, _ summary: String
  ) -> NamedOption {
    NamedOption(
      name, kind: .words(words), expected: words.joined(separator: ", "),
      fallback: value.map { ($0, $0) }, summary
    ) {
      guard case .word(let word) = $0, words.contains(word) else { return nil }
      return word
    }
  }
}

extension NamedOption where Value == [Int] {
  /// One whole number for all dimensions, or a list of one a dimension.
  public static func sizes(
    _ name: String, _ count: Int, atLeast least: Int = 1, default value: Int? = nil,
    _ summary: String
  ) -> NamedOption {
    let list = count == 1 ? "" : ", or a list of \(count)"
    return NamedOption(
      name, kind: .sizes(count: count), expected: "a whole number of at least \(least)" + list,
      fallback: value.map { ("\($0)", [Int](repeating: $0, count: count)) }, summary
    ) { $0.sizes(count, atLeast: least) }
  }
}

extension NamedOption where Value == [Int] {
  /// A list of whole numbers; a single one stands for a list of itself.
  public static func wholes(_ name: String, atLeast least: Int, _ summary: String) -> NamedOption {
    NamedOption(
      name, kind: .wholes, expected: "a list of whole numbers of at least \(least)",
      fallback: nil, summary
    ) {
      if case .whole(let value) = $0 { return value >= least ? [value] : nil }
      guard case .list(let items) = $0, !items.isEmpty else { return nil }
      return $0.sizes(items.count, atLeast: least)
    }
  }
}

extension NamedOption where Value == [Double]? {
  /// A list of finite numbers, or nothing.
  ///
  /// - Parameter text: what the manual says of nothing, such as `1 each`.
  public static func numbers(
    _ name: String, default text: String, _ summary: String
  ) -> NamedOption {
    NamedOption(
      name, kind: .numbers, expected: "a list of numbers", fallback: (text, nil), summary
    ) {
      guard case .list(let items) = $0 else { return nil }
      let numbers = items.compactMap { $0.double }
      return numbers.count == items.count && numbers.allSatisfy { $0.isFinite } ? numbers : nil
    }
  }
}

extension OptionValue {
  /// A number, whole or not.
  public var double: Double? {
    switch self {
    case .whole(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// One size for each dimension.
  func sizes(_ count: Int, atLeast least: Int) -> [Int]? {
    switch self {
    case .whole(let value) where value >= least: return [Int](repeating: value, count: count)
    case .list(let items):
      let sizes = items.compactMap { item in
        if case .whole(let value) = item, value >= least { value } else { nil }
      }
      return sizes.count == count && items.count == count ? sizes : nil
    default: return nil
    }
  }
}

// MARK: - Written in Swift

extension OptionValue: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral
{
  public init(integerLiteral value: Int) { self = .whole(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(booleanLiteral value: Bool) { self = .flag(value) }
  public init(stringLiteral value: String) { self = .word(value) }
  public init(arrayLiteral elements: OptionValue...) { self = .list(elements) }
}
