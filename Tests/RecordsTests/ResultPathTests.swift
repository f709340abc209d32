import Testing

@testable import Records

@Suite struct ResultPathTests {
  private let results: [String: JSONValue] = [
    "losses": [0.5, 0.25, 0.125],
    "moved_tensors": ["backbone": 0, "head": 4],
    "rows": [["is": 1, "says": [2, 3]], ["is": 4, "says": [5, 6]]],
    "some": [["is": 1], ["says": 4]],
    "initial": ["linear1.weight": ["shape": [64, 384]], "linear1": ["bias": 7]],
  ]

  @Test(arguments: [
    ("losses[0]", 0.5), ("losses[-1]", 0.125), ("moved_tensors.head", 4),
    ("initial.linear1.weight.shape[1]", 384), ("initial.linear1.bias", 7),
  ])
  func findsAValue(path: String, expected: Double) throws {
    let path = try #require(ResultPath(path, inStep: "train"))
    #expect(path.value(in: results) == .number(expected))
  }

  @Test(
    arguments: [
      ("rows[].is", [1, 4]), ("rows[].says[-1]", [3, 6]), ("losses[]", [0.5, 0.25, 0.125]),
      ("rows[].says[]", [[2, 3], [5, 6]]),
    ] as [(String, JSONValue)])
  func takesSomethingOfEachElement(path: String, expected: JSONValue) throws {
    let path = try #require(ResultPath(path, inStep: "train"))
    #expect(path.value(in: results) == expected)
  }

  @Test(arguments: [
    "some[].is", "rows[].nothing", "moved_tensors[].head", "losses[3]", "losses[-4]", "losses.a",
    "nothing", "moved_tensors[0]", "initial.linear1.shape",
    "initial.linear1.weight.shape[2]",
  ])
  func findsNothingWhereNothingIs(path: String) throws {
    let path = try #require(ResultPath(path, inStep: "train"))
    #expect(path.value(in: results) == nil)
  }

  @Test(arguments: [
    ("losses[3]", "`train.losses` has 3 values, and there is no [3]"),
    ("rows[0].says[-3]", "`train.rows[0].says` has 2 values, and there is no [-3]"),
    ("moved_tensors.body", "there is no `body` in `train.moved_tensors`"),
    ("moved_tensors.\"a b\"", "there is no `\"a b\"` in `train.moved_tensors`"),
  ])
  func saysWhereAPathLeadsNowhere(path: String, reason: String) throws {
    let path = try #require(ResultPath(path, inStep: "train"))
    let step = StepRecord(
      id: "train", cell: nil, status: .complete, seconds: 0, seed: 1, results: results)
    let record = RunRecord(
      status: .complete, lesson: LessonIdentity(id: "a", title: "A", notebook: [:]),
      lessonSHA256: "", document: [], parameters: [:], changedParameters: [], profile: nil,
      seed: 1, departures: [], assets: [],
      engine: EngineRecord(version: "1", products: "exact", kernels: "avx2"),
      environment: EnvironmentRecord(processor: "p", cores: 1, threads: 1, system: "s"),
      steps: [step], startedAt: "2026-11-30T00:00:00Z", seconds: 2)
    #expect(path.absence(in: record) == reason)
    #expect(ResultPath(step: "other", components: path.components).absence(in: record) == nil)
  }

  /// Names of classes may be anything.
  @Test(arguments: [
    ("classes.\"très bien\".recall", 0.5), ("classes.\"a.b: c\".recall", 0.25),
    ("classes.\"plain\".recall", 1), ("classes.\"x\"[0]", 7),
  ])
  func takesNamesInQuotationMarks(text: String, expected: Double) throws {
    let results: [String: JSONValue] = [
      "classes": [
        "très bien": ["recall": 0.5], "a.b: c": ["recall": 0.25], "plain": ["recall": 1],
        "x": [7],
      ]
    ]
    let path = try #require(ResultPath(text, inStep: "score"))
    #expect(path.value(in: results) == .number(expected))
    let written = path.description
    #expect(
      written == "score." + text.replacing("\"plain\"", with: "plain").replacing("\"x\"", with: "x")
    )
    #expect(ResultPath(written) == path)
  }

  @Test(arguments: [
    "a.\"", "a.\"\"", "a.\"b", "\"a\".b", "a.\"b\"c", "", ".", "a.", "a..b", "a[", "a[x]", "a[1",
    "[0]", "[]", "a[]b", "a b", "ä", "a[1]b",
  ])
  func refusesWhatIsNoPath(text: String) {
    #expect(ResultPath(text) == nil)
  }

  @Test(arguments: ["train-head.losses[0]", "a.b[].c", "a[]", "a.b.c[-1]", "a_b.c"])
  func writesWhatItReads(text: String) throws {
    #expect(try #require(ResultPath(text)).description == text)
  }
}
