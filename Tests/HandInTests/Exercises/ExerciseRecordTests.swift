import Foundation
import HostileText
import Records
import Testing

@testable import HandIn

/// Records that students hand in.
@Suite struct ExerciseRecordTests {
  static func text(_ steps: String = "[]", more: String = "") -> String {
    """
    {"format": "lesson-exercises", "version": 1, "lesson": "6_1", "seed": 42,
     "student": {"name": "Ada", "id": "17"}, "environment": {"torch": "2.9.0", "threads": 2},
     "steps": \(steps)\(more)}
    """
  }

  private func read(_ text: String) throws -> ExerciseRecord {
    try ExerciseRecord(Array(text.utf8), file: "a.json")
  }

  @Test func readsWhatTheRecorderWrites() throws {
    let record = try read(
      Self.text(
        """
        [{"id": "train", "losses": [0.5, null], "order": [2, 0], "printed": [0.5],
          "values": {"accuracy": 1, "loss": null}, "devices": ["cpu"], "dtypes": ["float32"],
          "initial": [{"name": "w", "shape": [1, 2], "dtype": "float32", "sha256": "ab",
                       "first": [1, null], "norm": 1}]}]
        """, more: #", "source": ["x = 1"], "parameters": {"epochs": 3}, "profile": null"#))
    #expect(record.lesson == "6_1" && record.seed == 42 && record.name == "Ada")
    #expect(record.torch == "2.9.0" && record.threads == 2 && record.source == ["x = 1"])
    let step = try #require(record.steps["train"])
    #expect(step.losses == [0.5, nil])
    #expect(step.order == [2, 0])
    #expect(step.values["accuracy"] == .some(1) && step.values["loss"] == .some(nil))
    #expect(step.initial?.first?.shape == [1, 2])
    #expect(record.parameters == ["epochs": 3])
  }

  static let hostile: [(text: String, message: String)] = [
    ("", "no record of exercises: not JSON at byte 1"),
    ("[]", "the file is a list: an object is expected"),
    ("{}", "does not say \"format\": \"lesson-exercises\""),
    (#"{"format": 7}"#, "format is a number: a text is expected"),
    (
      #"{"format": "lesson-exercises", "version": 2}"#,
      "version is 2, and this program reads 1: a newer one is needed"
    ),
    (#"{"format": "lesson-exercises", "version": 1}"#, "lesson is missing"),
    (
      #"{"format": "lesson-exercises", "format": "x"}"#, "the file has the name \"format\" twice"
    ),
    (text(#"[{"id": "a", "losses": [NaN]}]"#), "not JSON at byte"),
    (text(#"[{"id": "a", "losses": [1e999]}]"#), "not JSON at byte"),
    (
      text(#"[{"id": "a", "losses": [0.1, "0.2"]}]"#),
      "steps[0].losses[1] is a text: a number, or null, is expected"
    ),
    (text(#"[{"id": "a", "losses": 3}]"#), "steps[0].losses is a number: a list is expected"),
    (text(#"[{"id": 3}]"#), "steps[0].id is a number: a text is expected"),
    (text(#"[{}]"#), "steps[0].id is missing: a step's id is expected"),
    (text(#"[{"id": "a"}, {"id": "a"}]"#), "steps names the step a twice"),
    (text(#"[{"id": "a", "order": [0.5]}]"#), "steps[0].order[0] is a number: a whole number"),
    (text(#"[{"id": "a", "initial": [{"shape": [1]}]}]"#), "steps[0].initial[0] is no tensor"),
    (text(#"[{"id": "a", "values": {"x": "1"}}]"#), "steps[0].values.x is a text"),
    (text("7"), "steps is a number: a list is expected"),
    (text(more: #", "source": [{}]"#), "source[0] is no text"),
    (text(more: #", "parameters": {"data": [1]}"#), "parameters.data is a list"),
    (String(repeating: "[", count: 5000), "no record of exercises: not JSON"),
    (
      #"{"format": "lesson-exercises", "version": 1, "lesson": ""#
        + String(repeating: "x", count: 100) + #""}"#, "lesson is a text of more than 64 bytes"
    ),
  ]

  @Test(arguments: hostile) func saysWhatIsWrongInOneLine(text: String, message: String) throws {
    let problem = #expect(throws: HandInProblem.self) { try read(text) }
    let said = try #require(problem).description
    #expect(said.contains(message), "\(said)")
    #expect(said.hasPrefix("a.json: ") && !said.contains("\n") && said.utf8.count < 400)
  }

  @Test func refusesWhatIsLargerThanAnyRecord() throws {
    let bytes = [UInt8](repeating: 0x20, count: ExerciseRecord.byteLimit + 1)
    #expect(throws: HandInProblem.self) { try ExerciseRecord(bytes, file: "a.json") }
  }

  @Test(arguments: HostileText.all) func keepsTextsOnOneLine(text: String) throws {
    let name = try CanonicalJSON.text(.string(text))
    let record = try read(
      """
      {"format": "lesson-exercises", "version": 1, "lesson": "6_1",
       "student": {"name": \(name), "id": \(name)}, "environment": {"torch": \(name)},
       "steps": [{"id": "train", "error": \(name), "devices": [\(name)],
                  "initial": [{"name": \(name), "shape": [1], "sha256": "", "first": []}]}]}
      """)
    for said in [record.name, record.id, record.torch] {
      #expect(!said.contains("\n") && !said.unicodeScalars.contains { $0.value < 0x20 })
    }
  }
}
