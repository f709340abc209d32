import Base

/// Every code cell of the notebook is mirrored by a step, and what a step or claim names is a cell.
enum CellCheck {
  /// - Parameter cells: `nil` where nothing is known of the notebook.
  static func run(_ lesson: ParsedLesson, cells: [NotebookCell]?, _ scope: PlanScope) {
    guard let cells else { return }
    var mirrored: Set<Int> = []
    for block in lesson.blocks {
      switch block {
      case .step(let step):
        if let cell = step.notebookCell, let found = find(cell, in: cells, scope) {
          mirrored.insert(found.position)
        }
      case .claim(let claim): claim.cell.map { _ = find($0, in: cells, scope) }
      case .prose(let prose): prose.cell.map { _ = find($0, in: cells, scope) }
      default: break
      }
    }
    for cell in cells where cell.kind == "code" && !mirrored.contains(cell.position) {
      scope.report(
        "unmirrored-cell", at: lesson.frontMatter.range,
        "code cell \(cell.id) at position \(cell.position) is mirrored by no step",
        notes: ["a step says which it mirrors: step ID cell=\(cell.id)"])
    }
  }

  /// The cell of an id, or else at a position.
  private static func find(
    _ name: Located<String>, in cells: [NotebookCell], _ scope: PlanScope
  ) -> NotebookCell? {
    if let cell = cells.first(where: { $0.id == name.value })
      ?? cells.first(where: { String($0.position) == name.value })
    {
      return cell
    }
    let nearest = NearestName.of(name.value, in: cells.map(\.id))
    scope.report(
      "unknown-cell", at: name.range, "the notebook has no cell `\(name.value)`",
      notes: nearest.map { ["did you mean `\($0)`?"] } ?? [])
    return nil
  }
}
