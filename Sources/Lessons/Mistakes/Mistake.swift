import Engine

/// A mistake that students make in PyTorch, and by which numbers it is known.
package struct Mistake: Sendable, Hashable {
  /// Where in a program it lies: what a hint names.
  package enum Area: String, Sendable, CaseIterable {
    case data, model, loss, gradients, optimizer, order, mode, seed, figures

    /// Where to look, without saying what is wrong there.
    package var hint: String {
      switch self {
      case .data: "Look at what goes into the model: which rows, and how they were scaled."
      case .model: "Look at the model: its layers, and what stands between them."
      case .loss: "Look at the loss: which one it is, what goes into it, and in which shape."
      case .gradients: "Look at what the loop does with gradients, and in which order."
      case .optimizer:
        "Look at how the optimizer was made: of which parameters, and with which settings."
      case .order: "Look at the order in which the rows come, and into which batches."
      case .mode: "Look at which mode the model is in, and at what of it may learn."
      case .seed: "Look at where random numbers are seeded, and at what is drawn in between."
      case .figures: "Look at how the figure is made of the losses: over what it is averaged."
      }
    }

    /// In the middle of a sentence.
    package var name: String {
      switch self {
      case .data: "the data and their scales"
      case .model: "the model's layers"
      case .loss: "the loss and its target"
      case .gradients: "gradients and steps"
      case .optimizer: "the optimizer's settings"
      case .order: "the order of the rows"
      case .mode: "training and evaluation mode, and what is frozen"
      case .seed: "seeds"
      case .figures: "figures made of the losses"
      }
    }
  }

  /// A stable name.
  package var id: String
  package var area: Area
  /// What is wrong, a whole sentence.
  package var sentence: String
  /// The line of PyTorch that mends it.
  package var mend: String

  package init(_ id: String, _ area: Area, _ sentence: String, mend: String) {
    (self.id, self.area, self.sentence, self.mend) = (id, area, sentence, mend)
  }
}

/// A mistake made in one step of a lesson, so that it can be replayed.
package struct MistakeVariant: Sendable {
  enum Change: Sendable {
    /// The lesson's steps as the mistake has them.
    case lesson(ParsedLesson)
    /// The step's training, its loop got wrong.
    case loop(LoopMistake)
  }

  package var mistake: Mistake
  /// The id of the step.
  package var step: String
  var change: Change
  /// Its place in the catalogue, which tells it from the others.
  var number = 0

  /// What tells its replay from those of others: several mistakes may have the same effect.
  package var replay: String {
    switch change {
    case .lesson: "\(number)"
    case .loop(let loop): "\(loop.rawValue) \(step)"
    }
  }
}
