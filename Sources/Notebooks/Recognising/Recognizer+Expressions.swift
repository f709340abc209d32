extension Recognizer {
  /// What an expression stands for; something new in it gets its name.
  func meaning(_ expression: PythonExpression) -> Meaning { settled(rawMeaning(expression)) }

  /// The same, but something new waits for the variable that it is assigned to.
  func rawMeaning(_ expression: PythonExpression) -> Meaning {
    guard spend() else {
      problem("more than can be followed")
      return .unknown
    }
    switch expression {
    case .name(let name):
      let value = lookup(name)
      if value == .broken { tellOnce() }
      return value
    case .number(let text): return Arithmetic.literal(text).map { .number($0) } ?? .unknown
    case .text(let text): return .text(text)
    case .truth(let value): return .truth(value)
    case .none: return Meaning.none
    case .formatted(let pieces): return text(of: pieces)
    case .other(let parts): return computed(parts.map { meaning($0) })
    case .list([]): return newList()
    case .list(let items), .tuple(let items): return .list(items.map { meaning($0) })
    case .slice(let lower, let upper, let step):
      return .slice(lower.map { meaning($0) }, upper.map { meaning($0) }, step.map { meaning($0) })
    case .dictionary(let entries): return mapping(entries)
    case .attribute(let base, let name): return attribute(meaning(base), name)
    case .call(let callee, let arguments): return call(callee, arguments)
    case .index(let base, let place): return element(of: meaning(base), at: meaning(place))
    case .binary(let symbol, let left, let right): return binary(symbol, left, right)
    case .unary(let symbol, let operand): return unary(symbol, meaning(operand))
    case .conditional(let yes, let test, let no): return conditional(yes, meaning(test), no)
    case .lambda(let parameters, let body):
      let give = PythonStatement(line: 0, kind: .give(body))
      return .function(
        PythonFunction(name: "lambda", parameters: parameters, body: [give]),
        Closure(scope: names.scope))
    case .comprehension(let element, let target, let source):
      return comprehension(element, target, meaning(source))
    case .entries(let entry, let target, let source):
      return entries(entry, target, meaning(source))
    case .loops(let targets, let parts): return loops(targets, parts)
    case .named(let target, let value):
      let found = computed([meaning(value)])
      problem("an assignment within an expression")
      forget([PythonStatement(line: 0, kind: .assign([target], value))])
      return found
    }
  }

  /// A key as ``Meaning/mapping(_:)`` has it: numbers as they are, texts in quotation marks.
  static func key(_ meaning: Meaning) -> String? {
    switch meaning {
    case .text(let text): "\"\(text)\""
    case .number(let text): text
    default: nil
    }
  }

  private func mapping(_ entries: [PythonEntry]) -> Meaning {
    var members: [String: Meaning] = [:]
    var all: [Meaning] = []
    for entry in entries {
      let value = meaning(entry.value)
      all.append(value)
      if let key = entry.key.map({ meaning($0) }).flatMap(Self.key) { members[key] = value }
    }
    return members.count == entries.count ? .mapping(members) : computed(all)
  }

  // MARK: - Loops in brackets

  /// Over rows: what it makes of each.
  private func comprehension(
    _ element: PythonExpression, _ target: PythonExpression, _ source: Meaning
  ) -> Meaning {
    if case .name(let name) = target, making > 0 || !graphs.isEmpty,
      case .range(.number(let start), .number(let end)) = source, let first = Int(start),
      let last = Int(end), last - first <= 64
    {
      return .list(
        (first..<max(first, last)).map { index in
          binding([name: .number("\(index)")]) { meaning(element) }
        })
    }
    guard case .name(let name) = target, source == .batch else {
      return loops([target], [element], over: source)
    }
    return binding([name: .batch]) { meaning(element) }
  }

  /// `{key: value.to(device) for key, value in batch.items()}` is the batch.
  private func entries(
    _ entry: PythonEntry, _ target: PythonExpression, _ source: Meaning
  ) -> Meaning {
    let parts = [entry.key, entry.value].compactMap { $0 }
    guard case .items(let whole) = source, case .tuple(let names) = target, names.count == 2,
      case .name(let key) = names[0], case .name(let value) = names[1], entry.key == names[0]
    else { return loops([target], parts, over: source) }
    // No column has this name.
    let each = Meaning.column("*")
    let result = binding([key: .unknown, value: each]) { meaning(entry.value) }
    return result == each ? whole : computed([whole, result])
  }

  private func loops(
    _ targets: [PythonExpression], _ parts: [PythonExpression], over source: Meaning = .unknown
  ) -> Meaning {
    var unknown: [String: Meaning] = [:]
    for name in targets.flatMap({ Self.names(in: $0) }) { unknown[name] = .unknown }
    return binding(unknown) {
      uncertainly { computed([source] + parts.map { meaning($0) }) }
    }
  }

  private func binding(_ values: [String: Meaning], _ body: () -> Meaning) -> Meaning {
    let outer = values.keys.map { ($0, names[$0]) }
    for (name, value) in values { bind(name, value) }
    defer { for (name, value) in outer { names[name] = value } }
    return body()
  }

  /// The names that an assignment to something binds.
  static func names(in target: PythonExpression) -> [String] {
    switch target {
    case .name(let name): [name]
    case .tuple(let parts), .list(let parts), .other(let parts): parts.flatMap { names(in: $0) }
    default: []
    }
  }

  // MARK: - Conditions and arithmetic

  private func conditional(
    _ yes: PythonExpression, _ test: Meaning, _ no: PythonExpression
  ) -> Meaning {
    if case .truth(let value) = test { return rawMeaning(value ? yes : no) }
    let (first, second) = uncertainly { (meaning(yes), meaning(no)) }
    if case .isClass(let prediction, let label, let isNot) = test, case .text(let yes) = first,
      case .text(let no) = second
    {
      setLabels(of: prediction, label, yes: isNot ? no : yes, no: isNot ? yes : no)
      return .label(prediction)
    }
    if test.isFollowed, drawings == 0, case .text = first, case .text = second, first != second {
      problem("words that are chosen by something else than the class with the largest logit")
    }
    return first == second && !test.isOfPrediction ? first : computed([test, first, second])
  }

  private func unary(_ symbol: String, _ operand: Meaning) -> Meaning {
    switch (symbol, operand) {
    case ("-", .number(let text)):
      .number(text.hasPrefix("-") ? String(text.dropFirst()) : "-" + text)
    case ("not", .truth(let value)): .truth(!value)
    case ("not", .counterRest): combined("==", operand, .number("0"))
    case ("not", .batchNumber), ("not", .isSomeTurn), ("not", .isTurn): .isSomeTurn
    case ("not", .isClass(let prediction, let label, let isNot)):
      .isClass(prediction, class: label, isNot: !isNot)
    default: computed([operand])
    }
  }

  private func binary(
    _ symbol: String, _ left: PythonExpression, _ right: PythonExpression
  ) -> Meaning {
    let first = meaning(left)
    // The right side may not happen at all.
    let isShort = symbol == "and" || symbol == "or"
    let second = isShort ? uncertainly { meaning(right) } : meaning(right)
    return combined(symbol, first, second)
  }

  /// What an operator makes of two values.
  func combined(_ symbol: String, _ first: Meaning, _ second: Meaning) -> Meaning {
    if let found = tableBinary(symbol, first, second) { return found }
    if let found = compareTypes(symbol, first, second) { return found }
    switch (symbol, first, second) {
    case ("==", .path("__name__"), .text("__main__")): return .truth(true)
    case ("!=", .path("__name__"), .text("__main__")): return .truth(false)
    case ("==", .text(let first), .text(let second)): return .truth(first == second)
    case ("!=", .text(let first), .text(let second)): return .truth(first != second)
    case ("==", .prediction(let index), .number(let label)),
      ("==", .number(let label), .prediction(let index)):
      return Int(label).map { .isClass(index, class: $0, isNot: false) }
        ?? computed([first, second])
    case ("!=", .prediction(let index), .number(let label)),
      ("!=", .number(let label), .prediction(let index)):
      return Int(label).map { .isClass(index, class: $0, isNot: true) }
        ?? computed([first, second])
    case ("/", .total(let since), .count(let loader)) where loader == training?.loader:
      switch since {
      case .epoch: return .printedLoss("mean")
      // Set to zero in the loop over batches: the last batch's loss alone is divided.
      case .batch, .evaluation: return .printedLoss("last_batch_over_batches")
      case .outside: return .derived(ofLoss: true)
      }
    case ("+", .parameters(let first), .parameters(let second)):
      return .parameters(first + second)
    case ("+", .text, _), ("+", .words, _), ("+", _, .text), ("+", _, .words):
      return joined(first, second) ?? computed([first, second])
    case ("%", .text(let format), _): return percent(format, second)
    case ("==", .number(let first), .number(let second)):
      return .truth(Double(first) == Double(second))
    case ("!=", .number(let first), .number(let second)):
      return .truth(Double(first) != Double(second))
    case ("or", .truth(let isTrue), _): return isTrue ? first : second
    case ("and", .truth(let isTrue), _): return isTrue ? second : first
    case (_, .number(let first), .number(let second)):
      return Arithmetic.result(symbol, first, second).map { .number($0) } ?? .unknown
    default: return computed([first, second])
    }
  }

  // MARK: - Parts

  private func attribute(_ base: Meaning, _ name: String) -> Meaning {
    switch (base, name) {
    case (.path(let path), _): return part(ofPath: "\(path).\(name)")
    case (.object(let index), _):
      let value = objects[index][name] ?? .unknown
      if value == .broken { tellOnce() }
      return value
    case (.drawing, _): return .drawing
    case (.tensor, "data"): return base
    case (.bunch(let table), _): return member(name, ofBunch: table)
    case (.loader(let loader), "dataset"):
      return tableLoaders[loader].map { .rowset($0.rows) } ?? computed([base])
    case (.cells(let cells), "shape"): return .shape(of: cells)
    case (.cells, "values"): return method("values", of: base, CallArguments([])) ?? .broken
    case (.cells, "data"), (.result, "data"): return base
    case (.cells(let cells), _): return frameAttribute(name, of: cells) ?? computed([base])
    case (.signal, "shape"): return .extent(-1)
    case (.module(let id), _): return part(ofModule: id, name)
    case (.result(let output), "shape"): return .shape(of: output.inputs)
    case (.backbone(let member), "config"): return .configuration(backbone: member.name)
    case (.configuration(let backbone), "hidden_size"): return .hiddenSize(backbone: backbone)
    case (.output(let features), "pooler_output"): return .features(features)
    case (.encodedText, "input_ids"), (.encodedText, "attention_mask"),
      (.encodedText, "token_type_ids"):
      return element(of: base, at: .text(name))
    case (.backbone, "device"), (.head, "device"), (.logits, "device"), (.features, "device"):
      return .device
    // What `torch.max` gives along rows.
    case (.list(let items), "indices"):
      if items.count == 2, case .prediction = items[1] { return items[1] }
      return computed([base])
    default: return computed([base])
    }
  }

  func element(of given: Meaning, at place: Meaning) -> Meaning {
    let base = read(given)
    if base == .broken || base == .drawing { return base }
    switch (base, place) {
    case (.bunch(let table), .text(let name)): return member(name, ofBunch: table)
    case (.cells(let cells), .number("0"))
    where cells.loader != nil && cells.part == .target && cells.shape == .flat:
      return .step(cells, at: 0)
    case (.cells(let cells), _): return part(of: cells, at: place) ?? .derived(ofLoss: false)
    case (.locator(let cells, let byName), .list(let parts)) where parts.count == 2:
      return located(cells, byName: byName, parts) ?? .derived(ofLoss: false)
    case (.locator(let cells, byName: false), .slice):
      return part(of: cells, at: place) ?? .derived(ofLoss: false)
    case (.shape(let cells), _): return extent(of: cells, place)
    case (.extent(-1), _): return extent(place)
    case (.signal(let signal), _): return selected(signal, at: place)
    case (.result(var output), .number("0")) where output.inputs.loader != nil && output.isFlat:
      output.isFirst = true
      return .result(output)
    case (.module(let id), .number(let text)): return part(ofModule: id, text)
    case (.dataset(let name, let isTokenized), .text(let split)):
      return .rows(Rows(dataset: name, isTokenized: isTokenized, split: split))
    case (.batch, .text(let column)): return .column(column)
    case (.encodedText(var encoded), .text(let part)) where encoded.part == nil:
      encoded.part = part
      return .encodedText(encoded)
    case (.mapping(let members), .prediction(let index)):
      return setLabels(of: index, (0..<members.count).map { members[String($0)] ?? .unknown })
    case (.mapping(let members), _):
      return Self.key(place).flatMap { members[$0] } ?? computed([base, place])
    case (.list(let items), .prediction(let index)): return setLabels(of: index, items)
    case (.list(let items), .number(let text)):
      let index = Int(text).map { $0 < 0 ? items.count + $0 : $0 }
      return index.flatMap { items.indices.contains($0) ? items[$0] : nil }
        ?? computed([base])
    case (.range, .slice(let lower, let upper, nil)), (.places, .slice(let lower, let upper, nil)):
      return Self.some(of: base, lower, upper) ?? computed([base, place])
    case (.list(let items), .slice(let lower, let upper, nil)):
      return Self.some(of: items, lower, upper) ?? computed([base])
    // A sentence is a batch of one.
    case (.prediction, .number("0")), (.prediction, .number("-1")): return base
    case (.sequential(let name), .number(let text)):
      guard let parts = sequences[name] else { return .derived(ofLoss: false) }
      if text == "0" { return .backbone(Member(name: parts.backbone, via: name)) }
      return text == "1"
        ? .head(Member(name: parts.head, via: name)) : .derived(ofLoss: false)
    // A BERT's output is a tuple too: hidden states, then the pooled one.
    case (.output(let features), .number("1")): return .features(features)
    default: return computed([base, place])
    }
  }
}
