import Records

/// Which tensors training could change, and which it did change.
enum MovedResults {
  /// A tensor's layer in the record, and how many of its tensors moved.
  private typealias Layer = (model: String, name: String, moved: JSONValue)

  static func blocks(_ reader: inout ResultReader) -> [ReportBlock] {
    let modes = reader.take(.trainingMode)?.object ?? [:]
    let trainable = reader.take(.trainableTensors)?.object ?? [:]
    let moved = reader.take(.movedTensors)?.object ?? [:]
    let models = Set(modes.keys).union(trainable.keys).union(moved.keys).sorted()
    guard !models.isEmpty else { return [] }
    let table = ReportTable(
      "What training changed",
      columns: [
        .text("model"), .text("mode"), .number("tensors with a gradient"),
        .number("tensors that moved"),
      ],
      rows: models.map { model in
        [
          [.code(model)], ModelStateResults.mode(modes[model]),
          ResultText.count(trainable[model]), ResultText.count(moved[model]),
        ]
      })
    return [.table(table)] + layers(&reader)
  }

  private static func layers(_ reader: inout ResultReader) -> [ReportBlock] {
    let models = reader.take(.movedByLayer)?.object ?? [:]
    let layers = models.sorted { $0.key < $1.key }.flatMap { model, layers -> [Layer] in
      (layers.object ?? [:]).sorted { $0.key.compareNumbers($1.key) }.map { (model, $0, $1) }
    }
    guard !layers.isEmpty else { return [] }
    let table = ReportTable(
      "Tensors that moved, by layer",
      columns: [.text("model"), .text("layer"), .number("tensors that moved")],
      rows: layers.map { [[.code($0.model)], [.code($0.name)], ResultText.count($0.moved)] })
    return [
      .fold(
        .init(
          ["Tensors that moved, layer by layer"], [.chart(.bars(chart(layers))), .table(table)]))
    ]
  }

  private static func chart(_ layers: [Layer]) -> BarChart {
    let counts = layers.map { $0.moved.number ?? 0 }
    let moved = counts.count { $0 > 0 }
    let still = layers.indices.filter { counts[$0] <= 0 }.map { layers[$0].name }
    var description = """
      Training changed tensors in \(moved) of \(NumberText.count(layers.count, "layer")).
      """
    if !still.isEmpty { description += " Nothing moved in \(still.joined(separator: ", "))." }
    return BarChart(
      title: "Tensors that moved, by layer", description: description,
      bars: zip(layers, counts).map { layer, count in
        BarChart.Bar(
          name: layer.name, value: count, text: NumberText.count(count), isStressed: count > 0)
      },
      end: max(counts.max() ?? 0, 1))
  }
}

extension String {
  /// `layer2` before `layer10`.
  fileprivate func compareNumbers(_ other: String) -> Bool {
    let pattern = /^(.*?)([0-9]+)$/
    if let left = wholeMatch(of: pattern), let right = other.wholeMatch(of: pattern),
      left.1 == right.1, let first = Int(left.2), let second = Int(right.2)
    {
      return first < second
    }
    return self < other
  }
}
