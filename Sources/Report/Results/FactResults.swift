import Records

/// Single figures of a tokenizer or a backbone, with words for their names.
enum FactResults {
  private static let names: [(key: ResultKey, words: String)] = [
    (.vocabularySize, "tokens in the vocabulary"),
    (.maxLength, "longest row, in tokens"),
    (.padding, "padding"),
    (.truncation, "longer rows are cut"),
    (.hiddenSize, "numbers a token becomes (hidden size)"),
    (.encoderLayers, "layers"),
    (.heads, "attention heads a layer"),
    (.backboneParameters, "weights in the backbone"),
  ]

  static func view(_ reader: inout ResultReader, _ context: ReportContext) -> ResultView? {
    let found = names.compactMap { key, words in
      reader.take(key).map { (key: key, words: words, value: $0) }
    }
    guard !found.isEmpty else { return nil }
    let facts = found.map { fact -> (name: String, value: [ReportInline]) in
      switch fact.value {
      case .number(let number): (fact.words, [.text(NumberText.count(number))])
      case .bool(let bool): (fact.words, [bool ? "yes" : "no"])
      default: (fact.words, [.code(ResultText.plain(fact.value))])
      }
    }
    return ResultView(gist: gist(found), blocks: [.table(.facts("Figures", facts))])
  }

  private static func gist(_ found: [(key: ResultKey, words: String, value: JSONValue)]) -> String?
  {
    let values = Dictionary(found.map { ($0.key, $0.value) }) { first, _ in first }
    if let weights = values[.backboneParameters]?.number {
      return "a backbone of \(NumberText.count(weights)) weights"
    }
    if let length = values[.maxLength]?.int { return "rows of at most \(length) tokens" }
    return values[.vocabularySize]?.number.map { "\(NumberText.count($0)) tokens known" }
  }
}
