import Foundation
import Records

/// The one way a report writes numbers: no locale, a comma between thousands.
enum NumberText {
  /// A number with a fixed count of decimals.
  static func fixed(_ value: Double, _ places: Int) -> String {
    String(format: "%.\(places)f", value)
  }

  /// A number in six significant digits at most: `23810.3`, `0.0150735`, `569`.
  static func short(_ value: Double) -> String { String(format: "%.6g", value) }

  /// A share of 1 in per cent.
  static func percent(_ share: Double, places: Int = 1) -> String {
    fixed(share * 100, places) + "%"
  }

  /// A whole number in groups of three digits; other numbers as the record writes them.
  static func count(_ value: Double) -> String {
    DigitGroups.text(of: CanonicalJSON.number(value))
  }

  static func count(_ value: Int) -> String { count(Double(value)) }

  /// `1 row`, `2 rows`; `1 batch`, `2 batches` where the plural is given.
  static func count(_ value: Int, _ noun: String, plural: String? = nil) -> String {
    count(value) + " " + (value == 1 ? noun : plural ?? noun + "s")
  }

  /// A duration: `0.42 s`, `12.3 s`, `7 min 03 s`, `1 h 02 min`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "unknown" }
    if seconds < 0.005 { return "under 0.01 s" }
    if seconds < 9.995 { return fixed(seconds, 2) + " s" }
    if seconds < 59.95 { return fixed(seconds, 1) + " s" }
    let whole = Int(seconds.rounded())
    if whole < 3600 { return "\(whole / 60) min \(padded(whole % 60)) s" }
    return "\(whole / 3600) h \(padded(whole / 60 % 60)) min"
  }

  /// A size in decimal units, as disks are sold and downloads are counted.
  static func bytes(_ value: Int) -> String {
    let value = Double(value)
    if value >= 1e9 { return fixed(value / 1e9, 2) + " GB" }
    if value >= 1e6 { return fixed(value / 1e6, 1) + " MB" }
    if value >= 1e3 { return fixed(value / 1e3, 1) + " kB" }
    return count(value) + " bytes"
  }

  private static func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
