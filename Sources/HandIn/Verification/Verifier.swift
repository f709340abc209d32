import Base
import Foundation
import Lessons
import Records
import Report

/// Compares a handed-in page with the page that the record and the answers in it make.
package enum Verifier {
  /// The most that a hand-in may hold.
  package static let byteLimit = 32 << 20

  /// What can be said of a page.
  ///
  /// - Parameter file: its name, for messages.
  /// - Throws: where the page is no report that carries its record.
  package static func verify(_ data: Data, file: String) throws(HandInProblem) -> Verification {
    guard data.count <= byteLimit else {
      throw HandInProblem(.invalid, "\(file): larger than \(ByteCount.limit(byteLimit))")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw HandInProblem(.invalid, "\(file): no report: not UTF-8 text")
    }
    if let problem = PlaceholderFile.problem(in: data) {
      throw HandInProblem(.invalid, "\(file): \(problem)")
    }
    guard let parts = CarriedText.parts(of: text) else {
      throw HandInProblem(
        .invalid,
        "\(file): no report that carries its record; hand in the .html file that `lesson report` "
          + "writes")
    }
    let carried: CarriedRecord
    do {
      carried = try CarriedRecord(json: parts.carried)
    } catch {
      return unreadable(parts.carried, error)
    }
    if let finding = Implausible.finding(carried.record, json: parts.carried) {
      return Verification(
        verdict: .edited, findings: [finding], notes: [], program: carried.program, record: nil,
        answers: [:])
    }
    return verify(carried, text, parts)
  }

  private static func verify(
    _ carried: CarriedRecord, _ text: String, _ parts: CarriedText.Page
  ) -> Verification {
    var document = ReportBuilder.build(carried.record, answers: carried.answers)
    document.source = carried.source
    let expected = HTMLWriter.write(document, program: carried.program)
    var result = Verification(
      verdict: .intact, findings: [], notes: [], program: carried.program, record: carried.record,
      answers: carried.answers)
    if expected.utf8.elementsEqual(text.utf8) { return withResultsDigest(result, carried.record) }
    if expected.utf8.elementsEqual(Transport.undone(text).utf8) {
      result.notes.append(
        "line ends or a byte order mark were changed on the way, and nothing else")
      return withResultsDigest(result, carried.record)
    }
    let digests = CarriedDigests.findings(carried)
    result.findings = digests
    let isOfThisVersion = carried.program == ProgramVersion.text
    let isPageWhole = SHA256Digest.hex(of: parts.page) == carried.pageSHA256
    if isOfThisVersion {
      result.findings += PageComparison.findings(
        expected: expected, given: text, record: carried.record)
      if isPageWhole, digests.isEmpty {
        result.notes.append(
          "its digests recompute, so they were made anew, or another build of lesson "
            + "\(ProgramVersion.text) wrote it")
      }
    } else if !isPageWhole {
      result.findings.append(
        Finding(
          subject: .page("some place"),
          detail: "its digest does not recompute; lesson \(OneLine.of(carried.program)), which "
            + "wrote it, can say where it was edited"))
    }
    if !isOfThisVersion, result.findings.isEmpty {
      result.verdict = .otherVersion
      result.notes.append(
        "written by lesson \(OneLine.of(carried.program)), and this is \(ProgramVersion.text), "
          + "which would write another page: verify it with that version")
      return result
    }
    result.verdict = .edited
    if result.findings.isEmpty {
      result.findings.append(
        Finding(subject: .page("its bytes"), detail: "not as the program writes them"))
    }
    return result
  }

  /// A page can agree with a record that does not agree with itself.
  private static func withResultsDigest(_ result: Verification, _ record: RunRecord)
    -> Verification
  {
    var result = result
    if let finding = CarriedDigests.resultsFinding(record) {
      result.findings.append(finding)
      result.verdict = .edited
    }
    return result
  }

  /// A record that cannot be read was not written by any version, or by a later one.
  private static func unreadable(_ json: String, _ error: any Error) -> Verification {
    let head = try? JSONDecoder().decode(CarriedHead.self, from: Data(json.utf8))
    let program = head?.program ?? "unknown"
    var result = Verification(
      verdict: .edited, findings: [], notes: [], program: program, record: nil, answers: [:])
    if let head, head.program != ProgramVersion.text {
      result.verdict = .otherVersion
      result.notes.append(
        "written by lesson \(OneLine.of(program)), whose record this version, "
          + "\(ProgramVersion.text), cannot read")
    } else {
      result.findings.append(
        Finding(
          subject: .record("as a whole"), detail: "cannot be read: \(DecodingProblem.text(error))"))
    }
    return result
  }

  private struct CarriedHead: Codable { var program: String }
}

/// What mail, editors and version control do to a text on its way.
enum Transport {
  /// A text without a byte order mark, with line feeds alone, of which one is at its end.
  static func undone(_ text: String) -> String {
    var bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count + 1)
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0D {
        let isPair = index + 1 < bytes.count && bytes[index + 1] == 0x0A
        if !isPair { kept.append(0x0A) }
      } else {
        kept.append(byte)
      }
    }
    while kept.last == 0x0A { kept.removeLast() }
    kept.append(0x0A)
    return String(decoding: kept, as: UTF8.self)
  }
}
