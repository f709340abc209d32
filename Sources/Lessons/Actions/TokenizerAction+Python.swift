import Engine

extension TokenizerAction {
  func write(_ python: inout PythonScript) {
    python.imports("from transformers import AutoTokenizer")
    let entry = python.assets.entry(request)
    let name = python.name(self.name)
    python.line(
      "\(name) = AutoTokenizer.from_pretrained(asset(\(entry.key), [",
      entry.digests.map { (file) -> PythonCode in "(\(file.name), \(file.sha256))" }, "]))")
    python.record(.vocabularySize, "len(\(name))")
  }
}
