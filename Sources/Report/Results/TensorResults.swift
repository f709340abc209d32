import Records

/// The tensors of a head or of a model of layers, as it starts or as training left it.
enum TensorResults {
  static func initial(_ reader: inout ResultReader, _ context: ReportContext) -> ResultView? {
    guard let tensors = reader.take(.initial)?.object else { return nil }
    let head = reader.take(.headParameters)?.number
    let model = reader.take(.modelParameters)?.number
    let what = head == nil && model != nil ? "model" : "head"
    var blocks: [ReportBlock] = [table("The \(what) before training", tensors)]
    var gist = "a \(what) with random weights"
    if let count = head ?? model {
      gist = "a \(what) of \(NumberText.count(count)) random weights"
      blocks.append(
        .paragraph([.text("\(NumberText.count(count)) numbers, drawn from the step’s seed.")]))
    }
    return ResultView(gist: gist, blocks: blocks)
  }

  static func table(_ caption: String, _ tensors: [String: JSONValue]) -> ReportBlock {
    let rows = tensors.sorted { $0.key < $1.key }.map { name, tensor -> [[ReportInline]] in
      let shape = (tensor[.shape]?.array ?? []).compactMap(\.int).map(String.init)
      let first = (tensor[.first]?.array ?? []).compactMap(\.number)
      let shown = first.prefix(3).map { NumberText.fixed($0, 4) }.joined(separator: ", ")
      return [
        [.code(name)], [.text(shape.joined(separator: " × "))],
        [.text(shown + (first.count > 3 ? ", …" : ""))],
        ResultText.digest(tensor[.sha256]?.string),
      ]
    }
    return .table(
      ReportTable(
        caption,
        columns: [.text("tensor"), .text("shape"), .text("first values"), .text("SHA-256")],
        rows: rows))
  }
}
