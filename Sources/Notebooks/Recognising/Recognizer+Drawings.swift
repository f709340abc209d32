/// Figures and axes as objects, on which notebooks draw what lessons have no word for.
extension Recognizer {
  /// A method of a figure or of axes: what it draws is told of in a note.
  func draw(on name: String, _ arguments: CallArguments) -> Meaning {
    drawings += 1
    defer { drawings -= 1 }
    arguments.all.forEach { _ = meaning($0) }
    if name == "add_subplot" || name == "add_axes" { finishFigure() }
    if Self.drawing.contains(name) || name.hasPrefix("twin") { figure.hasOthers = true }
    return .drawing
  }

  /// Methods that put something into a picture; the others say how it looks.
  private static let drawing: Set = [
    "plot", "scatter", "imshow", "hist", "bar", "barh", "contour", "contourf", "pcolormesh",
    "matshow", "fill_between", "quiver", "errorbar", "boxplot", "violinplot", "pie", "stem",
    "step", "text", "annotate", "table", "loglog", "semilogy", "semilogx", "plot_surface",
  ]

  /// Functions of `matplotlib.pyplot` that begin a figure or axes.
  static let axes: Set = ["figure", "subplots", "subplot", "axes"]

  /// Whether a call is of a function that nobody knows, but that draws what it is given, by its name, and
  /// is given nothing that it could change: no model, optimizer or loader.
  func drawsAlone(_ path: String, _ arguments: CallArguments) -> Bool {
    let name = path.split(separator: ".").last.map(String.init) ?? ""
    let isOfDrawing = ["imshow", "plot", "show", "display", "view", "draw", "visualize"].contains {
      name == $0 || name.hasPrefix($0 + "_")
    }
    let known = [
      "torch.", "numpy.", "sklearn.", "pandas.", "transformers.", "datasets.", "torchvision.",
    ]
    guard isOfDrawing, !known.contains(where: { path.hasPrefix($0) }) else { return false }
    let isHarmless = arguments.all.allSatisfy { argument in
      switch meaning(argument) {
      case .cells, .result, .derived, .unknown, .number, .text, .truth, .none, .step, .gathered,
        .drawing:
        true
      default: false
      }
    }
    if isHarmless { figure.hasOthers = true }
    return isHarmless
  }
}
