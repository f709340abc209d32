import ArgumentParser
import Testing

@testable import lesson

@Suite struct FailureTests {
  private struct Unforeseen: Error {}

  @Test func takesAnUnforeseenErrorForADefect() throws {
    let failure = try #require(LessonCommand.failure(for: Unforeseen()))
    #expect(failure.status.rawValue == 70)
    #expect(failure.message.hasPrefix("this should not happen: Unforeseen()"))
    #expect(failure.message.hasSuffix("please report it"))
  }

  @Test func keepsAFailureAsItIs() throws {
    let failure = try #require(LessonCommand.failure(for: Failure(.io, "the disk is full")))
    #expect(failure.status == .io)
    #expect(failure.message == "the disk is full")
  }

  @Test func leavesTheArgumentParserItsOwnWords() {
    #expect(LessonCommand.failure(for: ValidationError("no")) == nil)
    #expect(LessonCommand.failure(for: CleanExit.helpRequest()) == nil)
  }
}
