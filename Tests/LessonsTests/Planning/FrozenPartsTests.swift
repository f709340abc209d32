import Testing

@testable import Lessons

@Suite struct FrozenPartsTests {
  private func part(_ path: String = "", model: Int = 1) -> PlannedPart {
    PlannedPart(
      model: model, layout: .backbone, path: path.split(separator: ".").map(String.init))
  }

  /// What is frozen after some words such as `-encoder +encoder.layer.5`.
  private func frozen(_ said: String) -> FrozenParts {
    said.split(separator: " ").reduce(into: FrozenParts()) { frozen, word in
      frozen.set([part(String(word.dropFirst()))], isFrozen: word.first == "-")
    }
  }

  @Test(arguments: [
    ("", "", true), ("-", "", false), ("- +", "", true), ("- +pooler", "", true),
    ("- +pooler", "pooler.dense.bias", true), ("- +pooler", "encoder", false),
    ("-embeddings -encoder", "", true), ("-embeddings -encoder -pooler", "", false),
    ("- +encoder.layer.5", "encoder.layer.5.output", true),
    ("- +encoder.layer.5", "encoder.layer.4", false),
    ("- +encoder.layer.5 -encoder.layer.5.attention", "encoder.layer.5.attention", false),
    ("- +encoder.layer.5 -encoder", "", false),
    // There may be more layers than those that were named.
    ("-encoder.layer.0 -encoder.layer.1", "encoder", true),
    ("-encoder.layer", "encoder.layer.3", false),
  ])
  func knowsWhetherAPartMayTrain(said: String, path: String, mayTrain: Bool) {
    #expect(frozen(said).mayTrain(part(path)) == mayTrain)
  }

  @Test func tellsModelsApart() {
    #expect(frozen("-").mayTrain(part(model: 2)))
  }

  @Test(arguments: [
    ("", "pooler", true), ("pooler", "pooler.dense", true), ("encoder.layer.1", "encoder", true),
    ("encoder.layer.1", "encoder.layer.10", false), ("pooler", "embeddings", false),
  ])
  func knowsWhetherPartsShareATensor(left: String, right: String, overlaps: Bool) {
    #expect(part(left).overlaps(part(right)) == overlaps)
    #expect(!part(left).overlaps(part(right, model: 2)))
  }
}
