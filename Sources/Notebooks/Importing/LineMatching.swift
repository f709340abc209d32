/// Finds in a printed line what stands for each piece of it.
struct LineMatching {
  /// A piece that holds a figure, with its text.
  typealias Figure = (piece: Piece, text: String)

  let pieces: [Piece]
  /// What may stand where a piece is; `nil` for anything.
  let texts: (Piece) -> [String]?
  /// How much is still tried: a line of many unknown pieces can be read in many ways.
  private var budget = 50_000
  private var found: [[Figure]] = []

  init(pieces: [Piece], texts: @escaping (Piece) -> [String]?) {
    (self.pieces, self.texts) = (pieces, texts)
  }

  /// The figures of a line; `nil` if it is another line, or can be read in several ways.
  mutating func only(in line: String) -> [Figure]? {
    guard line.utf8.count < 10_000 else { return nil }
    match(0, Substring(line), [])
    return found.count == 1 && budget > 0 ? found[0] : nil
  }

  private mutating func match(_ index: Int, _ rest: Substring, _ figures: [Figure]) {
    budget -= 1
    guard budget > 0, found.count < 2 else { return }
    guard pieces.indices.contains(index) else {
      let isNew = !found.contains { same($0, figures) }
      if rest.isEmpty, isNew { found.append(figures) }
      return
    }
    let piece = pieces[index]
    switch piece {
    case .text(let text):
      if rest.hasPrefix(text) { match(index + 1, rest.dropFirst(text.count), figures) }
    case .loss(_, _, let format) where NumberFormat(format) == nil:
      for count in 0...rest.count { match(index + 1, rest.dropFirst(count), figures) }
    case .loss(_, _, let format):
      for count in 1...max(1, min(rest.count, 60)) where count <= rest.count {
        guard let number = NumberFormat(format)?.number(in: rest.prefix(count)) else { continue }
        match(index + 1, rest.dropFirst(count), figures + [(piece, number)])
      }
    case .label, .classNumber, .any, .otherLoss, .figure:
      if let texts = texts(piece) {
        for text in texts where rest.hasPrefix(text) {
          match(index + 1, rest.dropFirst(text.count), figures + [(piece, text)])
        }
      } else {
        for count in 0...rest.count { match(index + 1, rest.dropFirst(count), figures) }
      }
    }
  }

  private func same(_ one: [Figure], _ other: [Figure]) -> Bool {
    one.map(\.text) == other.map(\.text)
  }
}
