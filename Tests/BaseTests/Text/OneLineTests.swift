import HostileText
import Testing

@testable import Base

@Suite struct OneLineTests {
  @Test(arguments: HostileText.all)
  func staysOnOneLineAndActsOnNothing(text: String) {
    let line = OneLine.of(text, limit: 60)
    #expect(!line.unicodeScalars.contains(where: VisibleText.acts) && !line.contains("\n"))
    #expect(line.count <= 60 && !line.hasPrefix("::") && !line.contains("##["))
  }

  @Test func cutsWhatIsLong() {
    #expect(OneLine.of(" a\n b  c ") == "a b c")
    #expect(OneLine.of("abcdef", limit: 4) == "abc…")
  }
}
