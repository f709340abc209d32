/// A piece of Python that was written by this program.
///
/// What a lesson's author wrote gets into it as a literal alone: a text that is put into code is
/// quoted, and only code stands as it is.
///
///     let call: PythonCode = "print(\("it's"))"   // print("it's")
public struct PythonCode: Sendable, Equatable {
  /// The Python itself, one expression or statement, possibly of several lines.
  public let text: String

  /// Code as it stands: for texts of this program alone, never for one of a lesson's.
  public init(trusted text: String) { self.text = text }

  /// Joins two pieces as they are, with nothing between them.
  public static func + (left: PythonCode, right: PythonCode) -> PythonCode {
    PythonCode(trusted: left.text + right.text)
  }
}

extension PythonCode: ExpressibleByStringInterpolation {
  /// Code of this program's own source, taken as it stands.
  public init(stringLiteral value: String) { text = value }

  public init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// Collects the pieces: code as it is, every other value as a literal.
  public struct Interpolation: StringInterpolationProtocol {
    var text = ""

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) { text += literal }

    /// Code as it is.
    public mutating func appendInterpolation(_ code: PythonCode) { text += code.text }

    /// A text as a literal.
    public mutating func appendInterpolation(_ value: String) {
      text += PythonLiteral.text(value)
    }

    /// A whole number as a literal.
    public mutating func appendInterpolation(_ value: Int) { text += "\(value)" }

    /// A number as a literal; what is not finite as `float("inf")` and the like.
    public mutating func appendInterpolation(_ value: Double) {
      text += PythonLiteral.number(value)
    }

    /// `True` or `False`.
    public mutating func appendInterpolation(_ value: Bool) { text += value ? "True" : "False" }

    /// Several, with commas between them.
    public mutating func appendInterpolation(_ list: [PythonCode]) {
      text += list.map { $0.text }.joined(separator: ", ")
    }

    /// Texts as a list.
    public mutating func appendInterpolation(_ list: [String]) {
      text += "[" + list.map { PythonLiteral.text($0) }.joined(separator: ", ") + "]"
    }
  }
}
