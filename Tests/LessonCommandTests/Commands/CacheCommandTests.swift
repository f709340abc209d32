import Foundation
import Records
import Testing

/// `run --fresh`, `show --why`, `clean` and what `check` says, on a lesson that nothing takes long in.
@Suite struct CacheCommandTests {
  @Test func explainsEachStep() throws {
    let workplace = try Workplace()
    let outcome = try workplace.lesson("show", "tiny", "--why")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "build-head: runs each time: nothing in it takes long\n")
    let step = try workplace.lesson("show", "tiny", "--why", "build-head")
    #expect(step.status == 0)
    #expect(step.output.hasPrefix("build-head: runs each time"))
  }

  @Test func computesAgainWhatReadsAChangedByteAndNothingForAChangedSentence() throws {
    let workplace = try TrainingWorkplace.make()
    let run = { try workplace.lesson(["run", "tiny"] + TrainingWorkplace.options) }
    let fromCache = {
      let folder = try #require(
        try FileManager.default.contentsOfDirectory(atPath: workplace.url("reports").path)
          .first { $0.hasPrefix("tiny") })
      let record = try RunRecordFile.read(from: workplace.url("reports/\(folder)/run.json"))
      return record.steps.filter(\.fromCache).map(\.id)
    }
    #expect(try run().status == 0)
    #expect(try fromCache() == [])
    let lesson = try workplace.text("lessons/tiny.md")
    try workplace.write(
      "lessons/tiny.md", lesson.replacing("A tiny training", with: "A small training") + "More.\n")
    #expect(try run().status == 0)
    #expect(try fromCache() == ["train"])
    let reviews = try workplace.text("reviews.csv")
    try workplace.write("reviews.csv", reviews.replacing("dull", with: "dult"))
    #expect(try run().status == 0)
    #expect(try fromCache() == [])
  }

  @Test func refusesAStepThatIsNone() throws {
    let workplace = try Workplace()
    let outcome = try workplace.lesson("show", "tiny", "--why", "build-haed")
    #expect(outcome.status == 64)
    #expect(
      outcome.errors.contains("this lesson has no step `build-haed`; did you mean `build-head`?"))
    #expect(try workplace.lesson("show", "tiny", "build-head").status == 64)
  }

  @Test func takesFreshForRunAndCheck() throws {
    let workplace = try Workplace()
    #expect(try workplace.lesson("run", "tiny", "--fresh").status == 0)
    #expect(try workplace.lesson("check", "tiny", "--fresh").status == 0)
  }

  @Test func cleansAndSaysWhatAndHowMuch() throws {
    let workplace = try Workplace()
    #expect(
      try workplace.lesson("clean").output
        == "Nothing to remove in \(workplace.url("cache").path)\n")
    #expect(try workplace.lesson("run", "tiny").status == 0)
    let key = String(repeating: "0123456789abcdef", count: 4)
    try workplace.write("cache/steps/tiny/train/\(key)/entry.json", "\(key)\n{}")
    try workplace.write("cache/steps/tiny/train/f\(key.dropLast())/checkpoint.json", "\(key)\n{")
    try workplace.write("cache/features/\(key)", "")
    for name in ["a-0123456789ab", "b-0123456789ab"] {
      try workplace.write("cache/assets/\(name).lock", "")
    }
    try workplace.write("cache/assets/a-0123456789ab.partial/part", "1234567")
    try workplace.write("cache/assets/b-0123456789ab/file", "12")
    let outcome = try workplace.lesson("clean")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      outcome.output == """
        results of steps: 1, 67 bytes
        checkpoints of unfinished steps: 1, 66 bytes
        files of features: 1, 0 bytes
        unfinished downloads: 1, 7 bytes
        Removed 140 bytes from \(workplace.url("cache").path)

        """)
    #expect(!workplace.exists("cache/steps") && !workplace.exists("cache/features"))
    #expect(workplace.exists("reports/tiny/run.json"))
    #expect(workplace.exists("cache/assets/b-0123456789ab/file"))
    #expect(try workplace.lesson("clean", "--downloads").output.contains("downloads: 1, 2 bytes"))
    #expect(!workplace.exists("cache/assets/b-0123456789ab"))
    #expect(workplace.exists("reports/tiny/run.json"))
  }

  @Test func cleansNothingOfAFolderThatIsNotItsOwn() throws {
    let workplace = try Workplace()
    let key = String(repeating: "0123456789abcdef", count: 4)
    let files = [
      "steps/tiny/train/notes.md", "steps/tiny/train/\(key)/mine.txt",
      "steps/tiny/\(key)/x", "steps/tiny/train/f\(key.dropLast())/entry.json", "features/song.wav",
      "features/\(key)", "assets/logo-0123456789ab/logo.png", "assets/a.partial/part",
      "assets/photos/a.jpg",
    ]
    for file in files { try workplace.write("cache/\(file)", "mine: \(file)") }
    let outcome = try workplace.lesson("clean", "--downloads")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.hasPrefix("Nothing to remove"))
    #expect(outcome.output.contains("Not made by lesson, and left: 9, such as "))
    for file in files { #expect(try workplace.text("cache/\(file)") == "mine: \(file)") }
  }
}
