import Engine

extension TokenizeAction {
  func write(_ python: inout PythonScript) {
    python.needs(.texts)
    python.comment("Rows are tokenised when a step takes them.")
    let padded: PythonCode = padding == "max_length" ? "\(maxLength)" : "None"
    let cut: PythonCode = truncation ? "\(maxLength)" : "None"
    let (dataset, tokenizer) = (python.name(self.dataset), python.name(self.tokenizer))
    python.line(
      "\(python.name(name)) = \(dataset).tokenized(\(tokenizer), padding=\(padded), max_length=\(cut))"
    )
    python.record(.maxLength, "\(maxLength)")
    python.record(.padding, "\(padding)")
    python.record(.truncation, "\(truncation)")
  }
}
