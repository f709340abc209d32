/// A row of numbers as a row of blocks of different heights.
enum Sparkline {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// At most `width` blocks, the means of equal shares of the values; the lowest share has the
  /// lowest block and the highest the highest.
  ///
  /// Empty where a value is not finite: there is no height for it.
  static func text(_ values: [Float], width: Int) -> String {
    guard width > 0, !values.isEmpty, values.allSatisfy(\.isFinite) else { return "" }
    let count = min(width, values.count)
    let means = (0..<count).map { cell in
      let share = values[cell * values.count / count..<(cell + 1) * values.count / count]
      return share.reduce(0) { $0 + Double($1) } / Double(share.count)
    }
    let low = means.min() ?? 0
    let span = (means.max() ?? 0) - low
    return String(
      means.map { mean in
        guard span > 0 else { return blocks[blocks.count / 2] }
        return blocks[min(blocks.count - 1, Int((mean - low) / span * Double(blocks.count)))]
      })
  }
}
