/// The one writer of Python's literals.
///
/// A literal is plain ASCII on one line whatever is in it, so no text can end it.
public enum PythonLiteral {
  /// A text between double quotation marks.
  public static func text(_ value: String) -> String {
    var out = "\""
    for scalar in value.unicodeScalars {
      switch scalar.value {
      case 0x22: out += "\\\""
      case 0x5C: out += "\\\\"
      case 0x0A: out += "\\n"
      case 0x20...0x7E: out.unicodeScalars.append(scalar)
      case 0x10000...: out += "\\U" + hexadecimal(scalar.value, digits: 8)
      default: out += "\\u" + hexadecimal(scalar.value, digits: 4)
      }
    }
    return out + "\""
  }

  /// A number in double precision: the shortest decimal that reads back to it.
  public static func number(_ value: Double) -> String {
    guard value.isFinite else {
      return value.isNaN ? "float(\"nan\")" : value < 0 ? "float(\"-inf\")" : "float(\"inf\")"
    }
    return "\(value)"
  }

  /// What a comment says: printable ASCII on one line.
  public static func comment(_ value: String) -> String {
    var out = ""
    for scalar in value.unicodeScalars {
      switch scalar.value {
      case 0x20...0x7E: out.unicodeScalars.append(scalar)
      case 0x09, 0x0A, 0x0D: out += " "
      case 0x2018, 0x2019: out += "'"
      case 0x201C, 0x201D: out += "\""
      case 0x2013, 0x2014: out += "-"
      case 0x2026: out += "..."
      default: out += "<" + hexadecimal(scalar.value, digits: 4) + ">"
      }
    }
    return out
  }

  private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let hex = Array("0123456789abcdef".unicodeScalars)
    var out = String.UnicodeScalarView()
    for place in stride(from: digits - 1, through: 0, by: -1) {
      out.append(hex[Int(value >> UInt32(4 * place)) & 15])
    }
    return String(out)
  }
}
