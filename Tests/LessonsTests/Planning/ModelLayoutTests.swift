import Engine
import Testing

@testable import Lessons

@Suite struct ModelLayoutTests {
  /// Names with the number of a layer taken out, each once, in order.
  private func patterns(_ parameters: [Parameter]) -> [String] {
    parameters.reduce(into: []) { names, parameter in
      let name = parameter.name.replacing(/layer\.[0-9]+/, with: "layer.*")
      if !names.contains(name) { names.append(name) }
    }
  }

  @Test func knowsTheTensorsThatModelsHave() throws {
    let model = try BertModel(TinyFixture.configuration) { _, shape in Tensor(shape: shape) }
    #expect(ModelLayout.backbone.names == patterns(model.parameters))
    let head = Network.head(inputs: 4, hidden: 3, labels: 2, generator: TorchGenerator(seed: 1))
    #expect(ModelLayout.head.names == head.allParameters.map(\.name))
  }

  @Test func knowsWhatMayStandAfterSomeComponents() {
    let layout = ModelLayout.backbone
    #expect(layout.members(of: []) == ["embeddings", "encoder", "pooler"])
    #expect(layout.members(of: ["encoder", "layer"]) == ["*"])
    #expect(layout.members(of: ["encoder", "layer", "11", "attention"]) == ["self", "output"])
    #expect(layout.members(of: ["encoder", "layer", "01"]) == [])
    #expect(layout.members(of: ["pooler", "dense", "weight"]) == [])
  }
}
