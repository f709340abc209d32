/// The vocabulary of steps: the one list of actions, in the order of the manual.
enum ActionCatalog {
  static let all: [any Action.Type] = [
    DatasetAction.self, TokenizerAction.self, TokenizeAction.self, BackboneAction.self,
    HeadAction.self, SequentialAction.self, FreezeAction.self, UnfreezeAction.self,
    TrainModeAction.self, EvalModeAction.self, OptimizerAction.self, SubsetAction.self,
    LoaderAction.self, TrainAction.self, PredictAction.self, EvaluateAction.self,
    NotebookPrintedAction.self, NothingAction.self, TodoAction.self,
  ]

  static let names = all.map { $0.manual.name }

  static func action(named name: String) -> (any Action.Type)? {
    all.first { $0.manual.name == name }
  }
}
