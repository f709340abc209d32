import Testing

@testable import Records

@Suite struct ValueReferenceTests {
  @Test(arguments: [
    ("a.b:.4f", 0.69274, "0.6927"), ("a.b:.1%", 0.537, "53.7%"), ("a.b:.2e", 0.00012, "1.20e-04"),
    ("a.b:d", 63, "63"), ("a.b:,d", 22_713_216, "22,713,216"), ("a.b:,d", -512, "-512"),
    ("a.b:,d", 1e22, "10,000,000,000,000,000,000,000"), ("a.b", 0.011, "0.011"),
    (" a.b : .1f ", 2, "2.0"),
  ])
  func formatsANumber(reference: String, value: Double, expected: String) throws {
    #expect(try #require(ValueReference(reference)).text(of: .number(value)) == expected)
  }

  @Test(arguments: ["", "a.b:", "a.b:4f", "a.b:.xf", "a.b:.99f", "a.b:.2g", "a.b:,f", "a b"])
  func refusesWhatIsNoReference(text: String) {
    #expect(ValueReference(text) == nil)
  }

  @Test func splitsProseAtItsReferences() throws {
    let reference = try #require(ValueReference("a.b:.1f"))
    #expect(
      ValueReference.pieces(of: "x {{a.b:.1f}} y {{?}} {{z")
        == [.text("x "), .reference(reference), .text(" y "), .malformed("{{?}}"), .text(" {{z")])
  }

  @Test func hasNoTextWhereTheFormatDoesNotFit() throws {
    let reference = try #require(ValueReference("a.b:.1f"))
    #expect(reference.text(of: .string("x")) == nil)
    // As in Python, a fraction is no whole number.
    for form in ["d", ",d"] {
      #expect(try #require(ValueReference("a.b:\(form)")).text(of: 0.9) == nil)
    }
    let quoted = try #require(ValueReference("a.\"b: c\":.1f"))
    #expect(quoted.path.components == [.key("b: c")] && quoted.text(of: 2) == "2.0")
  }
}
