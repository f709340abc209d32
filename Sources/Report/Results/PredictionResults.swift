import Records

/// The prediction of one sentence: what the model said, what is printed for it, what the data set
/// means by it, and how far dropout throws it about.
enum PredictionResults {
  static func view(
    _ reader: inout ResultReader, _ context: ReportContext, notebookPrinted: [String: JSONValue]
  ) -> ResultView? {
    guard let logits = reader.take(.logits)?.array?.compactMap(\.number),
      let argmax = reader.take(.argmax)?.int
    else { return nil }
    let text = reader.take(.text)?.string ?? ""
    let probabilities = reader.take(.probabilities)?.array?.compactMap(\.number) ?? []
    let printed = reader.take(.printedLabel)?.string
    let meant = reader.take(.datasetLabel)?.string
    let dropout = reader.take(.dropoutActive)?.bool
    let names = logits.indices.map { "\($0): \(context.className($0))" }
    var card: [ReportBlock] = [
      .quote([[.text("“\(text)”")]]),
      .table(
        .facts(
          "The answer",
          answer(argmax, printed, meant, author: notebookPrinted[.printedLabel]?.string))
      ),
    ]
    if probabilities.count == logits.count {
      card.append(.chart(.bars(chart(probabilities, names: names, argmax))))
    }
    card.append(.table(figures(logits, probabilities, names: names)))
    var blocks: [ReportBlock] = [.group(.prediction, card)]
    let tokens = reader.take(.tokenIDs)?.array ?? []
    blocks += RepeatedResults.blocks(&reader, probabilityName: context.className(1))
    blocks += details(tokens, dropout)
    return ResultView(
      gist: printed.map { "printed “\($0)”" } ?? "a prediction", blocks: blocks)
  }

  /// The word that is printed beside the one that the data set means by it.
  private static func answer(
    _ argmax: Int, _ printed: String?, _ meant: String?, author: String?
  ) -> [(name: String, value: [ReportInline])] {
    var facts: [(name: String, value: [ReportInline])] = []
    if let printed {
      facts.append(("printed, as the notebook reads it", [.strong([.text(printed)])]))
    }
    if let meant {
      facts.append(("the data set’s name of class \(argmax)", [.strong([.text(meant)])]))
    } else {
      facts.append(("largest logit", [.text("class \(argmax)")]))
    }
    if let author { facts.append(("printed for the notebook’s author", [.text(author)])) }
    return facts
  }

  /// What went in, and whether dropout was on: a question may ask for it.
  private static func details(_ tokens: [JSONValue], _ dropout: Bool?) -> [ReportBlock] {
    var blocks: [ReportBlock] = []
    if !tokens.isEmpty {
      let ids = tokens.map { ResultText.plain($0) }.joined(separator: " ")
      blocks.append(.paragraph([.note("\(NumberText.count(tokens.count, "token id")): \(ids)")]))
    }
    if let dropout {
      blocks.append(["Dropout was ", .strong([dropout ? "active" : "off"]), "."])
    }
    return blocks.isEmpty ? [] : [.fold(.init(["Details"], staysShut: true, blocks))]
  }

  private static func chart(_ probabilities: [Double], names: [String], _ argmax: Int) -> BarChart {
    let figures = probabilities.map { NumberText.percent($0, places: 2) }
    return BarChart(
      title: "Probability of each class",
      description: zip(names, figures).map { "\($0) \($1)" }.joined(separator: ", ") + ".",
      bars: zip(names, zip(probabilities, figures)).enumerated().map { label, bar in
        .init(name: bar.0, value: bar.1.0, text: bar.1.1, isStressed: label == argmax)
      },
      end: 1)
  }

  private static func figures(
    _ logits: [Double], _ probabilities: [Double], names: [String]
  ) -> ReportTable {
    ReportTable(
      "Logits and probabilities",
      columns: [.text("class"), .number("logit"), .number("probability")],
      rows: logits.enumerated().map { label, logit in
        let share = probabilities.indices.contains(label) ? probabilities[label] : nil
        return [
          [.text(names[label])], ResultText.fixed(logit, 6),
          [.text(share.map { NumberText.percent($0, places: 2) } ?? "–")],
        ]
      })
  }
}
