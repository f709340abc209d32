import Foundation

/// Numbers of the notebook, as text, so that `5e-5` stays `5e-5`.
enum Arithmetic {
  /// The result of an operation on two numbers; `nil` for one that is not followed.
  static func result(_ symbol: String, _ left: String, _ right: String) -> String? {
    guard let a = Double(left), let b = Double(right) else { return nil }
    let value: Double
    switch symbol {
    case "+": value = a + b
    case "-": value = a - b
    case "*": value = a * b
    case "/": value = a / b
    case "//": value = (a / b).rounded(.down)
    case "**": value = pow(a, b)
    // As Python has it: of the divisor's sign.
    case "%": value = b == 0 ? .nan : a - b * (a / b).rounded(.down)
    default: return nil
    }
    guard value.isFinite else { return nil }
    if value == value.rounded(), abs(value) < 1e15, symbol != "/" { return String(Int(value)) }
    return value.description
  }

  /// A Python literal in a form that Swift and YAML read too; `nil` for what is no decimal number.
  static func literal(_ text: String) -> String? {
    var text = text.replacing("_", with: "")
    if text.hasPrefix(".") { text = "0" + text }
    if text.hasSuffix(".") { text.removeLast() }
    text = text.replacing(".e", with: "e").replacing(".E", with: "e")
    guard text.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }),
      let value = Double(text), value.isFinite
    else { return nil }
    return text
  }
}
