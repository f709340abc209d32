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

  private static let barCells = 20
  private static let mostBlocks = 30

  /// `train-head: batches [#####.....]  50 %  1:20 left  19 reviews/s  loss 0.6931 ▂▁▃`.
  ///
  /// Fits the width: the curve gets what is left of it, and what does not fit is left out from the
  /// right.
  func text(width: Int) -> String {
    let room = max(10, width - 1)
    let filled = Int(pace.fraction * Double(Self.barCells))
    let bar =
      String(repeating: "#", count: filled)
      + String(repeating: ".", count: Self.barCells - filled)
    var text = "\(label) [\(bar)] \(String(format: "%3d %%", Int(pace.fraction * 100)))"
    for part in parts where text.count + part.count + 2 <= room { text += "  " + part }
    let blocks = min(Self.mostBlocks, room - text.count - 1)
    if showsBlocks, !losses.isEmpty, blocks >= 5 {
      text += " " + Sparkline.text(losses, width: blocks)
    }
    return String(text.prefix(room))
  }

  private var parts: [String] {
    [
      pace.secondsLeft.map { "\(Pace.minutes($0)) left" },
      reviewsPerSecond.map { "\(Pace.text($0)) reviews/s" },
      losses.last.map { "loss \(String(format: "%.4f", $0))" },
    ].compactMap { $0 }
  }
}
