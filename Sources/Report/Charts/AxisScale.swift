import Foundation

/// A linear axis: where a value lies, and which round values to write beside it.
struct AxisScale {
  let range: ClosedRange<Double>
  /// Where the range's ends lie, in the drawing's units; `end` may be the smaller one.
  let start: Double
  let end: Double

  func position(_ value: Double) -> Double {
    let width = range.upperBound - range.lowerBound
    guard width > 0 else { return (start + end) / 2 }
    return start + (value - range.lowerBound) / width * (end - start)
  }

  /// Round values within the range, `count` of them or some more, and the decimals they need.
  static func ticks(in range: ClosedRange<Double>, count: Int) -> (values: [Double], places: Int) {
    let width = range.upperBound - range.lowerBound
    guard width > 0, width.isFinite, count > 0 else { return ([range.lowerBound], 2) }
    let step = roundStep(atMost: width / Double(count))
    let first = Int((range.lowerBound / step).rounded(.up))
    let last = Int((range.upperBound / step).rounded(.down))
    let places = max(0, Int((-log10(step) - 1e-9).rounded(.up)))
    guard first <= last else { return ([range.lowerBound], places) }
    return ((first...last).map { Double($0) * step }, places)
  }

  /// A range that holds all values with some room around them, ends on round values.
  static func range(holding values: [Double]) -> ClosedRange<Double> {
    // Beyond this the arithmetic below would overflow; such values fall outside the chart.
    let drawable = values.filter { abs($0) < 1e12 }
    guard let low = drawable.min(), let high = drawable.max() else { return 0...1 }
    let spread = max(high - low, abs(high) * 1e-3, 1e-9)
    let step = roundStep(atMost: spread / 5)
    return ((low - spread * 0.04) / step).rounded(.down) * step...((high + spread * 0.04) / step)
      .rounded(.up) * step
  }

  /// 1, 2 or 5 times a power of ten.
  private static func roundStep(atMost size: Double) -> Double {
    let power = pow(10, floor(log10(size)))
    let step = [5.0, 2].first { $0 * power <= size * 1.001 } ?? 1
    return step * power
  }
}
