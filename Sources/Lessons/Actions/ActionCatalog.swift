/// The vocabulary of steps: the one list of actions, in the order of the manual.
enum ActionCatalog {
  static let all: [any Action.Type] = [
    DatasetAction.self, LineAction.self, CirclesAction.self, MoonsAction.self, RelabelAction.self,
    OneHotAction.self, SplitAction.self, ScaleAction.self, WindowsAction.self, TransformAction.self,
    TokenizerAction.self, TokenizeAction.self, BackboneAction.self,
    HeadAction.self, SequentialAction.self, ModelAction.self, SummaryAction.self, FreezeAction.self,
    UnfreezeAction.self,
    TrainModeAction.self, EvalModeAction.self, OptimizerAction.self, SubsetAction.self,
    LoaderAction.self, TrainAction.self, PredictAction.self, EvaluateAction.self,
    BaselineAction.self, ShowAction.self, PlotAction.self, PicturesAction.self,
    NotebookPrintedAction.self, NothingAction.self, TodoAction.self,
    ExerciseAction.self,
  ]

  private static let byName = Dictionary(all.map { ($0.manual.name, $0) }) { first, _ in first }

  static let names = all.map { $0.manual.name }

  static func action(named name: String) -> (any Action.Type)? {
    byName[name]
  }
}
