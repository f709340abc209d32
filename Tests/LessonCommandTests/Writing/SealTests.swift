import Testing

@testable import lesson

@Suite struct SealTests {
  private static let digest = String(repeating: "0123456789abcdef", count: 4)

  @Test(arguments: ["# A\n", "# A", "", "é\r\n\n", "\u{301}", "<!-- lesson 1 -->\n"])
  func knowsWhatItSealed(text: String) throws {
    #expect(Seal.beside(Seal.sealed(text)) == [])
    let two = Seal.sealed(text, beside: [Self.digest, Self.digest])
    #expect(Seal.beside(two) == [Self.digest, Self.digest])
    #expect(two.hasPrefix(text))
  }

  @Test func seesEveryChange() {
    let sealed = Seal.sealed("one\ntwo\n", beside: [Self.digest])
    let bytes = Array(sealed.utf8)
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1
      #expect(Seal.beside(String(decoding: changed, as: UTF8.self)) == nil, "byte \(index)")
    }
    for text in [sealed + "more\n", "more\n" + sealed, "one\ntwo\n", "", sealed + "\n"] {
      #expect(Seal.beside(text) == nil)
    }
  }
}
