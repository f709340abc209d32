import Testing

@testable import Base

struct VisibleTextTests {
  @Test(arguments: [
    ("\u{1B}[31mred", "␛[31mred"), ("a\u{0}b", "a␀b"), ("bell\u{7}", "bell␇"),
    ("a\rb", "a␍b"), ("a\u{7F}", "a␡"), ("a\u{9B}b", "a[U+009B]b"),
    ("a\u{202E}b", "a[U+202E]b"), ("\u{2067}", "[U+2067]"), ("\u{FEFF}a", "[U+FEFF]a"),
    ("a\u{2028}b", "a[U+2028]b"), ("\u{E0061}", "[U+E0061]"), ("\u{1FFFE}", "[U+1FFFE]"),
  ])
  func showsCharactersThatActAsWhatTheyAre(text: String, shown: String) {
    #expect(VisibleText.of(text) == shown)
  }

  @Test(arguments: ["plain", "two\nlines\tand tabs", "नमस्ते", "نادية", "👩‍👩‍👧", "שלום\u{200F}!"])
  func leavesOrdinaryTextAlone(text: String) {
    #expect(VisibleText.of(text) == text)
  }
}
