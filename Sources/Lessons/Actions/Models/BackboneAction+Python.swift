import Engine

extension BackboneAction {
  func write(_ python: inout PythonScript) {
    python.imports("from transformers import AutoModel")
    let entry = python.assets.entry(request)
    let name = python.name(self.name)
    python.line(
      "\(name) = AutoModel.from_pretrained(asset(\(entry.key), [",
      entry.digests.map { (file) -> PythonCode in "(\(file.name), \(file.sha256))" },
      "]), dtype=torch.float32)")
    python.record(.hiddenSize, "\(name).config.hidden_size")
    python.record(.encoderLayers, "\(name).config.num_hidden_layers")
    python.record(.heads, "\(name).config.num_attention_heads")
    python.record(.backboneParameters, "sum(p.numel() for p in \(name).parameters())")
  }
}
