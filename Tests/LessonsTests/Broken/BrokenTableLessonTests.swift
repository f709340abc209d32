import Testing

@testable import Lessons

/// Whatever is wrong with data, a model or a training is found before anything runs, at its place.
@Suite struct BrokenTableLessonTests {
  @Test func plansTheLessonThatIsNotBroken() throws {
    let (plan, diagnostics) = try TableFixture.plan(BrokenTableLesson.original)
    #expect(plan != nil)
    #expect(diagnostics.filter { $0.severity == .error } == [])
    #expect(BrokenTableLesson.all.count > 150)
  }

  @Test(arguments: BrokenTableLesson.all)
  func refusesAtItsPlace(broken: BrokenTableLesson) throws {
    let text = broken.text
    try #require(!text.isEmpty, "the lesson has no \(broken.old)")
    let (plan, diagnostics) = try TableFixture.plan(text)
    #expect(plan == nil)
    let first = try #require(diagnostics.first { $0.severity == .error })
    #expect("\(first.range.lowerBound)" == broken.place)
    #expect(first.code == broken.code)
    #expect(!first.message.isEmpty)
  }
}
