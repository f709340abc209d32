import Engine
import Foundation
import Testing

@testable import lesson_bench

@Suite struct RandomModelTests {
  @Test func writesAFolderThatTheEngineLoads() throws {
    let folder = try TinyWorkload.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let made = RandomModel(layers: 2, hidden: 64, vocabulary: 50)
    try made.write(to: folder)
    let model = try BertModel(folder: folder)
    #expect(model.configuration == made.configuration)
    let word = try #require(model.parameters.first)
    #expect(word.name == "embeddings.word_embeddings.weight")
    #expect(word.value.shape == [50, 64])
    // Uniform within ±0.02·√3.
    let values = word.value.array
    #expect(values.allSatisfy { abs($0) <= 0.034642 })
    #expect((values.max() ?? 0) > 0.033 && (values.min() ?? 0) < -0.033)
    let norm = try #require(model.parameters.first { $0.name.hasSuffix("LayerNorm.weight") })
    #expect(norm.value.array.allSatisfy { $0 == 1 })
  }

  @Test func writesTheSameWeightsEveryTime() throws {
    let folders = try [TinyWorkload.folder(), TinyWorkload.folder()]
    defer { folders.forEach { try? FileManager.default.removeItem(at: $0) } }
    let weights = try folders.map { folder in
      try RandomModel(layers: 1, hidden: 16, vocabulary: 9).write(to: folder)
      return try BertModel(folder: folder).parameters.map(\.value.array)
    }
    #expect(weights[0] == weights[1])
  }
}
