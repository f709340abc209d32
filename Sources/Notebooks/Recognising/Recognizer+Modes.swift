/// Training and evaluation mode of models of layers.
extension Recognizer {
  /// `train()` and `eval()` of a model of layers: within a training only what it comes to counts.
  func setNetworkMode(_ model: String, isTraining: Bool) {
    if training == nil {
      setLessonMode(model, isTraining: isTraining)
    } else {
      modes[model] = isTraining
    }
  }

  func setLessonMode(_ model: String, isTraining: Bool) {
    emit(DraftAction(isTraining ? "train_mode" : "eval_mode", .word(model)))
    modes[model] = isTraining
    lessonModes[model] = isTraining
  }

  /// Goes back to the modes before something that happens in some epochs, of models that do the same in
  /// both.
  func forgetIdleModes(since before: [String: Bool]) {
    for info in networks.values where !info.graph.hasModes { modes[info.name] = before[info.name] }
  }
}
