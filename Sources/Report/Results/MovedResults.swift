import Records

/// Which tensors training could change, and which it did change.
enum MovedResults {
  static func blocks(_ reader: inout ResultReader) -> [ReportBlock] {
    let modes = reader.take("training_mode")?.object ?? [:]
    let trainable = reader.take("trainable_tensors")?.object ?? [:]
    let moved = reader.take("moved_tensors")?.object ?? [:]
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
    let models = reader.take("moved_by_layer")?.object ?? [:]
    let rows = models.sorted { $0.key < $1.key }.flatMap { model, layers in
      (layers.object ?? [:]).sorted { $0.key.compareNumbers($1.key) }.map { layer, count in
        [[.code(model)], [.code(layer)], ResultText.count(count)] as [[ReportInline]]
      }
    }
    guard !rows.isEmpty else { return [] }
    let table = ReportTable(
      "Tensors that moved, by layer",
      columns: [.text("model"), .text("layer"), .number("tensors that moved")], rows: rows)
    return [.fold(.init(["Tensors that moved, layer by layer"], [.table(table)]))]
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
