extension Meaning {
  /// Whether a loss is in it.
  var isOfLoss: Bool {
    switch self {
    case .loss, .lossValue, .total, .printedLoss, .derived(ofLoss: true), .networkLoss, .rowTotal:
      true
    case .list(let items): items.contains(where: \.isOfLoss)
    case .mapping(let members): members.values.contains(where: \.isOfLoss)
    case .words(let pieces):
      pieces.contains { piece in
        switch piece {
        case .loss, .otherLoss: true
        default: false
        }
      }
    default: false
    }
  }

  /// Whether the class that a prediction chose is in it.
  var isOfPrediction: Bool {
    switch self {
    case .prediction, .isClass, .label: true
    case .list(let items): items.contains(where: \.isOfPrediction)
    case .mapping(let members): members.values.contains(where: \.isOfPrediction)
    case .words(let pieces):
      pieces.contains { piece in
        switch piece {
        case .label, .classNumber: true
        default: false
        }
      }
    default: false
    }
  }

  /// Whether it is something that is followed, so that what is made of it cannot just be anything.
  var isFollowed: Bool {
    switch self {
    case .unknown, .path, .number, .text, .truth, .none, .function, .definition, .range, .device,
      .criterion, .hiddenSize, .counter, .counterRest, .isTurn, .isSomeTurn, .extent, .modeFlag,
      .place, .transform, .constants, .shape, .length, .bunch, .broken, .epochFigure, .figure,
      .score, .tally, .batchNumber, .best, .idle, .isBetter, .isPatience,
      .growing, .drawing, .places:
      false
    case .slice(let lower, let upper, let step):
      [lower, upper, step].contains { $0?.isFollowed ?? false }
    case .words: isOfLoss || isOfPrediction
    case .list(let items): items.contains(where: \.isFollowed)
    case .mapping(let members): members.values.contains(where: \.isFollowed)
    default: true
    }
  }
}

extension Meaning {
  /// The same with another value in place of one, in lists and mappings too.
  func replacing(_ old: Meaning, with new: Meaning) -> Meaning {
    if self == old { return new }
    switch self {
    case .list(let items): return .list(items.map { $0.replacing(old, with: new) })
    case .mapping(let members):
      return .mapping(members.mapValues { $0.replacing(old, with: new) })
    default: return self
    }
  }
}

extension Recognizer {
  /// What an operation that is not followed makes of some values.
  ///
  /// A predicted class may not disappear in one: the draft would have other words for it.
  func computed(_ values: [Meaning]) -> Meaning {
    if values.contains(where: \.isOfPrediction) {
      problem("a predicted class that is used in a way for which `predict` has no word")
    }
    if values.contains(.broken) { return .broken }
    if values.contains(where: \.isOfLoss) { return .derived(ofLoss: true) }
    return values.contains(where: \.isFollowed) ? .derived(ofLoss: false) : .unknown
  }

  func computed(_ arguments: CallArguments, with values: [Meaning] = []) -> Meaning {
    computed(values + arguments.all.map { meaning($0) })
  }

  /// Follows something that may happen not at all or many times: nothing may be made in it.
  func uncertainly<Result>(_ body: () -> Result) -> Result {
    uncertain += 1
    defer { uncertain -= 1 }
    return body()
  }
}
