/// The difference of two texts as lines with a mark, as `diff -u` shows it.
public enum UnifiedDiff {
  /// More than any cell has; beyond it the comparison would take too long.
  public static let limit = 4000
  private static let context = 3

  private struct Line {
    var mark: Character
    var text: Substring
  }

  /// The hunks; empty where the texts are equal.
  ///
  /// - Parameter limit: how many lines either may have to be compared.
  public static func text(from old: String, to new: String, limit: Int = limit) -> String {
    let (before, after) = (lines(of: old), lines(of: new))
    guard before.count <= limit, after.count <= limit else {
      return "(more than \(limit) lines: not compared)\n"
    }
    let all = merged(before, after)
    var out = ""
    var index = 0
    while let change = all[index...].firstIndex(where: { $0.mark != " " }) {
      let start = max(index, change - context)
      var end = change
      // Changes with few lines between them share a hunk.
      while let next = all[end...].firstIndex(where: { $0.mark != " " }), next - end <= 2 * context
      {
        end = next + 1
      }
      end = min(all.count, end + context)
      let hunk = all[start..<end]
      let (first, second) = (position(all[..<start], but: "+"), position(all[..<start], but: "-"))
      out += "@@ -\(range(first, hunk, but: "+")) +\(range(second, hunk, but: "-")) @@\n"
      // A notebook is not trusted: nothing in it may move a terminal's cursor or reorder its text.
      for line in hunk { out += "\(line.mark)\(VisibleText.of(String(line.text)))\n" }
      index = end
    }
    return out
  }

  private static func lines(of text: String) -> [Substring] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func merged(_ old: [Substring], _ new: [Substring]) -> [Line] {
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var lines: [Line] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if removed.contains(i), i < old.count {
        lines.append(Line(mark: "-", text: old[i]))
        i += 1
      } else if inserted.contains(j), j < new.count {
        lines.append(Line(mark: "+", text: new[j]))
        j += 1
      } else {
        lines.append(Line(mark: " ", text: new[j]))
        (i, j) = (i + 1, j + 1)
      }
    }
    return lines
  }

  private static func position(_ lines: ArraySlice<Line>, but mark: Character) -> Int {
    lines.count { $0.mark != mark }
  }

  private static func range(_ start: Int, _ hunk: ArraySlice<Line>, but mark: Character) -> String {
    let count = hunk.count { $0.mark != mark }
    let first = count == 0 ? start : start + 1
    return count == 1 ? "\(first)" : "\(first),\(count)"
  }
}
