import Base

/// Writes a draft's text: front matter, headings, steps.
struct DraftWriter {
  let options: LessonDraft.Options
  /// The seed that the notebook sets, where it sets one.
  let seed: String?
  private var yaml = DraftYAML()
  private(set) var notebookNames: [String: String] = [:]
  private(set) var namesToFill: [String] = []
  /// How many steps draw random numbers.
  private var drawing = 0

  init(options: LessonDraft.Options, seed: String?) {
    (self.options, self.seed) = (options, seed)
  }

  /// Characters of a title, which stands on one line; the heading itself is kept whole.
  private static let titleLimit = 200

  mutating func text(of notebook: Notebook, steps: [String: [DraftStep]]) -> String {
    for step in steps.values.flatMap({ $0 }) {
      for place in step.places { yaml.steps[place] = step.id }
    }
    drawing = steps.values.reduce(0) { sum, steps in sum + steps.count { $0.draws } }
    notebookNames["file"] = options.file
    notebookNames["repository"] = notebook.cells.lazy.compactMap { Self.repository($0) }.first
    var title: String?
    var parts: [String] = []
    for cell in notebook.cells {
      if cell.kind == "code" {
        parts += (steps[cell.id] ?? []).map { text(of: $0) }
      } else {
        let outline = MarkdownOutline(cell.source)
        for case .heading(_, let text) in outline.pieces where title == nil && !text.isEmpty {
          title = text.count > Self.titleLimit ? text.prefix(Self.titleLimit - 1) + "…" : text
        }
        parts.append(Self.text(of: outline, cell: cell.id))
      }
    }
    return ([frontMatter(title: title)] + parts).joined(separator: "\n\n") + "\n"
  }

  // MARK: - Front matter

  private mutating func frontMatter(title: String?) -> String {
    if title == nil { namesToFill.append("title: the notebook has no heading") }
    var lines = [
      "---", "id: \(DraftYAML.quoted(options.id))",
      "title: \(DraftYAML.quoted(title ?? "A title of your own"))", "notebook:",
    ]
    for key in ["repository", "file"] {
      if let name = notebookNames[key] { lines.append("  \(key): \(DraftYAML.quoted(name))") }
    }
    let backbone = yaml.parameters.first { $0.name == "backbone" }?.value
    if let backbone { lines.append("  backbone: \(DraftYAML.quoted(backbone))") }
    lines.append(seed.map { "seed: \($0)" } ?? "seed: 42  # the notebook sets none")
    if !yaml.parameters.isEmpty { lines.append("parameters:") }
    for (name, value) in yaml.parameters { lines += parameter(name, value) }
    let quick = yaml.parameters.compactMap { name, value -> String? in
      guard let limit = ["rows": 64, "epochs": 2][name], let number = Int(value) else { return nil }
      return "\(name): \(min(limit, number))"
    }
    if !quick.isEmpty { lines += ["profiles:", "  quick: {\(quick.joined(separator: ", "))}"] }
    let comment = "# what this lesson does otherwise than its notebook, and why"
    if seed != nil, drawing > 1 {
      lines += [
        "departures:  \(comment)",
        "  - what: \"every step starts again from the lesson's seed, where the notebook sets one once\"",
        "    why: \"so each step can be run by itself, and its numbers do not hang on those before it\"",
      ]
    } else {
      lines.append("departures: []  \(comment)")
    }
    lines.append("---")
    return lines.joined(separator: "\n")
  }

  private mutating func parameter(_ name: String, _ value: String) -> [String] {
    let line = "  \(name): \(Int(value) == nil ? DraftYAML.quoted(value) : value)"
    guard name == "backbone" || name == "data", !options.assets.contains(value) else {
      return [line]
    }
    namesToFill.append(
      "parameters.\(name): \(value) is none of the assets here"
        + (name == "backbone" ? "; another model needs a line in `departures` too" : ""))
    return [line + "  # to name: one of `lesson assets`"]
  }

  // MARK: - Cells

  private static func text(of outline: MarkdownOutline, cell: String) -> String {
    var parts = ["<!-- cell \(cell) -->"]
    for piece in outline.pieces {
      switch piece {
      case .heading(let level, let text):
        parts.append(String(repeating: "#", count: level) + " " + escaped(text))
      case .prose(let count):
        let size = count == 1 ? "one paragraph" : "\(count) paragraphs"
        parts.append("*To write: the notebook has \(size) here.*")
      }
    }
    if parts.count == 1 { parts.append("*To write: the notebook's cell is empty.*") }
    return parts.joined(separator: "\n\n")
  }

  /// A heading's words, so that nothing in them is markup or a reference to a value.
  private static func escaped(_ text: String) -> String {
    text.replacingScalars("{{", with: "{ {").unicodeScalars.reduce(into: "") { out, scalar in
      if "\\`*_[]<>&#".unicodeScalars.contains(scalar) { out += "\\" }
      out.unicodeScalars.append(scalar)
    }
  }

  private mutating func text(of step: DraftStep) -> String {
    var head = "```step \(step.id) cell=\(step.cell)"
    if let seed = step.seed, seed != self.seed { head += " seed=\(seed)" }
    let notes = step.notes.map { "# \($0)" }
    var lines = [head] + notes + step.actions.flatMap { yaml.lines(of: $0) } + ["```"]
    if let expectation = step.expectation {
      lines += ["", "```expect \(step.id)", "when: any", expectation, "```"]
    }
    return lines.joined(separator: "\n")
  }

  /// Whose repository the badge that Colab puts in front of a notebook leads to.
  private static func repository(_ cell: Notebook.Cell) -> String? {
    let mark = "colab.research.google.com/github/"
    guard cell.kind == "markdown", let range = cell.source.firstRange(of: mark) else { return nil }
    let parts = cell.source[range.upperBound...].prefix(200)
      .split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    let isPlain = parts.prefix(2).allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { CellID.isValid(String(UnicodeScalar($0))) || $0 == 0x2E }
    }
    return parts.count == 3 && isPlain ? "\(parts[0])/\(parts[1])" : nil
  }
}
