extension Recognizer {
  // MARK: - Text that is put together

  /// An f-string.
  func text(of pieces: [PythonPiece]) -> Meaning {
    words(
      pieces.flatMap { piece -> [Piece] in
        switch piece {
        case .text(let text): [text.map { .text($0) } ?? .any]
        case .field(let value, let format): written(meaning(value), format)
        }
      })
  }

  /// A value as text, in a format of Python's; `nil` for one that is not followed.
  func written(_ value: Meaning, _ format: String?) -> [Piece] {
    switch (value, format) {
    case (.text(let text), ""): return [.text(text)]
    case (.number(let text), "") where Int(text).map(String.init) == text: return [.text(text)]
    case (.words(let pieces), ""): return pieces
    case (.printedLoss(let kind), let format?): return loss(kind, format)
    case (.lossValue, let format?) where training != nil:
      return loss(training?.level == .batch ? "each_batch" : "last_batch", format)
    // A tensor of one value.
    case (.networkLoss(let loss), let format?)
    where training != nil && !loss.output.isDetached && openLoaders.isEmpty
      && loss.output.inputs.loader == training?.loader && loss == training?.network ?? loss:
      return self.loss(
        training?.level == .batch ? "each_batch" : "last_batch", format.isEmpty ? "tensor" : format)
    case (.total(since: .epoch), let format?) where training?.level == .epoch:
      return loss("sum", format)
    case (.label(let prediction), ""): return [.label(prediction)]
    case (.prediction(let prediction), ""), (.prediction(let prediction), "d"):
      return [.classNumber(prediction)]
    case (.figure(let figure), let format): return [.figure(figure, format: format ?? "")]
    case (.epochFigure, _), (.score, _): return [.any]
    default: return [computed([value]).isOfLoss ? .otherLoss : .any]
    }
  }

  private func loss(_ kind: String, _ format: String) -> [Piece] {
    let number = training?.number ?? trainings
    if format == "tensor" { return [.loss(number, kind: kind, format: "x")] }
    return [NumberFormat(format) == nil ? .otherLoss : .loss(number, kind: kind, format: format)]
  }

  private func words(_ pieces: [Piece]) -> Meaning {
    var whole = ""
    for piece in pieces {
      guard case .text(let text) = piece else { return .words(pieces) }
      whole += text
    }
    return .text(whole)
  }

  /// `str(value)`.
  func text(_ value: Meaning) -> Meaning { words(written(value, "")) }

  /// `text + text`; `nil` where one of them is none.
  func joined(_ first: Meaning, _ second: Meaning) -> Meaning? {
    var pieces: [Piece] = []
    for part in [first, second] {
      switch part {
      case .text, .words, .unknown, .derived, .label: pieces += written(part, "")
      default: return nil
      }
    }
    return words(pieces)
  }

  /// `"%.4f" % value`.
  func percent(_ format: String, _ value: Meaning) -> Meaning {
    let values: [Meaning] = if case .list(let items) = value { items } else { [value] }
    var pieces: [Piece] = []
    var next = 0
    var rest = Substring(format)
    while let start = rest.firstIndex(of: "%") {
      pieces.append(.text(String(rest[..<start])))
      rest = rest[start...].dropFirst()
      let settings = rest.prefix { "0123456789.+- ".contains($0) }
      rest = rest[settings.endIndex...]
      guard let type = rest.popFirst() else { return computed([value]) }
      if type == "%", settings.isEmpty {
        pieces.append(.text("%"))
        continue
      }
      guard "sdifeg".contains(type), values.indices.contains(next) else {
        return computed([value])
      }
      let isText = type == "s" && settings.isEmpty
      let isClass = if case .prediction = values[next] { settings.isEmpty } else { false }
      let isNumber = "feg".contains(type)
      pieces += written(
        values[next], isText || isClass ? "" : isNumber ? "\(settings)\(type)" : nil)
      next += 1
    }
    guard next == values.count else { return computed([value]) }
    return words(pieces + [.text(String(rest))])
  }

  /// `"{} {:.4f}".format(…)`.
  func format(_ format: String, _ arguments: CallArguments) -> Meaning {
    let positional = arguments.positional.map { meaning($0) }
    let named = arguments.named.mapValues { meaning($0) }
    let all = positional + named.values
    guard arguments.starred.isEmpty, arguments.unpacked.isEmpty else {
      return computed(all + (arguments.starred + arguments.unpacked).map { meaning($0) })
    }
    var pieces: [Piece] = []
    var used: Set<String> = []
    var next = 0
    // `format` has the f-string's braces, but names or places in them.
    for piece in FormattedString.pieces(
      of: PythonString(source: format, isRaw: true, isFormatted: true), depth: 0)
    {
      switch piece {
      case .text(let text): pieces.append(text.map { .text($0) } ?? .any)
      case .field(.other(let empty), let format) where empty.allSatisfy({ $0 == .other([]) }):
        guard positional.indices.contains(next) else { return computed(all) }
        used.insert(String(next))
        pieces += written(positional[next], format)
        next += 1
      case .field(.number(let place), let format):
        guard let index = Int(place), positional.indices.contains(index) else {
          return computed(all)
        }
        used.insert(place)
        pieces += written(positional[index], format)
      case .field(.name(let name), let format):
        guard let value = named[name] else { return computed(all) }
        used.insert(name)
        pieces += written(value, format)
      default: return computed(all)
      }
    }
    return words(pieces)
  }

  // MARK: - Printing

  /// `print(…)`.
  func show(_ arguments: CallArguments) -> Meaning {
    let named = arguments.named.mapValues { meaning($0) }
    let isKnown =
      Set(named.keys).isSubset(of: ["sep", "end", "file", "flush"]) && arguments.unpacked.isEmpty
    var pieces: [Piece] = []
    var separator = Piece.text(" ")
    if let given = named["sep"], given != Meaning.none {
      if case .text(let text) = given { separator = .text(text) } else { separator = .any }
    }
    for (index, value) in arguments.positional.enumerated() {
      if index > 0 { pieces.append(separator) }
      let value = meaning(value)
      show(value)
      pieces += written(value, "")
    }
    let others = (arguments.starred + arguments.unpacked).map { meaning($0) }
    if !others.isEmpty { pieces.append(computed(others).isOfLoss ? .otherLoss : .any) }
    if !isKnown { problem("a `print` with arguments that are not followed") }
    let isLine = named["end"] == nil || named["end"] == .text("\n")
    let isOut = named["file"] == nil || named["file"] == .path("sys.stdout")
    show(pieces, isWholeLine: isLine && isOut && isKnown)
    return Meaning.none
  }

  /// What a lesson prints of a value by itself.
  private func show(_ value: Meaning) {
    guard training == nil, uncertain == 0, openLoaders.isEmpty, !isRepeated else { return }
    switch value {
    case .module(let id):
      if let info = networks[id] { emit(DraftAction("summary", .word(info.name))) }
    case .cells(let cells):
      guard isCurrent(cells), cells.loader == nil, cells.part != .target, !cells.isOpen else {
        return
      }
      // Its first rows.
      if let range = cells.range, range.lowerBound == 0, range.count < 1000 {
        show(cells.table, rows: range.count)
      } else if cells.range == nil {
        show(cells.table, rows: nil)
      }
    case .shape(let cells)
    where cells.range == nil && cells.loader == nil && !cells.isOpen && isCurrent(cells):
      if cells.part != .target { show(cells.table, rows: 1) }
    default: break
    }
  }

  private func show(_ table: String, rows: Int?) {
    guard tables[table]?.isRaw == false, tables[table]?.sample?.count ?? 1 == 1 else { return }
    var action = DraftAction("show", .word(table))
    if let rows { action.set("rows", .word("\(rows)")) }
    action.set("name", .word(newName(table + "_shown")))
    emit(action)
  }

  /// A figure of an earlier step, in a text that is printed.
  private func show(_ figure: Figure, _ format: String) {
    guard training == nil, uncertain == 0, openLoaders.isEmpty, !isRepeated else { return }
    var action = DraftAction("show", .result(figure.action, figure.path))
    if let divisor = figure.divisor { action.set("divided_by", .result(figure.action, divisor)) }
    var places = figure.places
    if places == nil, format.hasPrefix("."), format.hasSuffix("f") {
      places = Int(format.dropFirst().dropLast())
    }
    if let places { action.set("places", .word("\(min(places, 17))")) }
    action.set("name", .word(newName("printed")))
    emit(action)
  }

  func show(_ pieces: [Piece], isWholeLine: Bool = true) {
    for case .figure(let figure, let format) in pieces { show(figure, format) }
    let isOfNetwork =
      training.map { training in
        training.network != nil || training.loader.map { tableLoaders[$0] != nil } ?? true
      } ?? false
    if !isRepeated {
      prints.lines.append(.init(pieces: pieces, training: training?.number, every: turn))
      let isInBatch =
        training?.level == .batch
        && !pieces.contains { piece in
          if case .loss(_, "each_batch", _) = piece { true } else { false }
        }
      if !isWholeLine || uncertain > 0 || isInBatch || !openLoaders.isEmpty {
        prints.isWhole = false
      }
    }
    let losses = pieces.compactMap { piece in
      if case .loss(_, let kind, _) = piece { kind } else { nil as String? }
    }
    let hasOther = pieces.contains(.otherLoss)
    guard !losses.isEmpty || hasOther, training != nil || !isOfNetwork else { return }
    let level: LoopLevel = losses.first == "each_batch" ? .batch : .epoch
    guard !hasOther, let loss = losses.first, Set(losses).count == 1, training?.level == level,
      training?.printed ?? loss == loss, turn != 0,
      training?.printed == nil || training?.printEvery == turn ?? 1
    else {
      training?.isPrintKnown = false
      if isOfNetwork, turn == 0 { return }
      if isOfNetwork {
        return note(
          "the notebook prints other figures of the loss; the lesson prints each epoch's mean")
      }
      return problem("a printed loss for which `print:` has no word")
    }
    training?.printed = loss
    training?.printEvery = turn ?? 1
  }
}
