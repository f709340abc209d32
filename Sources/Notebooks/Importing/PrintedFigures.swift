/// Figures that the notebook's author saw, read from what its cells printed.
///
/// The cell's own `print` calls say what stands where in a line. Only where the whole output can be
/// read so, and in one way, is a figure taken from it.
struct PrintedFigures {
  private let cell: RecognizedCell
  /// An action `notebook_printed` for each action of the cell that has one, by its place.
  private(set) var actions: [Int: DraftAction] = [:]
  /// What is left to do where the output cannot be read.
  private(set) var problem: String?

  init(of cell: RecognizedCell, printed lines: [String]) {
    self.cell = cell
    // What is printed in some rounds of which nobody knows which is taken from no line.
    let wanted = cell.prints.lines.contains { line in
      line.every != 0 && line.pieces.contains { key($0) != nil }
    }
    guard wanted, !lines.isEmpty else { return }
    guard let found = figures(in: lines) else {
      if cell.problems.isEmpty {
        problem = "what the notebook printed: which of its figures is which cannot be told"
      }
      return
    }
    for (place, figures) in found {
      let isLoss = cell.actions[place].name == "train"
      actions[place] = DraftAction(
        "notebook_printed",
        isLoss
          ? .entry("printed_loss", .list(figures.map { .word($0) }))
          : .entry("printed_label", .text(figures[0])))
    }
  }

  /// The action of the cell that a piece is a figure of; `nil` for any other piece.
  private func key(_ piece: Piece) -> Int? {
    switch piece {
    case .loss(let training, _, let format):
      guard NumberFormat(format) != nil, let action = cell.prints.trainings[training]?.action else {
        return nil
      }
      return action - cell.firstAction
    case .label(let action):
      let place = action - cell.firstAction
      return cell.prints.labelled.contains(action) && cell.actions.indices.contains(place)
        ? place : nil
    // Where a class has no word, its number is what is printed for it.
    case .classNumber(let action):
      let place = action - cell.firstAction
      return !cell.prints.labelled.contains(action) && cell.actions.indices.contains(place)
        ? place : nil
    case .text, .otherLoss, .any, .figure: return nil
    }
  }

  private func figures(in printed: [String]) -> [Int: [String]]? {
    let printed = withoutRare(printed)
    guard cell.prints.isWhole, let expected = expectedLines(printed.count),
      expected.count == printed.count
    else { return nil }
    var all: [Int: [String]] = [:]
    for (pieces, line) in zip(expected, printed) {
      var matching = LineMatching(pieces: pieces, texts: texts(for:))
      guard let found = matching.only(in: line) else { return nil }
      for (piece, text) in found {
        guard let key = key(piece) else { continue }
        if case .loss = piece {
          all[key, default: []].append(text)
        } else if all[key, default: [text]] == [text] {
          all[key] = [text]
        } else {
          return nil
        }
      }
    }
    return all
  }

  /// What may stand where a piece is; `nil` for anything.
  private func texts(for piece: Piece) -> [String]? {
    guard let key = key(piece),
      case .list(let labels)? = cell.actions[key].arguments.first(where: { $0.name == "labels" })?
        .value
    else { return nil }
    return labels.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  /// The lines without those that are printed in some epochs of which nobody knows which.
  private func withoutRare(_ printed: [String]) -> [String] {
    let rare = cell.prints.lines.filter { $0.every == 0 }.flatMap { Self.lines(of: $0.pieces) }
    guard !rare.isEmpty else { return printed }
    let usual = cell.prints.lines.filter { $0.every != 0 }.flatMap { Self.lines(of: $0.pieces) }
    func isOne(of lines: [[Piece]], _ line: String) -> Bool {
      lines.contains { pieces in
        var matching = LineMatching(pieces: pieces, texts: texts(for:))
        return matching.only(in: line) != nil
      }
    }
    return printed.filter { !isOne(of: rare, $0) || isOne(of: usual, $0) }
  }

  /// The lines that the cell prints, in order, those without any text left out.
  private func expectedLines(_ count: Int) -> [[Piece]]? {
    var lines: [[[Piece]]] = []
    var open: Int?
    var rest = cell.prints.lines.filter { $0.every != 0 }[...]
    while let first = rest.first {
      let group = Array(rest.prefix { $0.training == first.training })
      rest = rest.dropFirst(group.count)
      guard let training = first.training else {
        lines.append(group.flatMap { Self.lines(of: $0.pieces) })
        continue
      }
      guard let known = cell.prints.trainings[training] else { return nil }
      if cell.prints.open.contains(training) {
        guard open == nil, Set(group.map { $0.every ?? 1 }).count == 1 else { return nil }
        open = lines.count
        lines.append(group.flatMap { Self.lines(of: $0.pieces) })
        continue
      }
      guard known.epochs * group.count < 100_000 else { return nil }
      lines.append(
        (1...max(1, known.epochs)).flatMap { epoch in
          group.filter { epoch % ($0.every ?? 1) == 0 }.flatMap { Self.lines(of: $0.pieces) }
        })
    }
    if let open, !lines[open].isEmpty {
      let others = lines.reduce(0) { $0 + $1.count } - lines[open].count
      guard count > others, (count - others) % lines[open].count == 0, count < 100_000 else {
        return nil
      }
      let once = lines[open]
      lines[open] = Array(repeating: once, count: (count - others) / once.count).flatMap { $0 }
    }
    return lines.flatMap { $0 }
  }

  private static func lines(of pieces: [Piece]) -> [[Piece]] {
    var lines: [[Piece]] = [[]]
    for piece in pieces {
      guard case .text(let text) = piece else {
        lines[lines.count - 1].append(piece)
        continue
      }
      for (index, part) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        if index > 0 { lines.append([]) }
        if !part.isEmpty { lines[lines.count - 1].append(.text(String(part))) }
      }
    }
    return lines.filter { !$0.isEmpty }
  }
}
