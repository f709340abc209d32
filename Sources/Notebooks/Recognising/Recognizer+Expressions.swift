extension Recognizer {
  /// What an expression stands for; something new in it gets its name.
  func meaning(_ expression: PythonExpression) -> Meaning { settled(rawMeaning(expression)) }

  /// The same, but something new waits for the variable that it is assigned to.
  func rawMeaning(_ expression: PythonExpression) -> Meaning {
    guard spend() else {
      problem("more than can be followed")
      return .unknown
    }
    let meaning = find(expression)
    printed?.append(meaning)
    return meaning
  }

  private func find(_ expression: PythonExpression) -> Meaning {
    switch expression {
    case .name(let name): return lookup(name)
    case .number(let text): return Arithmetic.literal(text).map { .number($0) } ?? .unknown
    case .text(let text): return .text(text)
    case .truth(let value): return .truth(value)
    case .none: return Meaning.none
    case .formatted(let parts), .other(let parts):
      for part in parts { _ = meaning(part) }
      return .unknown
    case .list(let items), .tuple(let items): return .list(items.map { meaning($0) })
    case .dictionary(let entries): return mapping(entries)
    case .attribute(let base, let name): return attribute(meaning(base), name)
    case .call(let callee, let arguments): return call(callee, arguments)
    case .index(let base, let place): return element(of: meaning(base), at: meaning(place))
    case .binary(let symbol, let left, let right):
      return binary(symbol, meaning(left), meaning(right))
    case .unary(let symbol, let operand): return unary(symbol, meaning(operand))
    case .conditional(let yes, let test, let no): return conditional(yes, meaning(test), no)
    case .lambda(let parameters, let body):
      let give = PythonStatement(line: 0, kind: .give(body))
      return .function(PythonFunction(name: "lambda", parameters: parameters, body: [give]))
    case .comprehension(let element, let target, let source):
      return comprehension(element, target, meaning(source))
    }
  }

  private func mapping(_ entries: [PythonEntry]) -> Meaning {
    var members: [String: Meaning] = [:]
    var isWhole = true
    for entry in entries {
      let value = meaning(entry.value)
      switch entry.key.map({ meaning($0) }) {
      case .text(let key), .number(let key): members[key] = value
      default: isWhole = false
      }
    }
    return isWhole ? .mapping(members) : .unknown
  }

  /// Over rows: what it makes of each.
  private func comprehension(
    _ element: PythonExpression, _ target: PythonExpression, _ source: Meaning
  ) -> Meaning {
    guard case .name(let name) = target else { return .unknown }
    let outer = lookup(name)
    bind(name, source == .batch ? .batch : .unknown)
    defer { bind(name, outer) }
    let result = meaning(element)
    return source == .batch ? result : .unknown
  }

  private func conditional(
    _ yes: PythonExpression, _ test: Meaning, _ no: PythonExpression
  ) -> Meaning {
    switch test {
    case .truth(let value): return rawMeaning(value ? yes : no)
    case .isClass(let prediction, let label):
      let (first, second) = (meaning(yes), meaning(no))
      if case .text(let yes) = first, case .text(let no) = second {
        setLabels(of: prediction, label, yes: yes, no: no)
      }
      return .unknown
    default:
      let (first, second) = (meaning(yes), meaning(no))
      return first == second ? first : .unknown
    }
  }

  private func unary(_ symbol: String, _ operand: Meaning) -> Meaning {
    switch (symbol, operand) {
    case ("-", .number(let text)):
      .number(text.hasPrefix("-") ? String(text.dropFirst()) : "-" + text)
    case ("not", .truth(let value)): .truth(!value)
    default: .unknown
    }
  }

  private func binary(_ symbol: String, _ left: Meaning, _ right: Meaning) -> Meaning {
    switch (symbol, left, right) {
    case ("==", .path("__name__"), .text("__main__")): return .truth(true)
    case ("==", .prediction(let index), .number(let label)),
      ("==", .number(let label), .prediction(let index)):
      return Int(label).map { .isClass(index, class: $0) } ?? .unknown
    case ("/", .total(let since), .count(let loader)) where loader == training?.loader:
      switch since {
      case .epoch: return .printedLoss("mean")
      // Set to zero in the loop over batches: the last batch's loss alone is divided.
      case .batch: return .printedLoss("last_batch_over_batches")
      case .outside: return .unknown
      }
    case ("+", .parameters(let first), .parameters(let second)):
      return .parameters(first + second)
    case (_, .number(let first), .number(let second)):
      return Arithmetic.result(symbol, first, second).map { .number($0) } ?? .unknown
    default: return .unknown
    }
  }

  private func attribute(_ base: Meaning, _ name: String) -> Meaning {
    switch (base, name) {
    case (.path(let path), _): return .path("\(path).\(name)")
    case (.object(let index), _): return objects[index][name] ?? .unknown
    case (.backbone(let member), "config"): return .configuration(backbone: member.name)
    case (.configuration(let backbone), "hidden_size"): return .hiddenSize(backbone: backbone)
    case (.output(let features), "pooler_output"): return .features(features)
    case (.encodedText, "input_ids"), (.encodedText, "attention_mask"),
      (.encodedText, "token_type_ids"):
      return base
    default: return .unknown
    }
  }

  private func element(of base: Meaning, at place: Meaning) -> Meaning {
    switch (base, place) {
    case (.dataset(let name, let isTokenized), .text(let split)):
      return .rows(Rows(dataset: name, isTokenized: isTokenized, split: split))
    case (.batch, .text(let column)): return .column(column)
    case (.encodedText, .text): return base
    case (.mapping(let members), .text(let key)), (.mapping(let members), .number(let key)):
      return members[key] ?? .unknown
    case (.list(let items), .number(let text)):
      let index = Int(text).map { $0 < 0 ? items.count + $0 : $0 }
      return index.flatMap { items.indices.contains($0) ? items[$0] : nil } ?? .unknown
    case (.list(let items), .prediction(let index)):
      setLabels(of: index, items)
      return .unknown
    case (.mapping(let members), .prediction(let index)):
      setLabels(of: index, (0..<members.count).map { members[String($0)] ?? .unknown })
      return .unknown
    case (.sequential(let name), .number(let text)):
      guard let parts = sequences[name] else { return .unknown }
      if text == "0" { return .backbone(Member(name: parts.backbone, via: name)) }
      return text == "1" ? .head(Member(name: parts.head, via: name)) : .unknown
    // A BERT's output is a tuple too: hidden states, then the pooled one.
    case (.output(let features), .number("1")): return .features(features)
    default: return .unknown
    }
  }

  // MARK: - Predictions

  /// The words that a notebook prints for a class and for the others.
  func setLabels(of prediction: Int, _ label: Int, yes: String, no: String) {
    guard
      case .list(let labels)? = actions[prediction].arguments.first(where: {
        $0.name == "labels"
      })?.value, labels.indices.contains(label)
    else { return problem("a class that the head does not have") }
    actions[prediction].set(
      "labels", .list(labels.indices.map { .text($0 == label ? yes : no) }))
  }

  private func setLabels(of prediction: Int, _ words: [Meaning]) {
    let labels = words.compactMap { word -> DraftValue? in
      if case .text(let text) = word { .text(text) } else { nil }
    }
    guard labels.count == words.count, !labels.isEmpty else { return }
    actions[prediction].set("labels", .list(labels))
  }

  /// The class with the largest logit.
  func predict(_ what: Classification) -> Meaning {
    guard case .text(let text, let tokenizer) = what.features.input else { return .unknown }
    let (head, backbone) = (what.head, what.features.backbone)
    guard let dataset = lastDataset else {
      problem("a prediction before any data set is loaded")
      return .unknown
    }
    var action = DraftAction("predict", .text(text))
    if let model = head.via, model == backbone.via {
      action.set("model", .word(model))
    } else {
      action.set("model", .word(head.name))
      action.set("features", .word("\(backbone.name).pooler_output"))
    }
    let count = labelCounts[head.name] ?? 2
    action.set("tokenizer", .word(tokenizer))
    action.set("labels", .list((0..<count).map { .text(String($0)) }))
    action.set("dataset", .word(dataset))
    emit(action)
    return .prediction(actions.count - 1)
  }
}
