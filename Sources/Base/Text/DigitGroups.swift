/// Whole numbers in groups of three digits: 22,713,216.
public enum DigitGroups {
  /// Puts a comma between thousands; leaves alone what is no whole number in digits.
  public static func text(of number: String) -> String {
    let digits = number.drop { $0 == "-" }
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return number }
    var grouped = String(number.prefix(number.count - digits.count))
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { grouped += "," }
      grouped.append(digit)
    }
    return grouped
  }
}
