/// Puts headings into an order without gaps: below the page's title (level 1) come 2, 3, …, and
/// none is more than one level below the one before it, as readers by ear expect.
enum HeadingOrder {
  static func applied(to blocks: [ReportBlock]) -> [ReportBlock] {
    var previous = 1
    return applied(to: blocks, previous: &previous)
  }

  private static func applied(to blocks: [ReportBlock], previous: inout Int) -> [ReportBlock] {
    blocks.map { block in
      switch block {
      case .heading(let level, let content):
        previous = min(max(level, 2), previous + 1, 6)
        return .heading(level: previous, content: content)
      case .list(let ordered, let start, let items):
        return .list(
          ordered: ordered, start: start,
          items: items.map { applied(to: $0, previous: &previous) })
      case .quote(let content): return .quote(applied(to: content, previous: &previous))
      case .fold(var fold):
        fold.blocks = applied(to: fold.blocks, previous: &previous)
        return .fold(fold)
      case .group(let group, let content):
        return .group(group, applied(to: content, previous: &previous))
      case .alert(let title, let content):
        return .alert(title: title, applied(to: content, previous: &previous))
      default: return block
      }
    }
  }
}
