import Base

/// A place of a page, in the words of its reader.
struct PagePlace {
  var isStudent = false
  /// The question whose answer it is.
  var answer: String?
  /// The step whose part it is.
  var step: String?
  var heading: String?
  var table: String?
  var row: String?
  var column: String?
  var isDrawing = false

  /// The table, row and column.
  var inside: String {
    if isDrawing { return " (in a chart)" }
    guard let table else { return "" }
    let parts = [
      "table “\(OneLine.of(table))”", row.map { "row “\(OneLine.of($0, limit: 40))”" },
      column.map { "column “\(OneLine.of($0, limit: 40))”" },
    ]
    return " (\(parts.compactMap { $0 }.joined(separator: ", ")))"
  }

  var name: String { heading ?? "its head" }
}

/// Walks through a page and keeps account of where it is.
struct PagePlaces {
  /// The places of the tokens that were asked for, in their order.
  private(set) var places: [PagePlace] = []

  private struct Element {
    var name: String
    var cssClass: String
  }

  private var stack: [Element] = []
  private var place = PagePlace()
  private var lastAnswer: String?
  private var columns: [String] = []
  private var cell = -1
  private var headingText = ""

  /// - Parameter indices: indices of tokens, ascending; one past the end is allowed.
  init(_ tokens: [PageTokens.Token], at indices: [Int]) {
    var wanted = indices[...]
    for (index, token) in tokens.enumerated() {
      while let next = wanted.first, next == index {
        places.append(here(token))
        wanted.removeFirst()
      }
      if wanted.isEmpty { return }
      switch token.kind {
      case .tag: read(tag: token.text)
      case .text: read(text: token.text)
      }
    }
    for _ in wanted { places.append(place) }
  }

  /// The place of a token that has not been read yet.
  private func here(_ token: PageTokens.Token) -> PagePlace {
    var here = place
    here.isStudent = stack.contains { $0.cssClass == "student" }
    let isAnswer = stack.contains { $0.cssClass == "verbatim" || $0.cssClass == "room" }
    let opensAnswer =
      token.kind == .tag && ["\"verbatim\"", "\"room\""].contains { token.text.contains($0) }
    here.answer = isAnswer || opensAnswer ? lastAnswer : nil
    here.isDrawing = stack.contains { $0.name == "svg" }
    here.column = columns.indices.contains(cell) ? columns[cell] : nil
    return here
  }

  private mutating func read(tag: String) {
    if tag.hasPrefix("</") {
      close(String(tag.dropFirst(2).dropLast()))
    } else if !tag.hasPrefix("<!") {
      open(tag)
    }
  }

  private mutating func open(_ tag: String) {
    let name = String(tag.dropFirst().prefix { $0 != " " && $0 != ">" })
    if ["meta", "br", "hr", "img"].contains(name) { return }
    let start = tag.firstRange(of: "class=\"")?.upperBound
    let cssClass = start.map { String(tag[$0...].prefix { $0 != "\"" }) } ?? ""
    stack.append(Element(name: name, cssClass: cssClass))
    switch name {
    case "section":
      (place.step, place.heading, lastAnswer) = (nil, nil, nil)
    case "h1", "h2", "h3", "h4", "h5", "h6": headingText = ""
    case "table": (columns, place.table, place.row) = ([], "", "")
    case "tr": (cell, place.row) = (-1, "")
    case "th", "td": cell += 1
    default: break
    }
  }

  private mutating func close(_ name: String) {
    guard let index = stack.lastIndex(where: { $0.name == name }) else { return }
    switch name {
    case "section": place.step = nil
    case "table":
      (place.table, place.row, cell) = (nil, nil, -1)
      columns = []
    case "h1", "h2", "h3", "h4", "h5", "h6": place.heading = headingText
    default: break
    }
    stack.removeSubrange(index...)
  }

  private func isIn(_ name: String) -> Bool { stack.contains { $0.name == name } }

  private mutating func read(text: String) {
    if stack.contains(where: { $0.name.count == 2 && $0.name.first == "h" && $0.name != "hr" }) {
      headingText += text
      let isStep = stack.contains { $0.cssClass == "step" }
      if isStep, place.step == nil, stack.last?.name == "code" { place.step = text }
    }
    if isIn("caption") { place.table = text }
    if isIn("thead"), isIn("th") { columns.append(text) }
    if isIn("tbody"), isIn("th") { place.row = (place.row ?? "") + text }
    for start in ["Your answer (", "Answer ("] where text.hasPrefix(start) && text.hasSuffix("):") {
      lastAnswer = String(text.dropFirst(start.count).dropLast(2))
    }
  }
}
