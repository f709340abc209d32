import Records

/// A model layer by layer.
enum SummaryResults {
  static func view(_ reader: inout ResultReader) -> ResultView? {
    guard let layers = reader.peek(.layers)?.array, layers.allSatisfy({ $0.object != nil }) else {
      return nil
    }
    _ = reader.take(.layers)
    let total = reader.take(.parameters)?.number ?? 0
    let trainable = reader.take(.trainableParameters)?.number
    let rows = layers.map { layer -> [[ReportInline]] in
      let shape = layer[.outputShape]?.array?.compactMap(\.int).map(String.init)
      return [
        [.code(layer[.name]?.string ?? "")], [.text(layer[.layer]?.string ?? "")],
        [.text(shape?.joined(separator: " × ") ?? "–")], ResultText.count(layer[.parameters]),
      ]
    }
    var facts: [(name: String, value: [ReportInline])] = [
      ("numbers that the model is made of", [.text(NumberText.count(total))])
    ]
    if let trainable, trainable != total {
      facts.append(("of these not frozen", [.text(NumberText.count(trainable))]))
    }
    if let operations = reader.take(.operations)?.number {
      facts.append(("operations of a forward pass", [.text(NumberText.count(operations))]))
    }
    return ResultView(
      gist: "\(NumberText.count(layers.count, "layer")), \(NumberText.count(total)) numbers",
      blocks: [
        .table(
          ReportTable(
            "Layer by layer",
            columns: [
              .text("name"), .text("layer"), .text("what comes out"), .number("numbers"),
            ],
            rows: rows)), .table(.facts("The whole model", facts)),
      ])
  }
}
