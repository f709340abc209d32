import Records
import Testing

@testable import HandIn

@Suite struct NearCopiesTests {
  private static let answer =
    "The printed loss is the loss of the last batch alone but it is divided by the number of all "
    + "reviews in the set so that it looks far too small beside a guess"

  private static func students(_ answers: [String]) -> [(name: String, answers: [String: String])] {
    answers.enumerated().map { ("Student \($0.offset)", ["why": $0.element]) }
  }

  @Test func namesAnswersThatShareMuchOfTheirWording() throws {
    let changed = Self.answer.replacing("far too small", with: "much too little")
      .replacing("The printed loss", with: "What is printed")
    let other =
      "Because only one batch is counted in the sum while the divisor counts every review of the "
      + "training set the figure falls to a sixtieth of what it should be"
    let small = try SmallClass(Self.students([Self.answer, changed, other, Self.answer + "!"]))
    let similar = small.collection.handIns.map { ($0.similar["why"] ?? []).map(\.place) }
    #expect(similar[0] == [1] && similar[1] == [0, 3] && similar[2].isEmpty)
    #expect(small.collection.handIns[0].identical["why"] == ["Student 3"])
    let share = try #require(small.collection.handIns[0].similar["why"]?.first).share
    #expect(share > 0.5 && share < 1)
    let page = Words.similar(small.collection.handIns[0], among: small.collection.handIns)
    #expect(page == ["why as Student 1 (\(Int((share * 100).rounded())) %)"])
    #expect(OverviewTable.csv(small.collection).contains(page[0]))
  }

  @Test func saysNothingOfShortAnswersAndOfTheQuestion() throws {
    let small = try SmallClass(
      Self.students(["Why is the loss low? It is a sum.", "Why is the loss low? It is a mean."]))
    #expect(small.collection.handIns.allSatisfy { $0.similar.isEmpty })
  }

  @Test func countsTheShareOfShinglesThatBothHave() {
    // Six words are four shingles; one other word at the end leaves three of five.
    let one = NearCopies.shingles("a b c d e f")
    #expect(one.count == 4)
    #expect(NearCopies.resemblance(one, NearCopies.shingles("a b c d e g")) == 0.6)
    #expect(NearCopies.resemblance(one, one) == 1)
    #expect(NearCopies.resemblance(one, NearCopies.shingles("u v w x y z")) == 0)
    #expect(NearCopies.resemblance([], []) == 0)
    #expect(NearCopies.shingles("a b").isEmpty)
    #expect(NearCopies.shingles("a b c d", without: Set(NearCopies.shingles("a b c"))).count == 1)
    // Words are kept apart, and their order counts.
    #expect(NearCopies.shingles("ab c d") != NearCopies.shingles("a bc d"))
    #expect(NearCopies.shingles("a b c") != NearCopies.shingles("c b a"))
  }

  @Test func isBoundedWhereAnswersAreLong() {
    let long = (0..<100_000).map { "w\($0)" }.joined(separator: " ")
    #expect(NearCopies.shingles(long).count == NearCopies.mostWords - NearCopies.width + 1)
  }
}
