/// What transformers has in one piece, and a lesson in several: one line says what is missing.
extension Recognizer {
  /// By the name of what is called; what only sets something up changes nothing by itself.
  private static let missing = [
    "Trainer":
      "`Trainer`, which trains in a way of its own: a lesson says it with `loader`, `optimizer` and `train`",
    "Seq2SeqTrainer": "`Seq2SeqTrainer`: a lesson trains no model that writes text",
    "pipeline": "`pipeline`: a lesson asks a model of its own with `predict`",
  ]
  private static let settings: Set = [
    "TrainingArguments", "Seq2SeqTrainingArguments", "EarlyStoppingCallback",
    "DataCollatorWithPadding", "DefaultDataCollator",
  ]

  /// `nil` for what is no such thing.
  func ofTransformers(_ path: String, _ arguments: CallArguments) -> Meaning? {
    let prefix = "transformers."
    guard path.hasPrefix(prefix) else { return nil }
    let name = String(path.dropFirst(prefix.count))
    if name == "get_scheduler" { return namedSchedule(arguments) }
    guard Self.settings.contains(name) || Self.missing[name] != nil else { return nil }
    let found = computed(arguments)
    if Self.settings.contains(name) { return found == .broken ? .broken : .unknown }
    // Where what it is given is to do already, that has been said.
    if found != .broken, let missing = Self.missing[name] { problem(missing) }
    return .broken
  }

  /// A model of transformers that is no bare backbone.
  func wholeModel(_ type: String, _ arguments: CallArguments) -> Meaning {
    problem(
      "`\(type)`, a backbone with a head of transformers' own: a lesson has `backbone`, `head` and `sequential`"
    )
    _ = computed(arguments)
    return .broken
  }

  /// `get_scheduler("linear", optimizer, …)`: the same as the function of that schedule.
  private func namedSchedule(_ arguments: CallArguments) -> Meaning? {
    var rest = arguments
    let given =
      rest.positional.isEmpty
      ? rest.named.removeValue(forKey: "name") : rest.positional.removeFirst()
    guard let given, case .text("linear") = meaning(given) else { return nil }
    return schedule("transformers.get_linear_schedule_with_warmup", rest)
  }
}
