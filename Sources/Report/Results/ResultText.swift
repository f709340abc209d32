import Records

/// Small pieces of text that several kinds of result use.
enum ResultText {
  /// A count with its thousands apart, a dash where there is none.
  static func count(_ value: JSONValue?) -> [ReportInline] {
    guard let number = value?.number else { return ["–"] }
    return [.text(NumberText.count(number))]
  }

  /// A number with so many decimals, a dash where there is none.
  static func fixed(_ value: Double?, _ places: Int) -> [ReportInline] {
    guard let value else { return ["–"] }
    return [.text(NumberText.fixed(value, places))]
  }

  /// A number in six significant digits at most, a dash where there is none.
  static func number(_ value: Double?) -> [ReportInline] {
    guard let value else { return ["–"] }
    return [.text(NumberText.short(value))]
  }

  /// Any value on one line, cut where it is long.
  static func plain(_ value: JSONValue, limit: Int = 160) -> String {
    if case .string(let text) = value { return cut(text, limit) }
    guard let text = try? CanonicalJSON.text(value) else { return "a number that is not finite" }
    return cut(text, limit)
  }

  static func cut(_ text: String, _ limit: Int) -> String {
    text.count > limit ? text.prefix(limit - 1) + "…" : text
  }

  /// A sum that no record, however odd, can make overflow.
  static func sum(_ values: some Sequence<Int>) -> Double {
    values.reduce(0) { $0 + Double($1) }
  }

  /// The beginning of a digest: enough to compare by eye.
  static func digest(_ value: String?) -> [ReportInline] {
    guard let value else { return ["–"] }
    return [.code(cut(value, 17))]
  }
}
