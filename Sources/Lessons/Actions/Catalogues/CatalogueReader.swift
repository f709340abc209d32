import Base
import Engine
import Records

/// Reads what a lesson says of a layer, a loss, an optimizer or a schedule, by what its own file in
/// the engine says of it.
struct CatalogueReader<Product> {
  /// In the words of a message: "layer".
  let what: String
  let entries: [CatalogueEntry<Product>]
  let scope: PlanScope

  /// `NAME`, or a mapping whose first key is the name.
  func choice(_ value: YAMLValue) throws(ArgumentProblem) -> CatalogueChoice {
    switch value {
    case .scalar:
      let scalar = try scope.scalar(value)
      guard let name = scalar.parameter == nil ? scalar.text : scalar.value.string else {
        throw .wrongType
      }
      return try choice(Located(name, at: value.range), nil, named: [])
    case .mapping(let members, _):
      guard let first = members.first else { throw .wrongType }
      return try choice(first.key, first.value, named: Array(members.dropFirst()))
    case .list: throw .wrongType
    }
  }

  /// - Parameters:
  ///   - value: what stands after the name: options by their place.
  ///   - named: the other options.
  func choice(
    _ name: Located<String>, _ value: YAMLValue?,
    named: [(key: Located<String>, value: YAMLValue)]
  ) throws(ArgumentProblem) -> CatalogueChoice {
    let entry = try entry(name)
    var given: [(name: String, range: SourceRange, value: OptionValue)] = []
    for (option, value) in zip(entry.positional, try positional(value, entry)) {
      given.append((option.name, value.range, try OptionValue(value, scope)))
    }
    for (key, value) in named {
      guard !given.contains(where: { $0.name == key.value }) else {
        throw problem(entry, OptionProblem(key.value, "is given twice"), key.range)
      }
      given.append((key.value, value.range, try OptionValue(value, scope)))
    }
    let options = Dictionary(given.map { ($0.name, $0.value) }) { first, _ in first }
    do throws(OptionProblem) {
      _ = try entry.make(Options(options))
    } catch {
      let place = named.first { $0.key.value == error.option && !known(error.option, entry) }
      let range = place?.key.range ?? given.first { $0.name == error.option }?.range
      throw problem(entry, error, range ?? name.range)
    }
    return CatalogueChoice(name: entry.name, options: options)
  }

  func entry(_ name: Located<String>) throws(ArgumentProblem) -> CatalogueEntry<Product> {
    guard let entry = entries.first(where: { $0.name == name.value }) else {
      throw ArgumentProblem.unknown(
        code: "unknown-\(what)", "there is no \(what) `\(name.value)`", name: name.value,
        candidates: entries.map(\.name)
      ).at(name.range)
    }
    return entry
  }

  /// The values by their place; a list is one value where it is all that is taken.
  private func positional(
    _ value: YAMLValue?, _ entry: CatalogueEntry<Product>
  ) throws(ArgumentProblem) -> [YAMLValue] {
    guard let value else { return [] }
    if case .scalar(let text, isPlain: true) = value, text.value.isEmpty { return [] }
    var values = [value]
    if case .list(let elements, _) = value, !entry.takesOneList { values = elements }
    guard values.count <= entry.positional.count else {
      let names = entry.positional.map { "`\($0.name)`" }.joined(separator: ", ")
      throw ArgumentProblem(
        code: "wrong-type",
        message: entry.positional.isEmpty
          ? "`\(entry.name)` takes no values of its own"
          : "`\(entry.name)` takes \(names) by their place, not \(values.count) values",
        range: value.range)
    }
    return values
  }

  private func known(_ option: String, _ entry: CatalogueEntry<Product>) -> Bool {
    entry.options.contains { $0.name == option }
  }

  private func problem(
    _ entry: CatalogueEntry<Product>, _ problem: OptionProblem, _ range: SourceRange
  ) -> ArgumentProblem {
    let isKnown = known(problem.option, entry)
    let names = entry.options.map(\.name)
    let nearest = isKnown ? nil : NearestName.of(problem.option, in: names)
    var notes = nearest.map { ["did you mean `\($0)`?"] } ?? []
    if isKnown, let option = entry.options.first(where: { $0.name == problem.option }) {
      notes.append("\(problem.option): \(option.summary)")
    }
    return ArgumentProblem(
      code: isKnown ? "wrong-type" : "unknown-argument",
      message: "`\(entry.name)`: `\(problem.option)` \(problem.reason)", notes: notes, range: range)
  }
}

extension CatalogueEntry {
  /// Whether its only value by place is itself a list.
  fileprivate var takesOneList: Bool {
    positional.count == 1 && [.wholes, .numbers].contains(positional[0].kind)
  }
}

extension OptionValue {
  /// Whole numbers above this are no sizes: a few of them multiplied must fit a whole number.
  private static let mostWhole = 1 << 24

  /// A value as it is written, parameters put in.
  init(_ value: YAMLValue, _ scope: PlanScope) throws(ArgumentProblem) {
    switch value {
    case .list(let elements, _):
      var list: [OptionValue] = []
      for element in elements { list.append(try OptionValue(element, scope)) }
      self = .list(list)
    case .scalar(let text, _):
      do throws(ArgumentProblem) {
        self = try OptionValue(scope.scalar(value).value)
      } catch {
        throw error.at(text.range)
      }
    case .mapping(_, let range):
      throw ArgumentProblem(
        code: "wrong-type", message: "an option is a value or a list of values", range: range)
    }
  }

  private init(_ value: JSONValue) throws(ArgumentProblem) {
    switch value {
    case .null: self = .none
    case .bool(let flag): self = .flag(flag)
    case .string(let word): self = .word(word)
    case .number(let number):
      if let whole = value.int, abs(whole) <= Self.mostWhole {
        self = .whole(whole)
      } else {
        self = .number(number)
      }
    case .array(let elements):
      var list: [OptionValue] = []
      for element in elements { list.append(try OptionValue(element)) }
      self = .list(list)
    case .object: throw .wrongType
    }
  }
}
