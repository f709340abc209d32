import Foundation

/// How far something has come: the text of a progress bar.
struct ProgressLine {
  var label: String
  var done: Int
  var total: Int
  /// Seconds since it began.
  var elapsed: Double

  /// `train-head: batches [#####.....]  50 %  1:20 left`, cut to fit.
  func text(width: Int) -> String {
    let fraction = total > 0 ? min(1, Double(done) / Double(total)) : 0
    let cells = 20
    let filled = Int(fraction * Double(cells))
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: cells - filled)
    let percent = String(format: "%3d %%", Int(fraction * 100))
    let text = "\(label) [\(bar)] \(percent)\(timeLeft.map { "  \($0) left" } ?? "")"
    return String(text.prefix(max(10, width - 1)))
  }

  /// At the rate so far; `nil` while that says little.
  private var timeLeft: String? {
    guard done > 0, done < total, elapsed >= 1 else { return nil }
    return Self.minutes(elapsed / Double(done) * Double(total - done))
  }

  /// `0:05`, `12:00`.
  static func minutes(_ seconds: Double) -> String {
    let seconds = Int(seconds.rounded(.up))
    return "\(seconds / 60):" + String(format: "%02d", seconds % 60)
  }
}
