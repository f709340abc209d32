import Foundation
import Testing

@testable import Engine

@Suite struct BertWeightsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func weights(
    _ tensors: [(name: String, dtype: String, shape: [Int], bytes: [UInt8])]
  ) throws -> BertWeights {
    try folder.write(SafetensorsBytes.file(tensors), to: "model.safetensors")
    return try BertWeights(folder: folder.url)
  }

  @Test(arguments: ["F32", "F16", "BF16"])
  func readsEachType(dtype: String) throws {
    let values: [Float] = [1.5, -0.25, 0, 96]
    let bytes =
      switch dtype {
      case "F32": SafetensorsBytes.bytes(values)
      case "F16": SafetensorsBytes.bytes([0x3E00, 0xB400, 0x0000, 0x5600] as [UInt16])
      default: SafetensorsBytes.bytes(values.map { UInt16($0.bitPattern >> 16) })
      }
    let tensor = try weights([("pooler.dense.weight", dtype, [2, 2], bytes)])
      .tensor("pooler.dense.weight", shape: [2, 2])
    #expect(tensor.array == values)
    #expect(tensor.shape == [2, 2])
  }

  @Test func convertsEveryHalfPrecisionNumberExactly() {
    #expect(BertWeights.singlePrecision(half: 0x0001) == 0x1p-24)
    #expect(BertWeights.singlePrecision(half: 0x03FF) == 0x1p-14 - 0x1p-24)
    #expect(BertWeights.singlePrecision(half: 0x0400) == 0x1p-14)
    #expect(BertWeights.singlePrecision(half: 0x7BFF) == 65504)
    #expect(BertWeights.singlePrecision(half: 0x8000).bitPattern == 0x8000_0000)
    #expect(BertWeights.singlePrecision(half: 0xFC00) == -.infinity)
    #expect(BertWeights.singlePrecision(half: 0x7E00).isNaN)
  }

  @Test func refusesMoreLayersThanTheConfigurationHas() throws {
    let one = SafetensorsBytes.bytes([1] as [Float])
    for prefix in ["", "bert."] {
      let found = try weights(
        (0..<12).map { ("\(prefix)encoder.layer.\($0).output.dense.bias", "F32", [1], one) }
          + [("cls.encoder.layer.99.bias", "F32", [1], one)])
      try found.check(layers: 12)
      #expect(
        throws: EngineError.invalidWeights(
          path: folder.url.appendingPathComponent("model.safetensors").path, tensor: nil,
          reason: "the weights have 12 layers, and config.json says num_hidden_layers 6")
      ) { try found.check(layers: 6) }
    }
  }

  @Test func refusesAWeightThatIsThereTwice() throws {
    let one = SafetensorsBytes.bytes([1] as [Float])
    let found = try weights([
      ("a.LayerNorm.weight", "F32", [1], one), ("bert.a.LayerNorm.gamma", "F32", [1], one),
    ])
    let error = #expect(throws: EngineError.self) {
      try found.tensor("a.LayerNorm.weight", shape: [1])
    }
    #expect(error?.description.contains("there twice, as ") == true)
  }

  @Test func readsATensorThatIsNotAligned() throws {
    let found = try weights([
      ("x", "U8", [1], [9]), ("b", "F32", [2], SafetensorsBytes.bytes([3, 4] as [Float])),
    ]).tensor("b", shape: [2])
    #expect(found.array == [3, 4])
  }

  @Test(arguments: [
    "embeddings.LayerNorm.weight", "embeddings.LayerNorm.gamma", "bert.embeddings.LayerNorm.weight",
    "bert.embeddings.LayerNorm.gamma",
  ])
  func findsAWeightUnderItsOtherNames(stored: String) throws {
    let found = try weights([
      ("bert.embeddings.position_ids", "I64", [1], Array(repeating: 0, count: 8)),
      ("cls.predictions.bias", "F32", [1], SafetensorsBytes.bytes([8] as [Float])),
      (stored, "F32", [1], SafetensorsBytes.bytes([5] as [Float])),
    ]).tensor("embeddings.LayerNorm.weight", shape: [1])
    #expect(found.array == [5])
  }

  @Test func findsOldNamesOfBiases() throws {
    let found = try weights([
      ("bert.encoder.layer.0.output.LayerNorm.beta", "F32", [1], [0, 0, 0, 64])
    ]).tensor("encoder.layer.0.output.LayerNorm.bias", shape: [1])
    #expect(found.array == [2])
  }

  @Test func saysWhatIsMissing() throws {
    let weights = try weights([("a", "F32", [1], [0, 0, 0, 64])])
    let pooler = #expect(throws: EngineError.self) {
      try weights.tensor("pooler.dense.weight", shape: [1])
    }
    #expect(pooler?.description.contains("without a pooler") == true)
    let other = #expect(throws: EngineError.self) { try weights.tensor("b", shape: [1]) }
    #expect(other?.description.contains("tensor b: missing") == true)
  }

  @Test func refusesAnotherShapeOrType() throws {
    let weights = try weights([
      ("a", "F32", [2], Array(repeating: 0, count: 8)),
      ("b", "I32", [2], Array(repeating: 0, count: 8)),
    ])
    let shape = #expect(throws: EngineError.self) { try weights.tensor("a", shape: [1, 2]) }
    #expect(shape?.description.contains("its shape is [2], config.json asks for [1, 2]") == true)
    let type = #expect(throws: EngineError.self) { try weights.tensor("b", shape: [2]) }
    #expect(type?.description.contains("I32") == true)
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func refusesWeightsThatAreNotFinite(value: Float) throws {
    let weights = try weights([("a", "F32", [3], SafetensorsBytes.bytes([1, value, 2]))])
    let error = #expect(throws: EngineError.self) { try weights.tensor("a", shape: [3]) }
    #expect(error?.description.contains("values that are infinite or not a number") == true)
  }

  @Test func keepsLargestNumbers() throws {
    let values: [Float] = [
      .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude,
    ]
    let weights = try weights([("a", "F32", [3], SafetensorsBytes.bytes(values))])
    #expect(try weights.tensor("a", shape: [3]).array == values)
  }

  @Test func leavesTheFileAloneWhenWeightsChange() throws {
    let tensors = [("a", "F32", [1], SafetensorsBytes.bytes([1] as [Float]))]
    let first = try weights(tensors)
    let tensor = try first.tensor("a", shape: [1])
    tensor.values[0] = 7
    #expect(tensor.array == [7])
    #expect(try BertWeights(folder: folder.url).tensor("a", shape: [1]).array == [1])
  }
}
