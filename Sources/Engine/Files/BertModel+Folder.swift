import Foundation

extension BertModel {
  /// Loads `config.json` and `model.safetensors` from a folder.
  public convenience init(folder: URL) throws(EngineError) {
    let configuration = try BertConfiguration.read(folder: folder)
    let weights = try BertWeights(folder: folder)
    try weights.check(layers: configuration.layers)
    try self.init(configuration) { name, shape throws(EngineError) in
      try weights.tensor(name, shape: shape)
    }
  }
}
