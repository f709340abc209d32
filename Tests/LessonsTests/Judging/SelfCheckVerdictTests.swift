import Testing

@testable import Lessons

@Suite struct SelfCheckVerdictTests {
  @Test(arguments: [("B", "b"), ("b", "B"), ("Adam", "adam")])
  func takesALetterInEitherCase(wanted: String, chosen: String) {
    #expect(ParsedAnswer.SelfCheck.choice(wanted).verdict(onChoice: chosen) == .pass)
    #expect(ParsedAnswer.SelfCheck.choice(wanted).verdict(onChoice: "c") == .fail)
  }

  @Test func cannotJudgeWhatItDoesNotAskFor() throws {
    let number = ParsedAnswer.SelfCheck.value(try ConstraintParser.parse("3").get())
    #expect(number.verdict(onValue: 3, of: nil) == .pass)
    #expect(number.verdict(onValue: 4, of: nil) == .fail)
    #expect(number.verdict(onChoice: "3") == .error)
    #expect(ParsedAnswer.SelfCheck.choice("a").verdict(onValue: 3, of: nil) == .error)
  }
}
