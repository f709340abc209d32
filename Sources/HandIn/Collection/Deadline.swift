import Foundation

/// When hand-ins were due.
package struct Deadline: Sendable, Equatable {
  /// Seconds since 1970, and the text that said so.
  package var time: Double
  package var text: String
  /// Seconds that its minute has left, where it names no second: what comes at 23:59:30 is not late for
  /// 23:59.
  private var restOfMinute = 0.0

  /// Reads `2026-11-28 23:59`, with seconds and a zone such as `Z` or `+01:00` where they are given.
  ///
  /// A day alone ends with its last second. Without a zone it is this machine's time. `nil` for anything
  /// else, and for days that there are not.
  package init?(_ text: String) {
    guard
      let match = text.wholeMatch(
        of: /(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?)?/)
    else { return nil }
    let output = match.output
    let number = { (text: Substring?) in text.flatMap { Int32($0) } }
    let isDay = output.4 == nil
    guard let year = number(output.1), let month = number(output.2), let day = number(output.3),
      (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let (hour, minute) = (number(output.4) ?? 23, number(output.5) ?? 59)
    let second = number(output.6) ?? (isDay ? 59 : 0)
    if output.6 == nil, !isDay { restOfMinute = 59 }
    guard hour < 24, minute < 60, second < 60 else { return nil }
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (year - 1900, month - 1, day)
    (parts.tm_hour, parts.tm_min, parts.tm_sec, parts.tm_isdst) = (hour, minute, second, -1)
    guard let zone = output.7 else {
      let time = mktime(&parts)
      guard time >= 0, parts.tm_mday == day else { return nil }
      (self.time, self.text) = (Double(time), text)
      return
    }
    let time = timegm(&parts)
    guard parts.tm_mday == day, let offset = Self.offset(zone) else { return nil }
    (self.time, self.text) = (Double(time) - offset, text)
  }

  /// Seconds that a zone is ahead of UTC.
  private static func offset(_ zone: Substring) -> Double? {
    guard zone != "Z" else { return 0 }
    let parts = zone.dropFirst().split(separator: ":").compactMap { Double($0) }
    guard parts.count == 2, parts[0] <= 14, parts[1] < 60 else { return nil }
    return (zone.first == "-" ? -1 : 1) * (parts[0] * 3600 + parts[1] * 60)
  }

  /// How many days late something is; 0 where it is not, and a day that has begun counts.
  func daysLate(_ time: Double) -> Int {
    max(0, Int(((time - self.time - restOfMinute) / 86_400).rounded(.up)))
  }

  /// A time in this machine's zone: `2026-11-28 23:59`, with its second where it has one.
  ///
  /// Otherwise what came in the minute of the deadline would be late without a sign of it.
  static func text(_ time: Double) -> String {
    var seconds = time_t(time)
    var parts = tm()
    guard localtime_r(&seconds, &parts) != nil else { return "?" }
    let minute = String(
      format: "%04d-%02d-%02d %02d:%02d", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
      parts.tm_hour, parts.tm_min)
    return parts.tm_sec == 0 ? minute : minute + String(format: ":%02d", parts.tm_sec)
  }
}
