/// A figure of matplotlib's that is being drawn.
struct PlotFigure: Equatable {
  struct Series: Equatable {
    var name: String
    var value: DraftValue
  }

  var series: [Series] = []
  var over: DraftValue?
  var isScatter = false
  var title: String?
  var x: String?
  var y: String?
  /// Whether something is drawn that is not followed, and where.
  var strangeLine: Int?
  /// Whether something is drawn for which lessons have no word.
  var hasOthers = false
  var isEmpty: Bool { series.isEmpty && strangeLine == nil }
}

extension Recognizer {
  private static let style: Set = [
    "label", "linestyle", "ls", "color", "c", "marker", "linewidth", "lw", "alpha", "markersize",
    "s",
  ]
  private static let decoration: Set = [
    "legend", "grid", "tight_layout", "xticks", "yticks", "xlim", "ylim", "axhline", "axvline",
    "style.use", "rcParams.update", "savefig", "close", "suptitle", "colorbar", "axis", "clf",
    "yscale", "xscale", "subplots_adjust", "tick_params", "set_cmap", "ion", "ioff", "pause",
    "margins",
  ]

  /// A call of `matplotlib.pyplot`; `nil` for anything else.
  func plot(_ path: String, _ arguments: CallArguments) -> Meaning? {
    let prefix = "matplotlib.pyplot."
    guard path.hasPrefix(prefix) else { return nil }
    drawings += 1
    defer { drawings -= 1 }
    let name = String(path.dropFirst(prefix.count))
    switch name {
    case "gca", "gcf": return .drawing
    case _ where Self.axes.contains(name):
      // Each of several parts of a figure is one of its own.
      finishFigure()
      arguments.all.forEach { _ = meaning($0) }
      return .drawing
    case "show":
      finishFigure()
    case "plot", "scatter": draw(name, arguments)
    case "title", "xlabel", "ylabel":
      guard let first = arguments.positional.first, case .text(let text) = meaning(first) else {
        arguments.all.forEach { _ = meaning($0) }
        return .unknown
      }
      switch name {
      case "title": figure.title = text
      case "xlabel": figure.x = text
      default: figure.y = text
      }
    case _ where Self.decoration.contains(name): arguments.all.forEach { _ = meaning($0) }
    default:
      arguments.all.forEach { _ = meaning($0) }
      figure.hasOthers = true
    }
    return .unknown
  }

  private func draw(_ name: String, _ arguments: CallArguments) {
    let values = arguments.positional.map { meaning($0) }.filter { value in
      // `'r--'`.
      if case .text = value { false } else { true }
    }
    let named = arguments.named.mapValues { meaning($0) }
    guard arguments.starred.isEmpty, arguments.unpacked.isEmpty,
      Set(named.keys).isSubset(of: Self.style), (1...2).contains(values.count),
      let last = values.last, training == nil, uncertain == 0, let value = drawn(last),
      name == "plot" || values.count == 2, figure.isEmpty || figure.isScatter == (name == "scatter")
    else {
      // What could be drawn, but not like this, is to do; for anything else there is no word.
      if training == nil, uncertain == 0, values.last.map({ drawn($0) != nil }) ?? false {
        figure.strangeLine = figure.strangeLine ?? line
      } else {
        figure.hasOthers = true
      }
      return
    }
    figure.isScatter = name == "scatter"
    if values.count == 2, !isCount(values[0]) {
      guard let over = drawn(values[0]), figure.series.isEmpty || figure.over == over else {
        figure.strangeLine = figure.strangeLine ?? line
        return
      }
      figure.over = over
    }
    var label = "series \(figure.series.count + 1)"
    if case .text(let text)? = named["label"] { label = text }
    figure.series.append(.init(name: label, value: value))
  }

  /// `range(len(losses))` or `range(epochs)`: 1, 2, 3 and so on is what a lesson has there.
  private func isCount(_ value: Meaning) -> Bool {
    if case .range = value { true } else { false }
  }

  private func drawn(_ value: Meaning) -> DraftValue? {
    switch read(value) {
    case .figure(let figure) where figure.divisor == nil && !figure.path.contains("["):
      return .result(figure.action, figure.path)
    case .gathered(let gathered):
      guard let (action, column) = predict(gathered) else { return nil }
      return .result(action, "predictions[].\(column)")
    case .cells(let cells) where cells.loader == nil && cells.range == nil && isCurrent(cells):
      let info = tables[cells.table]
      let columns = info?.columns ?? []
      if cells.part == .all, columns.count == 1 { return .word("\(cells.table).\(columns[0])") }
      if cells.part == .target, let target = info?.target {
        return .word("\(cells.table).\(target)")
      }
      return nil
    default: return nil
    }
  }

  /// Makes the action of a figure, or says that it cannot be made.
  func finishFigure() {
    defer { figure = PlotFigure() }
    guard !isRepeated else { return }
    if figure.hasOthers { note("the notebook draws something here for which a lesson has no word") }
    guard !figure.isEmpty else { return }
    if let strange = figure.strangeLine {
      let outer = line
      line = strange
      problem("a figure of something that is not followed")
      line = outer
      return
    }
    var used: Set<String> = []
    let entries = figure.series.enumerated().map { place, series in
      var name = String(
        series.name.lowercased().map { character in
          character.isASCII && (character.isLetter || character.isNumber) ? character : "_"
        })
      while name.hasPrefix("_") { name.removeFirst() }
      while name.hasSuffix("_") { name.removeLast() }
      if name.isEmpty || name.first?.isNumber ?? true { name = "series_\(place + 1)" }
      while !used.insert(name).inserted { name += "_2" }
      return DraftEntry(name, series.value)
    }
    var action = DraftAction("plot", .word(figure.isScatter ? "scatter" : "lines"))
    action.set("series", .entries(entries))
    if let over = figure.over { action.set("over", over) }
    if let title = figure.title { action.set("title", .text(title)) }
    if let x = figure.x { action.set("x", .text(x)) }
    if let y = figure.y { action.set("y", .text(y)) }
    emit(action)
  }
}
