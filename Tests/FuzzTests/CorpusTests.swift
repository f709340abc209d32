import Foundation
import Testing

@testable import lesson_fuzz

/// Every input that once was of interest, read again.
@Suite struct CorpusTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Corpus")

  @Test(arguments: FuzzTarget.allCases)
  func keepsItsPromisesOnEveryInputOfTheCorpus(target: FuzzTarget) throws {
    let inputs = try CorpusFolder.inputs(in: Self.folder.appending(path: target.rawValue))
    #expect(!inputs.isEmpty)
    for input in inputs {
      let outcome = target.outcome(of: input)
      #expect(outcome.finding == nil, "\(String(decoding: input.prefix(400), as: UTF8.self))")
    }
  }

  @Test func drawsTheSameInputsForTheSameSeed() {
    let input = Array("an input to be damaged".utf8)
    var (first, second) = (
      Mutator(random: RandomStream(seed: 7)), Mutator(random: RandomStream(seed: 7))
    )
    var seen: Set<[UInt8]> = []
    for _ in 0..<100 {
      let mutated = first.mutated(input, other: input)
      #expect(mutated == second.mutated(input, other: input))
      seen.insert(mutated)
    }
    #expect(seen.count > 90)
  }

  @Test func namesAMessageThatBreaksItsPromise() {
    let outcome = LessonInput.outcome(Array("# no front matter\n".utf8), mustBeReadable: true)
    #expect(outcome.signature == "front-matter")
    #expect(outcome.finding?.hasPrefix("a draft that cannot be read") == true)
  }
}
