import Comparison
import Foundation
import HandIn
import Records
import Report

/// Reads an input as a run's record, or as a page that was handed in, and makes of it what the
/// commands make.
enum RecordInput {
  static func record(_ input: [UInt8]) -> FuzzTarget.Outcome {
    do {
      let record = try RunRecordFile.record(in: Data(input), path: "run.json")
      let document = ReportBuilder.build(record, answers: [:])
      let isEmpty = HTMLWriter.write(document).isEmpty || MarkdownWriter.write(document).isEmpty
      let same = RecordComparison(
        .init(name: "a", record: record), .init(name: "b", record: record))
      _ = ComparisonText.lines(same)
      _ = HTMLWriter.write(ComparisonPage.document(same))
      return .init(
        signature: "read \(record.steps.count.signum())", finding: isEmpty ? "an empty page" : nil)
    } catch {
      return .init(signature: FuzzTarget.words(of: "\(error)"))
    }
  }

  static func handIn(_ input: [UInt8]) -> FuzzTarget.Outcome {
    do throws(HandInProblem) {
      let verification = try Verifier.verify(Data(input), file: "a.html")
      return .init(signature: "\(verification.verdict) \(verification.record == nil)")
    } catch {
      return .init(signature: FuzzTarget.words(of: error.description))
    }
  }
}
