extension Recognizer {
  /// The class with the largest logit.
  func predict(_ what: Classification) -> Meaning {
    guard case .text(let text, let tokenizer) = what.features.input, training == nil,
      !isRepeated
    else { return .derived(ofLoss: false) }
    isPredicted(what)
    let (head, backbone) = (what.head, what.features.backbone)
    guard let dataset = sources[head.name] ?? (datasets.count == 1 ? lastDataset : nil) else {
      problem(
        datasets.isEmpty
          ? "a prediction before any data set is loaded"
          : "a prediction of a head that is trained on none of several data sets")
      return .derived(ofLoss: false)
    }
    guard let count = labelCounts[head.name] else {
      problem("a prediction of a head whose number of classes is not known")
      return .derived(ofLoss: false)
    }
    var action = DraftAction("predict", .text(text))
    if let model = head.via, model == backbone.via {
      action.set("model", .word(model))
    } else {
      action.set("model", .word(head.name))
      action.set("features", .word("\(backbone.name).pooler_output"))
    }
    action.set("tokenizer", .word(tokenizer))
    action.set("labels", .list((0..<count).map { .text(String($0)) }))
    action.set("dataset", .word(dataset))
    emit(action)
    return .prediction(actions.count - 1)
  }

  // MARK: - Words for classes

  /// The words that a notebook prints for a class and for the others.
  func setLabels(of prediction: Int, _ label: Int, yes: String, no: String) {
    guard let labels = labels(of: prediction), labels.indices.contains(label) else {
      return problem("a class that the head does not have")
    }
    setLabels(of: prediction, labels.indices.map { $0 == label ? yes : no })
  }

  /// The words of a list, one a class.
  func setLabels(of prediction: Int, _ words: [Meaning]) -> Meaning {
    let texts = words.compactMap { word in
      if case .text(let text) = word { text } else { nil as String? }
    }
    guard texts.count == words.count, texts.count == labels(of: prediction)?.count else {
      problem("words for the classes that are not a text for each")
      return .derived(ofLoss: false)
    }
    setLabels(of: prediction, texts)
    return .label(prediction)
  }

  private func setLabels(of prediction: Int, _ words: [String]) {
    let labels = words.map { DraftValue.text($0) }
    if labelled.contains(prediction), self.labels(of: prediction) != labels {
      return problem("other words for a class than before")
    }
    labelled.insert(prediction)
    actions[prediction].set("labels", .list(labels))
  }

  private func labels(of prediction: Int) -> [DraftValue]? {
    guard actions.indices.contains(prediction),
      case .list(let labels)? = actions[prediction].arguments.first(where: {
        $0.name == "labels"
      })?.value
    else { return nil }
    return labels
  }
}
