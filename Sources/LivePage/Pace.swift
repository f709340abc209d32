/// How fast something gets on, and when it will be done.
///
/// What an earlier run had done already says nothing about the rate, so counting starts at `first`.
package struct Pace: Sendable, Equatable {
  package var done: Int
  package var total: Int
  /// What was done when the clock started.
  package var first: Int
  /// Seconds since then.
  package var elapsed: Double

  package init(done: Int, total: Int, first: Int = 0, elapsed: Double) {
    (self.done, self.total, self.first, self.elapsed) = (done, total, first, elapsed)
  }

  /// From 0 to 1.
  package var fraction: Double { total > 0 ? min(1, max(0, Double(done) / Double(total))) : 0 }

  /// Units a second; `nil` while that says little.
  package var rate: Double? {
    guard done > first, elapsed >= 1 else { return nil }
    return Double(done - first) / elapsed
  }

  /// Seconds at the rate so far; `nil` at the end, and while the rate says little.
  ///
  /// The first pieces of a work are slow, for memory and files are touched for the first time: what
  /// they foretell is hours where minutes are meant.
  package var secondsLeft: Double? {
    guard done < total, let rate else { return nil }
    let share = Double(done - first) / Double(total - first)
    guard elapsed >= 2, share >= 0.02 || elapsed >= 20 else { return nil }
    return Double(total - done) / rate
  }

  /// A rate in at most three figures: `0.85`, `19`, `1240`.
  package static func text(_ rate: Double) -> String {
    guard rate < 9.95 else { return "\(Int(min(rate, 1e9).rounded()))" }
    let hundredths = Int((rate * (rate < 1 ? 100 : 10)).rounded()) * (rate < 1 ? 1 : 10)
    let digits = "\(hundredths % 100)"
    let padded = String(repeating: "0", count: 2 - digits.count) + digits
    return "\(hundredths / 100)." + (rate < 1 ? padded : String(padded.prefix(1)))
  }

  /// `0:05`, `12:00`.
  package static func minutes(_ seconds: Double) -> String {
    let seconds = Int(min(max(seconds, 0), 1e9).rounded(.up))
    let rest = seconds % 60
    return "\(seconds / 60):" + (rest < 10 ? "0" : "") + "\(rest)"
  }
}
