import Records

enum ReplayVerdicts {
  static let expectations = [
    expectation("train-head", "printed_loss[0]", "0.0110 ± 0.0005", .pass, 0.011),
    expectation(
      "train-head", "mean_loss", "decreasing", .pass,
      .array(Replay.means.map(JSONValue.number))),
    expectation("train-head", "moved_tensors.backbone", "0", .pass, 0),
    expectation("held-out", "held_out.accuracy", "0.50 .. 0.60", .notApplicable, nil),
  ]

  static let claims = [
    ClaimRecord(
      id: "low-loss", cell: "7YUTaKdfrbhh", question: "low-loss", expectedToHold: false,
      holds: false, verdict: .pass,
      checks: [
        ConstraintRecord(
          path: "train-head.mean_loss[0]", constraint: "< 0.3", verdict: .fail, measured: 0.69267,
          message: "0.69267 is not below 0.3", line: 90)
      ]),
    ClaimRecord(
      id: "right-way-round", cell: "12", question: nil, expectedToHold: false, holds: false,
      verdict: .pass,
      checks: [
        ConstraintRecord(
          path: "predict-great.printed_label", constraint: "= predict-great.dataset_label",
          verdict: .fail, measured: "positive", message: "the other is \"negative\"", line: 130)
      ]),
  ]

  static func expectation(
    _ step: String, _ path: String, _ constraint: String, _ verdict: Verdict,
    _ measured: JSONValue?
  ) -> ExpectationRecord {
    ExpectationRecord(
      step: step,
      check: ConstraintRecord(
        path: "\(step).\(path)", constraint: constraint, verdict: verdict, measured: measured,
        message: verdict == .pass ? nil : "not as expected", line: 100))
  }
}
