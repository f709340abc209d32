import Engine
import Foundation
import Testing

@Suite struct SafetensorsWriterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ writer: SafetensorsWriter) throws -> URL {
    var data = Data()
    writer.write { data.append(contentsOf: $0) }
    let url = folder.url.appendingPathComponent("a.safetensors")
    try data.write(to: url)
    return url
  }

  @Test func givesTensorsBackBitForBit() throws {
    var writer = SafetensorsWriter(metadata: ["made by": "a \"test\"\n", "b": "\\"])
    let bits: [UInt32] = [0, 0x8000_0000, 1, 0x7F7F_FFFF, 0x3DCC_CCCD, 0xFF7F_FFFF]
    let values = bits.map(Float.init(bitPattern:))
    writer.add("one \"quoted\"", Tensor(shape: [2, 3], values: values))
    writer.add("empty", Tensor(shape: [0]))
    writer.add("scalar", Tensor(shape: [], values: [3]))
    let file = try SafetensorsFile(url: write(writer))
    #expect(file.names == ["empty", "one \"quoted\"", "scalar"])
    let tensor = try file.tensor("one \"quoted\"", shape: [2, 3])
    #expect(tensor.array.map(\.bitPattern) == bits)
    #expect(try file.tensor("scalar", shape: []).array == [3])
    #expect(try file.tensor("empty", shape: [0]).array == [])
  }

  @Test func writesTheSameBytesEachTime() throws {
    func bytes() -> [UInt8] {
      var writer = SafetensorsWriter(metadata: ["a": "1", "b": "2", "c": "3"])
      writer.add("x", Tensor(shape: [1], values: [1]))
      var bytes: [UInt8] = []
      writer.write { bytes += $0 }
      return bytes
    }
    #expect(bytes() == bytes())
    // The tensors start where a reader can map them.
    let length = bytes().prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect((8 + length) % 8 == 0)
  }

  @Test func refusesATensorOfAnotherShape() throws {
    var writer = SafetensorsWriter()
    writer.add("x", Tensor(shape: [2], values: [1, 2]))
    let file = try SafetensorsFile(url: write(writer))
    func refusal(_ name: String, _ shape: [Int]) -> EngineError {
      .invalidWeights(
        path: file.path, tensor: name, reason: "a tensor of F32 and shape \(shape) is expected")
    }
    #expect(throws: refusal("x", [1, 2])) { try file.tensor("x", shape: [1, 2]) }
    #expect(throws: refusal("y", [2])) { try file.tensor("y", shape: [2]) }
  }
}
