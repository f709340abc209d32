import Foundation
import Testing

@testable import Records

@Suite struct RunRecordFileTests {
  private func problem(_ text: String) -> String? {
    do {
      _ = try RunRecordFile.record(in: Data(text.utf8), path: "run.json")
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func saysWhereAFileIsNoJSON() {
    let text = problem("{\n  \"schema_version\": 1,,\n}")
    #expect(text?.hasPrefix("run.json:2:23: not JSON from here on: ") == true, "\(text ?? "")")
  }

  @Test func saysWhatIsMissingInItsOwnWords() {
    #expect(problem("{}") == "run.json: not a run record (no schema_version)")
    let text = problem("{\"schema_version\": \(RunRecord.currentSchemaVersion)}") ?? ""
    #expect(text.hasPrefix("run.json: not a run record: "))
    #expect(text.hasSuffix(": nothing stands there"))
  }
}
