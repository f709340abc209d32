import Records

/// The prediction of one sentence: what the model said, what is printed for it, what the data set
/// means by it, and how far dropout throws it about.
enum PredictionResults {
  static func view(
    _ reader: inout ResultReader, _ context: ReportContext, notebookPrinted: [String: JSONValue]
  ) -> ResultView? {
    guard let logits = reader.take("logits")?.array?.compactMap(\.number),
      let argmax = reader.take("argmax")?.int
    else { return nil }
    let text = reader.take("text")?.string ?? ""
    let probabilities = reader.take("probabilities")?.array?.compactMap(\.number) ?? []
    let printed = reader.take("printed_label")?.string
    let meant = reader.take("dataset_label")?.string
    let dropout = reader.take("dropout_active")?.bool
    var blocks: [ReportBlock] = [.paragraph([.text("The sentence: “\(text)”")])]
    blocks.append(
      .table(
        ReportTable(
          "What the model said",
          columns: [.text("class"), .number("logit"), .number("probability"), .text("largest")],
          rows: logits.enumerated().map { label, logit in
            [
              [.text("\(label): \(context.className(label))")],
              ResultText.fixed(logit, 6),
              [
                .text(
                  probabilities.indices.contains(label)
                    ? NumberText.percent(probabilities[label], places: 2) : "–")
              ],
              [label == argmax ? "← this one" : ""],
            ]
          })))
    var facts = labels(argmax, printed, meant, dropout)
    if let author = notebookPrinted["printed_label"]?.string {
      facts.append(("printed for the notebook’s author", [.code(author)]))
    }
    blocks.append(.table(.facts("What is made of it", facts)))
    let tokens = reader.take("token_ids")?.array ?? []
    if dropout == true {
      blocks.append(
        .paragraph([
          .strong(["Dropout was active."]),
          """
           The model was in training mode, so parts of it were switched off at random: ask again \
          and the figures differ.
          """,
        ]))
    }
    blocks += RepeatedResults.blocks(&reader, probabilityName: context.className(1))
    if !tokens.isEmpty {
      let ids = tokens.map { ResultText.plain($0) }.joined(separator: " ")
      blocks.append(.paragraph([.note("\(NumberText.count(tokens.count, "token id")): \(ids)")]))
    }
    return ResultView(gist: gist(printed, meant), isFinding: true, blocks: blocks)
  }

  private static func labels(_ argmax: Int, _ printed: String?, _ meant: String?, _ dropout: Bool?)
    -> [(name: String, value: [ReportInline])]
  {
    var facts: [(name: String, value: [ReportInline])] = [
      ("largest logit", [.text("class \(argmax)")])
    ]
    if let printed { facts.append(("printed, as the notebook reads it", [.code(printed)])) }
    if let meant { facts.append(("the data set’s own name of that class", [.code(meant)])) }
    if let dropout { facts.append(("dropout", [dropout ? .strong(["active"]) : "off"])) }
    return facts
  }

  private static func gist(_ printed: String?, _ meant: String?) -> String {
    guard let printed else { return "a prediction" }
    return "printed “\(printed)”" + (meant.map { ", the data set calls that class “\($0)”" } ?? "")
  }
}
