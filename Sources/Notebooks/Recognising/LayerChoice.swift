import Engine

/// A layer, a loss, an optimizer or a schedule of the engine's catalogues, with its options.
struct LayerChoice: Equatable {
  var name: String
  var options: [String: OptionValue] = [:]
  /// Numbers as the notebook writes them.
  var texts: [String: String] = [:]
  /// Whether what goes in is overwritten.
  var isInPlace = false

  init(_ name: String, _ options: [String: OptionValue] = [:], isInPlace: Bool = false) {
    (self.name, self.options, self.isInPlace) = (name, options, isInPlace)
  }

  /// As a lesson writes it: the name alone, or a mapping's entries with the name first.
  func text<Product>(_ entry: CatalogueEntry<Product>) -> (first: String, others: [String]) {
    var left = options
    var places: [String] = []
    for option in entry.positional {
      guard let value = left[option.name] else { break }
      places.append(text(value, option))
      left[option.name] = nil
    }
    let first: String =
      switch places.count {
      case 0: name
      case 1: "\(name): \(places[0])"
      default: "\(name): [\(places.joined(separator: ", "))]"
      }
    let others = entry.options.compactMap { option in
      left[option.name].map { "\(option.name): \(text($0, option))" }
    }
    return (first, others)
  }

  /// As the value of an argument such as `loss`.
  func value<Product>(_ entry: CatalogueEntry<Product>) -> DraftValue {
    let (first, others) = text(entry)
    let isName = first == name && others.isEmpty
    return .word(isName ? name : "{\(([first] + others).joined(separator: ", "))}")
  }

  func text(_ value: OptionValue, _ option: DescribedOption) -> String {
    if let text = texts[option.name] { return text }
    if case .list(let items) = value, items.count > 1, items.allSatisfy({ $0 == items[0] }) {
      // One size for all dimensions.
      switch option.kind {
      case .sizes, .sizesOrWords: return Self.text(items[0])
      default: break
      }
    }
    if case .list = value, case .sizes = option.kind, option.name == "kernel_size" {
      return "[\(Self.text(value))]"
    }
    return Self.text(value)
  }

  private static func text(_ value: OptionValue) -> String {
    switch value {
    case .none: "null"
    case .flag(let flag): "\(flag)"
    case .whole(let whole): "\(whole)"
    case .number(let number): "\(number)"
    case .word(let word): DraftYAML.isPlainWord(word) ? word : DraftYAML.quoted(word)
    case .list(let items): "[\(items.map { text($0) }.joined(separator: ", "))]"
    }
  }
}

extension OptionValue {
  /// A constant of the notebook; `nil` for what is none.
  init?(_ meaning: Meaning) {
    switch meaning {
    case .number(let text):
      if let whole = Int(text) {
        self = .whole(whole)
      } else if let number = Double(text) {
        self = .number(number)
      } else {
        return nil
      }
    case .truth(let flag): self = .flag(flag)
    case .text(let word): self = .word(word)
    case .none: self = .none
    case .list(let items):
      let values = items.compactMap { OptionValue($0) }
      guard values.count == items.count else { return nil }
      self = .list(values)
    default: return nil
    }
  }
}

extension Recognizer {
  /// Reads a call by what an entry of a catalogue says of its spelling.
  ///
  /// - Parameters:
  ///   - first: names of arguments before the entry's own.
  ///   - names: further names that the caller reads itself.
  /// - Returns: the choice, and the arguments that are the caller's; `nil` with a problem where one
  ///   is not understood.
  func choice<Product>(
    _ entry: CatalogueEntry<Product>, _ call: String, _ arguments: CallArguments,
    first: [String] = [], names: Set<String> = [], others: [String] = []
  ) -> (choice: LayerChoice, rest: [String: PythonExpression])? {
    let idle = entry.pythonIdle
    let places =
      first + entry.pythonPlaces + others + (idle.contains("inplace") ? ["inplace"] : [])
    guard
      var bound = bound(
        call, arguments, places, names.union(entry.pythonNames).union(idle).union(["device"]))
    else { return nil }
    var choice = LayerChoice(entry.name)
    for name in idle.sorted() {
      guard let value = bound.removeValue(forKey: name) else { continue }
      switch meaning(value) {
      case .truth(let isOn): if name == "inplace" { choice.isInPlace = isOn }
      case Meaning.none: break
      default:
        problem("\(call) whose `\(name)` is no constant")
        return nil
      }
    }
    if let device = bound.removeValue(forKey: "device"), !isDevice(meaning(device)) {
      problem("\(call) on something else than a device")
      return nil
    }
    for option in entry.options where !first.contains(option.name) {
      guard let expression = bound.removeValue(forKey: option.name) else { continue }
      let given = meaning(expression)
      guard let value = self.option(option, entry, given) else {
        problem(
          OptionValue(given) == nil
            ? "\(call) whose `\(option.name)` is no constant"
            : "\(call) whose `\(option.name)` is not \(option.expected)")
        return nil
      }
      // `None` is what it is without it.
      if value != .none { choice.options[option.name] = value }
      if case .number(let text) = given { choice.texts[option.name] = text }
      if case .hiddenSize(let backbone) = given {
        choice.texts[option.name] = "\(backbone).hidden_size"
      }
    }
    do throws(OptionProblem) {
      _ = try entry.make(Options(choice.options))
    } catch {
      problem("\(call) whose `\(error.option)` \(error.reason)")
      return nil
    }
    return (choice, bound)
  }

  private func option<Product>(
    _ option: DescribedOption, _ entry: CatalogueEntry<Product>, _ meaning: Meaning
  ) -> OptionValue? {
    var constant = OptionValue(meaning)
    // `torch.tensor([3.0])` where PyTorch takes tensors.
    if case .constants(let values) = meaning, entry.spelling.tensors.contains(option.name) {
      constant = .list(values)
    }
    // How many values a backbone gives is not known here, but it has a name.
    if case .hiddenSize = meaning { constant = .whole(1) }
    guard let value = constant else { return nil }
    if value == .none {
      if option.accepts(.word("none")) { return .word("none") }
      // No bias at all, for instance, is not the usual bias.
      switch option.kind {
      case .flag, .words: return nil
      default: return option.fallback == nil ? nil : value
      }
    }
    return option.accepts(value) ? value : nil
  }
}
