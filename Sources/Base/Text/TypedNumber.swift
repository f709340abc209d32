/// Numbers as people and spreadsheets write them.
public enum TypedNumber {
  /// The number that a text is: with a decimal point or a decimal comma, in the digits of any script,
  /// with any kind of space around it; `nil` for anything else.
  ///
  /// What parts the thousands cannot be told from a decimal sign, so that nothing may, and a comma
  /// with three digits behind it is neither: `1,000`.
  public static func value(of text: String) -> Double? {
    guard !mayPartThousands(text) else { return nil }
    var plain = ""
    for scalar in trimmed(text) {
      guard let ascii = ascii(scalar) else { return nil }
      plain.unicodeScalars.append(ascii)
    }
    guard plain.utf8.count(where: { $0 == UInt8(ascii: ".") }) <= 1,
      let value = Double(plain), value.isFinite
    else { return nil }
    return value
  }

  /// Whether a comma stands where it may part the thousands, or be a decimal one.
  public static func mayPartThousands(_ text: String) -> Bool {
    let parts = trimmed(text).split(omittingEmptySubsequences: false) { $0 == "," || $0 == "，" }
    guard parts.count == 2, parts[1].count == 3, (1...4).contains(parts[0].count) else {
      return false
    }
    let whole = parts[0].compactMap(ascii).drop { !("0"..."9").contains($0) }
    return whole.first.map { $0 != "0" } == true
      && parts[1].allSatisfy { ascii($0).map { ("0"..."9").contains($0) } == true }
  }

  /// A text without white space around it, and without what nobody sees.
  public static func trimmed(_ text: String) -> Substring.UnicodeScalarView {
    let isBlank = { (scalar: Unicode.Scalar) in
      scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
    }
    var rest = Substring(text).unicodeScalars.drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return rest
  }

  /// A digit or a sign as ASCII has it; `nil` for what stands in no number.
  private static func ascii(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "0"..."9", "+", "-", ".", "e", "E": return scalar
    case ",", "，", "．", "٫": return "."
    case "−", "－", "﹣": return "-"
    case "＋": return "+"
    default: break
    }
    guard scalar.properties.numericType == .decimal, let digit = scalar.properties.numericValue,
      let code = UInt32(exactly: digit)
    else { return nil }
    return Unicode.Scalar(0x30 + code)
  }
}
