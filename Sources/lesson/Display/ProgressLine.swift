import Foundation
import LivePage

/// How far something has come: the text of a progress bar.
struct ProgressLine {
  var label: String
  var pace: Pace
  var reviewsPerSecond: Double?
  /// The losses of the batches so far, shown as a number and a small curve.
  var losses: [Float] = []
  /// Whether the curve's blocks can be shown: a terminal that is not UTF-8 has other characters.
  var showsBlocks = true

  /// The bar's cells, from the width on that has room for them beside what is said in figures.
  private static let bars = [(width: 70, cells: 20), (width: 56, cells: 8)]
  private static let mostBlocks = 30

  /// `train-head: batches [#####.....]  50 %  1:20 left  19 reviews/s  loss 0.6931 ▂▁▃`.
  ///
  /// Fits the width: the curve gets what is left of it, what does not fit is left out from the
  /// right, and on a narrow terminal the label and the bar give way to the figures.
  func text(width: Int) -> String {
    let room = max(10, width - 1)
    let progress = bar(width: width) + String(format: "%3d %%", Int(pace.fraction * 100))
    let figures = ([progress] + parts.prefix(1)).joined(separator: "  ")
    var text = "\(label.prefix(max(10, room - figures.count - 1))) \(progress)"
    for part in parts where text.count + part.count + 2 <= room { text += "  " + part }
    let blocks = min(Self.mostBlocks, room - text.count - 1)
    if showsBlocks, !losses.isEmpty, blocks >= 5 {
      text += " " + Sparkline.text(losses, width: blocks)
    }
    return String(text.prefix(room))
  }

  /// `[#####.....] `; nothing on a narrow terminal.
  private func bar(width: Int) -> String {
    guard let cells = Self.bars.first(where: { $0.width <= width })?.cells else { return "" }
    let filled = Int(pace.fraction * Double(cells))
    let empty = String(repeating: ".", count: cells - filled)
    return "[" + String(repeating: "#", count: filled) + empty + "] "
  }

  private var parts: [String] {
    [
      pace.secondsLeft.map { "\(Pace.minutes($0)) left" },
      reviewsPerSecond.map { "\(Pace.text($0)) reviews/s" },
      losses.last.map { "loss \(String(format: "%.4f", $0))" },
    ].compactMap { $0 }
  }
}
