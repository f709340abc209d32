import Foundation
import Records
import Report
import Testing

@testable import HandIn

@Suite struct VerifierTests {
  private static let page = SmallRun.page()

  private func verify(_ page: String) throws -> Verification {
    try Verifier.verify(Data(page.utf8), file: "a.html")
  }

  @Test func findsNothingInWhatTheProgramWrote() throws {
    let verification = try verify(Self.page)
    #expect(verification.verdict == .intact)
    #expect(verification.findings == [])
    #expect(verification.record == SmallRun.record())
    #expect(verification.answers == SmallRun.answers)
  }

  @Test func namesTheFigureThatWasEditedOnThePage() throws {
    let verification = try verify(Edits.page(Self.page, "0.537", "0.937"))
    #expect(verification.verdict == .edited)
    #expect(verification.findings.count == 1)
    let finding = try #require(verification.findings.first)
    #expect(finding.subject == .figure(step: "draw", path: "draw.accuracy"))
    #expect(finding.detail.contains("the page says “0.937”, the record says “0.537”"))
  }

  @Test func saysWhereWhiteSpaceWasEdited() throws {
    let page = try Edits.page(Self.page, "</summary>", "</summary> \n")
    #expect(try verify(page).findings.allSatisfy { $0.detail.hasPrefix("white space was edited") })
    #expect(try verify(page).verdict == .edited)
  }

  @Test func namesALineThatTheStepPrinted() throws {
    let verification = try verify(
      Edits.page(Self.page, "Epoch 2, Loss: 0.68", "Epoch 2, Loss: 0.18"))
    let finding = try #require(verification.findings.first)
    #expect(finding.subject == .figure(step: "train", path: nil))
    #expect(finding.detail.contains("0.18") && finding.detail.contains("0.68"))
  }

  @Test func namesTheAnswerThatWasEditedOnThePage() throws {
    let verification = try verify(Edits.page(Self.page, "one batch alone", "two batches"))
    #expect(verification.findings.map(\.subject) == [.answer("why")])
  }

  @Test func namesAnAnswerThatWasPutIn() throws {
    let page = SmallRun.page(answers: ["chance": "0.7"])
    let room = try #require(page.range(of: "<div class=\"room\""))
    let verification = try verify(
      page.replacingCharacters(
        in: room.lowerBound..<room.lowerBound,
        with: "<div class=\"verbatim\" dir=\"auto\">c</div>"))
    #expect(verification.findings.map(\.subject) == [.answer("padding")])
  }

  @Test func namesTheStudentWhoWasRenamedOnThePage() throws {
    let verification = try verify(Edits.page(Self.page, "Ada (17)", "Bob (17)"))
    #expect(verification.findings.map(\.subject) == [.student])
  }

  @Test func namesTheDigestThatWasEditedOnThePage() throws {
    let digest = SmallRun.record().resultsSHA256
    let other = (digest.hasPrefix("0") ? "1" : "0") + digest.dropFirst()
    let verification = try verify(Edits.page(Self.page, digest, other))
    #expect(verification.findings.map(\.subject) == [.digest("results, SHA-256")])
  }

  @Test func namesWhatWasEditedInTheRecordAlone() throws {
    let table: [(String, String, Finding.Subject)] = [
      ("\"accuracy\":0.537", "\"accuracy\":0.937", .figure(step: "draw", path: "draw.accuracy")),
      ("\"losses\":[0.69", "\"losses\":[0.39", .figure(step: "train", path: "train.losses")),
      ("\"name\":\"Ada\"", "\"name\":\"Bob\"", .student),
      (
        "\"seed\":7,\"started_at\"",
        "\"seed\":8,\"started_at\"",
        .record("seed")
      ),
      ("one batch alone", "two batches", .answer("why")),
      ("\"seconds\":2,", "\"seconds\":1,", .figure(step: "train", path: nil)),
    ]
    for (old, new, subject) in table {
      let verification = try verify(Edits.record(Self.page, old, new))
      #expect(verification.verdict == .edited, "\(old)")
      #expect(verification.findings.map(\.subject).contains(subject), "\(verification.findings)")
    }
  }

  @Test func findsAFigureThatWasEditedOnPageAndRecord() throws {
    let once = try Edits.page(Self.page, "0.537", "0.937")
    let verification = try verify(
      Edits.record(once, "\"accuracy\":0.537", "\"accuracy\":0.937"))
    let subjects = verification.findings.map(\.subject)
    #expect(subjects.contains(.figure(step: "draw", path: "draw.accuracy")))
    #expect(subjects.contains(.digest("results_sha256")))
  }

  @Test func namesADigestAmongThoseThatThePageCarries() throws {
    let parts = try #require(CarriedText.parts(of: Self.page))
    let carried = try CarriedRecord(json: parts.carried)
    let digest = try #require(carried.digests["student.name"])
    let other = (digest.hasPrefix("0") ? "1" : "0") + digest.dropFirst()
    let part = try verify(Edits.record(Self.page, digest, other))
    #expect(part.findings.map(\.subject) == [.digest("student.name")])
    let first = carried.sha256.hasPrefix("0") ? "1" : "0"
    let all = try verify(
      Edits.record(Self.page, carried.sha256, first + carried.sha256.dropFirst()))
    #expect(all.findings.map(\.subject) == [.digest("of the record")])
  }

  /// What `lesson report` would write from an edited run.json agrees with itself but for this.
  @Test func findsResultsThatLackTheirDigest() throws {
    var record = SmallRun.record()
    record.steps[0].results["accuracy"] = 0.9
    let verification = try verify(SmallRun.page(record))
    #expect(verification.verdict == .edited)
    #expect(verification.findings.map(\.subject) == [.digest("results_sha256")])
  }

  /// Evidence, not proof: this is what `replay` is for.
  @Test func cannotTellARecordThatWasMadeToAgreeWithItself() throws {
    var record = SmallRun.record()
    record.steps[0].results["accuracy"] = 0.9
    record.resultsSHA256 = try RunRecord.resultsDigest(of: record.steps)
    #expect(try verify(SmallRun.page(record)).verdict == .intact)
  }

  @Test func findsASingleChangedByteWhereverItIs() throws {
    let bytes = Array(Self.page.utf8)
    for index in stride(from: 0, to: bytes.count, by: 97) {
      var changed = bytes
      changed[index] = changed[index] == UInt8(ascii: "x") ? UInt8(ascii: "y") : UInt8(ascii: "x")
      let verification = try? Verifier.verify(Data(changed), file: "a.html")
      #expect(verification?.verdict != .intact, "byte \(index)")
      #expect(verification.map { !$0.findings.isEmpty || $0.verdict == .otherVersion } ?? true)
    }
  }

  @Test func findsAnEditedVersionOfTheProgram() throws {
    let page = try Edits.record(
      Self.page, "\"program\":\"\(ProgramVersion.text)\"", "\"program\":\"9.9.9\"")
    #expect(try verify(page).verdict == .edited)
  }

  @Test func saysThatAnotherVersionWroteAReport() throws {
    let page = SmallRun.page(program: "0.0.9")
    #expect(try verify(page).verdict == .intact, "this version writes the same page")
    // What another version might write otherwise: a word, with the page's digest to match.
    let parts = try #require(CarriedText.parts(of: page))
    let other = parts.page.replacing("Record of the run", with: "The run’s record")
    let carried = parts.carried.replacing(
      SHA256Digest.hex(of: parts.page), with: SHA256Digest.hex(of: other))
    let written = other.replacing("</template>", with: carried + "</template>")
    let verification = try verify(written)
    #expect(verification.verdict == .otherVersion)
    #expect(verification.findings == [])
    #expect(verification.notes.joined().contains("written by lesson 0.0.9"))

    let edited = try verify(Edits.page(written, "0.537", "0.937"))
    #expect(edited.verdict == .edited)
  }

  @Test(arguments: ["\n\n", "\r", ""])
  func toleratesOtherEndsOfTheFile(end: String) throws {
    let verification = try verify(Self.page.dropLast() + end)
    #expect(verification.verdict == .intact && verification.notes.count == 1)
  }

  @Test func saysNoMoreThanCanBeRead() throws {
    let parts = try #require(CarriedText.parts(of: Self.page))
    let extra = (0..<1000).map { "\"q\($0)\":\"a\"" }.joined(separator: ",")
    let carried = parts.carried.replacing("\"answers\":{", with: "\"answers\":{\(extra),")
    let page = parts.page.replacing("</template>", with: carried + "</template>")
    let verification = try verify(page)
    #expect(verification.verdict == .edited && (20...60).contains(verification.findings.count))
  }

  @Test func toleratesLineEndsThatWereChangedOnTheWay() throws {
    let verification = try verify("\u{FEFF}" + Self.page.replacing("\n", with: "\r\n"))
    #expect(verification.verdict == .intact)
    #expect(verification.notes.count == 1)
  }

  @Test(arguments: ["", "<!DOCTYPE html><p>Hello", "# Lesson 9_1"])
  func refusesWhatIsNoReport(text: String) throws {
    let problem = try #require(throws: HandInProblem.self) { try verify(text) }
    #expect(problem.kind == .invalid)
    #expect(problem.description.hasPrefix("a.html: no report"))
  }

  @Test func refusesBytesThatAreNoText() throws {
    #expect(throws: HandInProblem.self) {
      try Verifier.verify(Data([0xFF, 0xFE, 0x00]), file: "a.html")
    }
  }

  @Test(arguments: ["", "{", "[]", "{\"record\":1}", String(repeating: "[", count: 100_000)])
  func saysThatTheRecordCannotBeRead(json: String) throws {
    let parts = try #require(CarriedText.parts(of: Self.page))
    let page = parts.page.replacing("</template>", with: json + "</template>")
    let verification = try verify(page)
    #expect(verification.verdict == .edited)
    #expect(verification.record == nil)
    #expect(verification.findings.map(\.subject) == [.record("as a whole")])
  }

  /// Whatever a lesson cannot hold is refused before a page is made of it.
  @Test func refusesRecordsThatRepeatThemselves() throws {
    var record = SmallRun.record()
    record.steps.append(record.steps[1])
    let steps = try verify(SmallRun.page(record))
    #expect(steps.findings.map(\.text) == ["record, steps: train stands there twice"])
    var other = SmallRun.record()
    other.document += other.document
    let document = try verify(SmallRun.page(other))
    #expect(document.verdict == .edited && document.record == nil)
    #expect(document.findings.map(\.subject) == [.record("document")])
    var long = SmallRun.record()
    long.document.append(
      .prose([.paragraph([.text(String(repeating: "{{a.b}}", count: 10_001))])]))
    #expect(
      try verify(SmallRun.page(long)).findings.map(\.text) == [
        "record, document: more references to values than a lesson may hold"
      ])
  }

  @Test func survivesAQuestionBeforeEverythingElse() throws {
    var record = SmallRun.record(student: StudentRecord(name: "Ada", id: nil))
    record.document = [.question(QuestionBlock(id: "first", points: 1, content: []))]
    record.departures = []
    #expect(try verify(SmallRun.page(record)).verdict == .intact)
  }

  @Test func survivesRecordsThatHoldAnything() throws {
    let values = ["-1", "1e300", "-0.0", "null", "\"x\"", "[]", "{}", "true", "[[1],{\"a\":null}]"]
    let parts = try #require(CarriedText.parts(of: Self.page))
    for key in ["losses", "rows", "tokens", "indices", "accuracy", "seconds", "points", "cores"] {
      for value in values {
        let pattern = try Regex("\"\(key)\":(\\[[^\\]]*\\]|[^,}\\]]*)")
        let carried = parts.carried.replacing(pattern, with: "\"\(key)\":\(value)")
        let page = parts.page.replacing("</template>", with: carried + "</template>")
        #expect(try verify(page).verdict == .edited, "\(key): \(value)")
      }
    }
  }
}

@Suite struct LessonComparisonTests {
  @Test func countsNoLinesOfTheLessonsFile() {
    let record = SmallRun.record()
    var handOut = record
    handOut.document = record.document.map { block in
      guard case .step(var step) = block else { return block }
      step.line += 7
      return .step(step)
    }
    for index in handOut.expectations.indices { handOut.expectations[index].check.line += 7 }
    #expect(handOut != record && LessonComparison.agree(record, handOut))
    handOut.document.removeLast()
    #expect(!LessonComparison.agree(record, handOut))
  }
}

@Suite struct RunComparisonTests {
  @Test func findsNothingWhereAllAgree() {
    let steps = SmallRun.record().steps
    #expect(RunComparison.firstDifference(steps, steps) == nil)
  }

  @Test func namesTheFirstStepAndPath() {
    let steps = SmallRun.record().steps
    var other = steps
    other[1].results["losses"] = [0.69, 0.5]
    other[1].results["tokens"] = 1
    #expect(
      RunComparison.firstDifference(other, steps)
        == "step train, train.losses[1]: the hand-in says 0.5, the replay 0.68")
  }

  @Test func namesAStepThatIsNotInBoth() {
    let steps = SmallRun.record().steps
    #expect(
      RunComparison.firstDifference(Array(steps.prefix(1)), steps)
        == "step train: not in the hand-in")
    #expect(
      RunComparison.firstDifference(steps, Array(steps.prefix(1)))
        == "step train: not in the replay")
  }
}
