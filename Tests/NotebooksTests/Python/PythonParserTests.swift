import Testing

@testable import Notebooks

@Suite struct PythonParserTests {
  private func statements(_ source: String) -> [PythonStatement.Kind] {
    PythonParser.statements(PythonLexer(source).tokens).map(\.kind)
  }

  @Test func passesOverWhatOnlyJupyterReads() {
    let source = "!ls \"(\n%matplotlib inline\nf?\nx = 1\n  \n# c\ny = !ls (\nz = %who\na = 7 % 2"
    #expect(
      statements(source) == [
        .assign([.name("x")], .number("1")), .other("", []), .other("", []),
        .assign([.name("a")], .binary("%", .number("7"), .number("2"))),
      ])
    let looks = [
      "!pip -q install a", "! cd a && git pull | tail -1; ls", "!", "%watermark -v",
      "!sudo apt install b",
    ]
    for line in looks { #expect(statements(line).isEmpty, "\(line)") }
    // What may compute something, or move what is read, is not passed over.
    for line in [
      "! python train.py", "!sudo python train.py", "!cd a && ./train.sh", "!rm b.png",
      "%run train.py",
    ] {
      #expect(statements(line) == [.other("", [])], "\(line)")
    }
    #expect(PythonLexer("%%bash\nls").foreignCell == "bash")
    #expect(PythonLexer("%%time\nx = 1").foreignCell == nil)
  }

  @Test(arguments: [
    ("import a.b, c as d", ["a": "a", "d": "c"]), ("from a import b, c", ["b": "a.b", "c": "a.c"]),
    // What is no Python comes to an end, too.
    ("from a import import b", [:]), ("import import", [:]), ("import a, import", ["a": "a"]),
  ])
  func readsImports(source: String, names: [String: String]) {
    #expect(statements(source + "\nx = 1").first == .imports(names))
    #expect(statements(source + "\nx = 1").count == 2)
  }

  @Test func joinsLinesInBracketsAndBehindBackslashes() {
    let source = "f(1,\n  # a remark )\n  b='#')\nx = 1 + \\\n  2"
    #expect(
      statements(source) == [
        .expression(
          .call(
            .name("f"),
            [PythonArgument(value: .number("1")), PythonArgument(name: "b", value: .text("#"))])),
        .assign([.name("x")], .binary("+", .number("1"), .number("2"))),
      ])
  }

  @Test func joinsStringsThatStandBesideEachOther() {
    #expect(
      statements(#"x = 'a\'b' "c" r'\d' u"e" """f"g""" f"{{h}}""#)
        == [.assign([.name("x")], .text(#"a'bc\def"g{h}"#))])
  }

  @Test func cutsFormattedStringsIntoPieces() {
    #expect(
      statements(#"f"{a!r} {{no}} {b:.2f}{c[':']}{d == e}{g=}\n""#) == [
        .expression(
          .formatted([
            .field(.name("a"), format: nil), .text(" {no} "), .field(.name("b"), format: ".2f"),
            .field(.index(.name("c"), .text(":")), format: ""),
            .field(.binary("==", .name("d"), .name("e")), format: ""),
            .field(.name("g"), format: nil), .text("\n"),
          ]))
      ])
  }

  @Test(arguments: [
    "x = f(1 2)", "x = [1 2]", "x = (1", "x = 'a", "%time x = f()", "%run other.py",
    "print 'a'", "x = f(a for b)",
  ])
  func saysWhatItCannotRead(_ source: String) {
    #expect(statements(source).contains(.other("", [])))
  }

  @Test func readsBlocksByTheirIndentation() {
    let found = statements("for i in r:\n    a()\n    if b: c()\n    else:\n        d()\ne()")
    guard found.count == 2, case .loop(.name("i"), .name("r"), let body) = found[0] else {
      Issue.record("\(found)")
      return
    }
    #expect(body.map(\.line) == [2, 3])
  }

  @Test func givesOperatorsTheirPrecedence() {
    #expect(
      statements("x = a + b * -c ** 2 == d and not e") == [
        .assign(
          [.name("x")],
          .binary(
            "and",
            .binary(
              "==",
              .binary(
                "+", .name("a"),
                .binary(
                  "*", .name("b"), .unary("-", .binary("**", .name("c"), .number("2"))))),
              .name("d")), .unary("not", .name("e")))
        )
      ])
  }

  /// Some of it is far too long for a test's name.
  struct Code: Sendable, CustomTestStringConvertible {
    let text: String
    var testDescription: String { String(text.prefix(30)).debugDescription }
  }

  private static let strangeCode = [
    String(repeating: "(", count: 100_000), String(repeating: "[", count: 100_000) + "1",
    String(repeating: "not ", count: 100_000) + "x", String(repeating: "a.", count: 100_000),
    "x = " + String(repeating: "1 + ", count: 100_000),
    "x = " + String(repeating: "2**", count: 50_000),
    String(repeating: "if x: ", count: 50_000), String(repeating: "@a\n", count: 50_000),
    (0..<2000).map { String(repeating: " ", count: $0) + "if x:\n" }.joined(),
    String(repeating: "lambda: ", count: 50_000), "f'" + String(repeating: "{", count: 50_000),
    "'''unclosed", "def f(", "class", "for", "import", "from . import", "x = ]", "\\", "\u{0}",
    String(repeating: "a if b else ", count: 50_000), String(repeating: "{1:", count: 50_000),
    "x = " + String(repeating: "f(", count: 50_000), "with", "if", "elif x:\n  y", "return",
  ]

  @Test(arguments: strangeCode.map(Code.init))
  func survivesCodeThatNobodyWouldWrite(_ code: Code) {
    _ = statements(code.text)
    _ = Drafts.problems(code.text)
  }
}
