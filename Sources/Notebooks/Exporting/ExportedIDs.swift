import Lessons
import Records

/// The ids of an exported notebook's cells: the notebook's own where a piece of the lesson stands
/// for one of its cells.
struct ExportedIDs {
  private var taken: Set<String> = []

  /// An id for a cell: the first of those offered that is free, else the last with a number.
  mutating func take(_ offered: [String?]) -> String {
    let names = offered.compactMap { $0 }.map(Self.valid)
    if let free = names.first(where: { !taken.contains($0) }) {
      taken.insert(free)
      return free
    }
    let base = names.last ?? "cell"
    var number = 2
    while !taken.insert("\(base.prefix(56))-\(number)").inserted { number += 1 }
    return "\(base.prefix(56))-\(number)"
  }

  /// An id with nothing in it that nbformat refuses.
  private static func valid(_ id: String) -> String {
    let allowed = id.map { CellID.isValid(String($0)) ? String($0) : "-" }.joined()
    return allowed.isEmpty ? "cell" : String(allowed.prefix(64))
  }
}

/// Which cell of the notebook each block of a lesson stands for.
struct BlockCells {
  /// Ids by the block's place in the record's document.
  private(set) var ids: [Int: String] = [:]

  /// - Parameters:
  ///   - lesson: the lesson's file, where it is the one that was run: its comments name the cells
  ///     that prose stands for.
  ///   - cells: the lesson's list of the notebook's cells.
  init(_ document: [DocumentBlock], lesson: ParsedLesson?, cells: [NotebookCell]) {
    let named = Self.named(document, lesson)
    var used = Set(named.values)
    for (index, block) in document.enumerated() {
      guard case .step(let step) = block, let name = step.cell else { continue }
      let cell =
        cells.first { $0.id == name } ?? cells.first { String($0.position) == name }
      let id = cell?.id ?? name
      if used.insert(id).inserted { ids[index] = id }
    }
    ids.merge(named) { $1 }
    matchProse(document, cells, used)
  }

  /// Prose that names no cell stands for the text cells between the code around it, in order.
  ///
  /// Where there are more of these, for the last of them: badges and pictures come first.
  private mutating func matchProse(
    _ document: [DocumentBlock], _ cells: [NotebookCell], _ used: Set<String>
  ) {
    let places = Dictionary(cells.indices.map { (cells[$0].id, $0) }) { first, _ in first }
    var prose: [Int] = []
    var start = 0
    func match(upTo end: Int, _ ids: inout [Int: String]) {
      guard start <= end else { return }
      let free = cells[start..<end].filter { $0.kind != "code" && !used.contains($0.id) }
      for (index, cell) in zip(prose, free.suffix(prose.count)) { ids[index] = cell.id }
    }
    for index in document.indices {
      if let id = ids[index], let place = places[id] {
        match(upTo: place, &ids)
        (prose, start) = ([], place + 1)
      } else if case .prose = document[index], ids[index] == nil {
        prose.append(index)
      }
    }
    match(upTo: cells.count, &ids)
  }

  /// The cells that comments in the lesson name.
  private static func named(
    _ document: [DocumentBlock], _ lesson: ParsedLesson?
  ) -> [Int: String] {
    let shown = (lesson?.blocks ?? []).filter { block in
      switch block {
      case .expect, .answer: false
      case .exercise: lesson?.isHandOut ?? false
      default: true
      }
    }
    guard shown.count == document.count else { return [:] }
    var named: [Int: String] = [:]
    var used: Set<String> = []
    for (index, block) in shown.enumerated() {
      if case .prose(let prose) = block, let cell = prose.cell?.value, used.insert(cell).inserted {
        named[index] = cell
      }
    }
    return named
  }
}
