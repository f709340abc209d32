import Testing

@testable import Notebooks

@Suite struct PythonStringTests {
  /// What Python 3 makes of each.
  @Test(arguments: [
    (#"na\u00efve caf\xe9"#, "na\u{EF}ve caf\u{E9}"), (#"\U0001F600"#, "\u{1F600}"),
    (#"\101\0\12x\777"#, "A\u{0}\nx\u{1FF}"), (#"\a\b\f\n\r\t\v"#, "\u{7}\u{8}\u{C}\n\r\t\u{B}"),
    (#"\\ \' \""#, #"\ ' ""#), (#"\d\q"#, #"\d\q"#), ("a\\\nb", "ab"), ("\\8", "\\8"),
    (#"\x41B"#, "AB"),
  ])
  func undoesEscapes(_ source: String, _ text: String) {
    #expect(PythonString.text(of: source, isRaw: false) == text)
    #expect(PythonString.text(of: source, isRaw: true) == source)
  }

  @Test(arguments: [
    #"\N{LATIN SMALL LETTER E}"#, #"\x4"#, #"\xg1"#, #"\u12"#, #"\U00110000"#, #"\ud83d"#,
    #"\x+1"#,
  ])
  func knowsNoTextForTheRest(_ source: String) {
    #expect(PythonString.text(of: source, isRaw: false) == nil)
  }

  @Test(arguments: [
    (#"'caf\xe9'"#, "caf\u{E9}"), (#"r'\x41'"#, #"\x41"#), (#"Rb'a'"#, nil), (#"b'a'"#, nil),
    (#"f'{1}'"#, "1"), (#"f'a{b}'"#, nil), (#"'a' f'\u00e9{{'"#, "a\u{E9}{"),
    (#"'\N{DASH}'"#, nil), (#"f'\N{DASH}'"#, nil), (#"rf'\d'"#, #"\d"#), ("'a\\\n' 'b'", "ab"),
  ])
  func classifiesASentenceOnlyIfItIsKnown(_ literal: String, _ text: String?) throws {
    let cells = [
      SampleCode.load, SampleCode.tokens, SampleCode.models, SampleCode.prepare,
      SampleCode.ask.replacing(#""A film like no other.""#, with: literal),
    ]
    let found = try #require(Drafts.cells(cells).last)
    let predict = found.actions.first { $0.name == "predict" }
    #expect(predict?.value == text.map { .text($0) })
    #expect(found.problems.isEmpty == (text != nil), "\(found.problems)")
  }
}
