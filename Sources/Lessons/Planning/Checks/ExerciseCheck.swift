import Records

/// Every exercise names steps that there are, each in one exercise alone, and has something to record.
enum ExerciseCheck {
  private typealias Kind = PlannedExercise.Kind

  static func run(
    _ lesson: ParsedLesson, steps: [StepOutline], _ scope: PlanScope
  ) -> [PlannedExercise] {
    let outlines = Dictionary(steps.map { ($0.id.value, $0) }) { first, _ in first }
    var owners: [String: String] = [:]
    return lesson.exercises.compactMap { exercise in
      var isSound = true
      for step in [exercise.id] + exercise.with {
        guard outlines[step.value] != nil else {
          scope.report(
            .unknown(
              code: "unknown-step", "there is no step `\(step.value)`", name: step.value,
              candidates: steps.map(\.id.value)), at: step.range)
          isSound = false
          continue
        }
        if let owner = owners[step.value] {
          scope.report(
            "duplicate-exercise", at: step.range,
            "step `\(step.value)` belongs to exercise `\(owner)` already")
          isSound = false
        }
        owners[step.value] = exercise.id.value
      }
      guard isSound else { return nil }
      let own = steps.filter { exercise.steps.contains($0.id.value) }
      guard let items = items(of: exercise, own, scope) else { return nil }
      return PlannedExercise(
        id: exercise.id.value, points: exercise.points, steps: own.map(\.id.value), items: items,
        tell: exercise.tell, content: exercise.content)
    }
  }

  private static func items(
    of exercise: ParsedExercise, _ steps: [StepOutline], _ scope: PlanScope
  ) -> [PlannedExercise.Item]? {
    // A hand-out's steps are gone, and what can be recorded of them with them.
    guard steps.allSatisfy(\.isComplete) else { return [] }
    let all = steps.flatMap { step in
      kinds(of: step).map { PlannedExercise.Item(step: step.id.value, kind: $0) }
    }
    guard let record = exercise.record else {
      let usual = all.filter { [.initial, .losses].contains($0.kind) }
      let items = usual.isEmpty ? all.filter { $0.kind == .predictions } : usual
      if items.isEmpty {
        let names = steps.map { "`\($0.id.value)`" }.joined(separator: ", ")
        scope.report(
          "nothing-to-record", at: exercise.id.range,
          "there is nothing in \(names) that a student's program could record",
          notes: [
            "models, trainings and predictions have something, of any of the exercise's steps: with=STEP",
            "numbers that a step measures are named by their paths: record=held_out.accuracy",
          ])
        return nil
      }
      return items
    }
    var items: [PlannedExercise.Item] = []
    for word in record {
      let named = all.filter { $0.kind.description == word.value }
      if !named.isEmpty {
        items += named
      } else if let value = value(word.value, steps, scope) {
        items.append(value)
      } else {
        let known = Set(all.map(\.kind.description)).sorted()
        scope.report(
          .unknown(
            code: "unknown-record", "there is no `\(word.value)` to record in this exercise",
            name: word.value, candidates: known), at: word.range)
        return nil
      }
    }
    let order = steps.map(\.id.value)
    func place(_ item: PlannedExercise.Item) -> Int {
      (order.firstIndex(of: item.step) ?? 0) * 100
        + (Kind.named.firstIndex(of: item.kind) ?? Kind.named.count)
    }
    return items.enumerated().sorted {
      (place($0.element), $0.offset) < (place($1.element), $1.offset)
    }
    .map(\.element)
  }

  private static func kinds(of step: StepOutline) -> [Kind] {
    Kind.named.filter { kind in
      guard let shape = step.results[kind.result] else { return false }
      guard kind == .predictions else { return true }
      guard case .list(.object(let members)) = shape else { return false }
      let output = members["output"] ?? members["predicted"]
      if case .number? = output { return true }
      return false
    }
  }

  /// The number at a path, in the first of the steps that has it.
  private static func value(
    _ text: String, _ steps: [StepOutline], _ scope: PlanScope
  ) -> PlannedExercise.Item? {
    for step in steps {
      guard let path = ResultPath(text, inStep: step.id.value),
        let shape = try? ResultShape.object(step.results).shape(
          at: path.components[...], models: scope.modelNames), case .number = shape
      else { continue }
      return PlannedExercise.Item(step: step.id.value, kind: .value(text))
    }
    return nil
  }
}
