import Lessons

/// Which cell of a notebook is which of the list that a lesson has of it.
///
/// First by the notebook's own ids; then by digest, since some programs give every cell a new id;
/// then, of cells that have no ids, by their place between two that are known.
struct CellMatching {
  /// For each cell of the notebook its place in the list, `nil` for a new one.
  private(set) var former: [Int?]
  /// Cells that have changed places, by their place in the notebook.
  private(set) var moved: Set<Int> = []

  init(list: [NotebookCell], notebook: [Notebook.Cell]) {
    former = Array(repeating: nil, count: notebook.count)
    var free = Set(list.indices)
    func pair(_ new: Int, _ old: Int) {
      former[new] = old
      free.remove(old)
    }
    let byID = Dictionary(list.indices.map { (list[$0].id, $0) }) { first, _ in first }
    for (index, cell) in notebook.enumerated() where cell.hasOwnID {
      if let old = byID[cell.id], list[old].kind == cell.kind { pair(index, old) }
    }
    // In order, so that of equal cells the first stays the first.
    for (index, cell) in notebook.enumerated() where former[index] == nil {
      let equal = list.indices.first {
        free.contains($0) && list[$0].sha256 == cell.sha256 && list[$0].kind == cell.kind
      }
      if let equal { pair(index, equal) }
    }
    for (index, cell) in notebook.enumerated() where former[index] == nil && !cell.hasOwnID {
      let before = index == 0 ? -1 : former[index - 1]
      let next = before.map { $0 + 1 }
      if let next, free.contains(next), list[next].kind == cell.kind,
        list[next].id == String(list[next].position)
      {
        pair(index, next)
      }
    }
    findMoved()
  }

  /// All cells but a longest run that has kept its order: the fewest moves that explain it.
  private mutating func findMoved() {
    let known = former.indices.compactMap { new in former[new].map { (new: new, old: $0) } }
    // The ends of the best runs by length, and each cell's predecessor.
    var ends: [Int] = []
    var before = [Int?](repeating: nil, count: known.count)
    for index in known.indices {
      let place = ends.firstIndex { known[$0].old > known[index].old } ?? ends.count
      before[index] = place > 0 ? ends[place - 1] : nil
      if place == ends.count { ends.append(index) } else { ends[place] = index }
    }
    var kept: Set<Int> = []
    var next = ends.last
    while let index = next {
      kept.insert(index)
      next = before[index]
    }
    moved = Set(known.indices.filter { !kept.contains($0) }.map { known[$0].new })
  }
}
