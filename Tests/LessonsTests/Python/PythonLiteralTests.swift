import Engine
import HostileText
import Testing

@testable import Lessons

@Suite struct PythonLiteralTests {
  @Test(
    arguments: HostileText.all + [
      "", "\"\"\"", "\\", "\\\n", "a\"; import os #", "\u{0}\u{1F600}é",
    ])
  func writesEveryTextAsOneLiteralOfASCIIThatReadsBack(text: String) throws {
    let literal = PythonLiteral.text(text)
    #expect(literal.utf8.allSatisfy { (0x20...0x7E).contains($0) })
    #expect(try Self.read(literal).unicodeScalars.elementsEqual(text.unicodeScalars))
  }

  @Test(arguments: HostileText.all)
  func keepsACommentOnItsLine(text: String) {
    #expect(PythonLiteral.comment(text).utf8.allSatisfy { (0x20...0x7E).contains($0) })
  }

  @Test func quotesATextThatIsPutIntoCodeAndNoCode() {
    let name = PythonCode(trusted: "rows")
    let code: PythonCode = "\(name)[\("a\"b")] = \(1.5), \(3), \(true), \(["x", "y"])"
    #expect(code.text == #"rows["a\"b"] = 1.5, 3, True, ["x", "y"]"#)
  }

  @Test(arguments: [
    (0.1, "0.1"), (5e-5, "5e-05"), (1, "1.0"), (1e300, "1e+300"),
    (.infinity, "float(\"inf\")"), (-.infinity, "float(\"-inf\")"),
  ])
  func writesNumbersThatReadBack(number: Double, text: String) {
    #expect(PythonLiteral.number(number) == text)
  }

  @Test func givesNamesThatMeanNothingElse() {
    var names = PythonNames(taken: ["torch", "Table"])
    #expect(names.name("flowers").text == "flowers")
    #expect(names.name("torch").text == "torch_2")
    #expect(names.name("class").text == "class_2")
    #expect(names.name("print").text == "print_2")
    #expect(names.fresh("flowers").text == "flowers_2")
    #expect(names.name("flowers").text == "flowers")
    // A loop of the script's has rows of its own, and what the script itself names is apart from those.
    #expect(names.name("rows").text == "rows_2")
    #expect(names.fresh("losses").text == "losses")
    #expect(names.fresh("9 lives; import os").text == "_9_lives__import_os")
    #expect(names.fresh("__class__").text == "_class__")
    #expect(names.fresh("é").text == "value")
  }

  /// Reads a literal as Python does.
  private static func read(_ literal: String) throws -> String {
    var out = String.UnicodeScalarView()
    var rest = Array(literal.unicodeScalars.dropFirst())[...]
    while let scalar = rest.popFirst() {
      guard scalar != "\"" else { break }
      guard scalar == "\\" else {
        out.append(scalar)
        continue
      }
      guard let escape = rest.popFirst() else {
        Issue.record("a backslash ends the literal")
        break
      }
      switch escape {
      case "n": out.append("\n")
      case "u", "U":
        let digits = rest.prefix(escape == "u" ? 4 : 8)
        rest = rest.dropFirst(digits.count)
        let value = try #require(UInt32(String(String.UnicodeScalarView(digits)), radix: 16))
        out.append(try #require(Unicode.Scalar(value)))
      default: out.append(escape)
      }
    }
    #expect(rest.isEmpty)
    return String(out)
  }
}
