/// How Python writes a number: `.4f`, `,.2f`, `8.3e` or nothing.
///
/// Source: The Python Standard Library, "Format Specification Mini-Language".
struct NumberFormat {
  private var decimals: Int?
  private var hasCommas = false
  private var mayBePadded = false

  /// `nil` for a format that writes something else than the number, such as a percentage.
  init?(_ format: String) {
    var rest = Substring(format)
    if let first = rest.first, "<>^=".contains(first) {
      mayBePadded = true
      rest = rest.dropFirst()
    }
    if let first = rest.first, "+- ".contains(first) {
      mayBePadded = mayBePadded || first == " "
      rest = rest.dropFirst()
    }
    let width = rest.prefix { $0.isASCII && $0.isNumber }
    if !width.isEmpty {
      // Zeros in front are digits that the number has not.
      guard width.first != "0" else { return nil }
      mayBePadded = true
      rest = rest[width.endIndex...]
    }
    if rest.first == "," {
      hasCommas = true
      rest = rest.dropFirst()
    }
    if rest.first == "." {
      let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      guard let count = Int(digits), count < 100 else { return nil }
      decimals = count
      rest = rest[digits.endIndex...]
    }
    switch rest {
    case "f", "F": decimals = decimals ?? 6
    case "", "e", "E", "g", "G": decimals = nil
    default: return nil
    }
  }

  /// The number that a text in this format is, as a lesson writes it; `nil` where it is none.
  func number(in text: Substring) -> String? {
    var text = text
    if mayBePadded {
      while text.first == " " { text.removeFirst() }
      while text.last == " " { text.removeLast() }
    }
    if text.first == "+" { text.removeFirst() }
    var number = String(text)
    if hasCommas {
      let groups = number.prefix { $0 != "." }.split(
        separator: ",", omittingEmptySubsequences: false)
      guard groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
      number = number.filter { $0 != "," }
    }
    let digits = number.first == "-" ? number.dropFirst() : Substring(number)
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard let first = digits.first, first.isASCII, first.isNumber, parts.count <= 2,
      Arithmetic.literal(number) == number
    else { return nil }
    if let decimals, (parts.count == 2 ? parts[1].count : 0) != decimals { return nil }
    return number
  }
}
