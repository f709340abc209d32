import Engine
import Records

/// Every mistake that a lesson's exercises can be got wrong by, each as a small change of its steps.
///
/// A new one is a line in the file of its area.
package struct MistakeCatalogue {
  /// The lesson's steps alone.
  let lesson: ParsedLesson
  let plan: LessonPlan
  /// The current step and its parsed form.
  private(set) var step = ""
  package private(set) var variants: [MistakeVariant] = []

  /// The mistakes that can be made in some of a lesson's steps.
  ///
  /// - Parameters:
  ///   - plan: of the lesson itself.
  ///   - steps: those that students write.
  package init(_ plan: LessonPlan, steps: [String]) {
    (self.plan, lesson) = (plan, plan.lesson.stepsAlone)
    let last = plan.steps.lastIndex { steps.contains($0.id) } ?? -1
    for parsed in lesson.steps {
      step = parsed.id.value
      guard let place = plan.steps.firstIndex(where: { $0.id == step }), place <= last else {
        continue
      }
      let isOpen = steps.contains(step)
      for (index, action) in parsed.actions.enumerated() {
        switch action.name.value {
        case "split", "scale", "dataset": addDataMistakes(action, at: index)
        case "loader": addOrderMistakes(action, at: index)
        case "optimizer": addOptimizerMistakes(action, at: index)
        case "model" where isOpen: addModelMistakes(action, at: index)
        case "train" where isOpen: addTrainingMistakes(action, at: index)
        case "evaluate" where isOpen, "predict" where isOpen: addScoringMistakes(action, at: index)
        default: break
        }
      }
      if isOpen { addSeedMistakes(parsed, plan.steps[place]) }
    }
    for index in variants.indices { variants[index].number = index }
  }

  /// Adds a mistake that changes one action; does nothing where the change changes nothing.
  mutating func add(
    _ mistake: Mistake, at index: Int, _ change: (inout ParsedAction) -> Void
  ) {
    addStep(mistake) { change(&$0[index]) }
  }

  /// Adds a mistake that changes a step's actions.
  mutating func addStep(_ mistake: Mistake, _ change: (inout [ParsedAction]) -> Void) {
    guard let changed = lesson.editing(step, change) else { return }
    variants.append(MistakeVariant(mistake: mistake, step: step, change: .lesson(changed)))
  }

  /// Adds a mistake in a training's loop.
  mutating func add(_ mistake: Mistake, _ loop: LoopMistake) {
    variants.append(MistakeVariant(mistake: mistake, step: step, change: .loop(loop)))
  }

  /// Adds a mistake for a lesson that has been changed already.
  mutating func add(_ mistake: Mistake, _ changed: ParsedLesson?) {
    guard let changed else { return }
    variants.append(MistakeVariant(mistake: mistake, step: step, change: .lesson(changed)))
  }

  /// A number that an argument stands for.
  func number(_ value: YAMLValue?) -> Double? {
    guard case .scalar(let text, let isPlain)? = value else { return nil }
    return (try? Scalar(text.value, isPlain: isPlain, parameters: plan.parameters))?.value.number
  }

  /// The names of the layers that hold parameters, of the model that a name stands for.
  func layers(of model: String) -> [String] {
    for step in lesson.steps {
      for action in step.actions where action.name.value == "model" {
        guard (action["as"]?.text ?? "model") == model,
          let outline = plan.outlines.first(where: { $0.id.value == step.id.value }),
          case .byTensor(let tensors, _)? = outline.results[.initial]
        else { continue }
        var layers: [String] = []
        for tensor in tensors {
          let layer = tensor.split(separator: ".").dropLast().joined(separator: ".")
          if !layer.isEmpty, !layers.contains(layer) { layers.append(layer) }
        }
        return layers
      }
    }
    return []
  }
}

extension LessonPlan {
  /// The plan of a lesson in which a mistake is made; `nil` where it cannot be made there.
  ///
  /// - Parameters:
  ///   - loaded: the lesson that this is the plan of.
  ///   - options: those that it was planned with.
  package func making(
    _ variant: MistakeVariant, _ loaded: LoadedLesson, _ options: PlanOptions
  ) -> LessonPlan? {
    switch variant.change {
    case .lesson(let lesson):
      var other = loaded
      (other.lesson, other.cells, other.diagnostics) = (lesson, nil, [])
      return try? LessonPlanner.plan(other, options: options).plan
    case .loop(let mistake): return making(mistake, inStep: variant.step)
    }
  }

  /// The plan with one unit of rounding put into each weight after each step of its trainings.
  package func withNoise() -> LessonPlan {
    var plan = self
    for index in plan.steps.indices {
      for (place, action) in plan.steps[index].actions.enumerated() {
        guard var train = action as? TrainAction else { continue }
        train.isNoisy = true
        plan.steps[index].actions[place] = train
        plan.steps[index].traces[place].arguments["(noise)"] = .bool(true)
      }
    }
    return plan
  }

  /// The plan with a step's trainings got wrong; `nil` where the step has none.
  package func making(_ mistake: LoopMistake, inStep id: String) -> LessonPlan? {
    var plan = self
    guard let index = plan.steps.firstIndex(where: { $0.id == id }) else { return nil }
    var isChanged = false
    for (place, action) in plan.steps[index].actions.enumerated() {
      guard var train = action as? TrainAction else { continue }
      train.mistake = mistake
      plan.steps[index].actions[place] = train
      // The cache must not take its results for the right one's.
      plan.steps[index].traces[place].arguments["(mistake)"] = .string(mistake.rawValue)
      isChanged = true
    }
    return isChanged ? plan : nil
  }
}
