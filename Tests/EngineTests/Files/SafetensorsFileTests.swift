import Foundation
import Testing

@testable import Engine

@Suite struct SafetensorsFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func open(header: String, data: [UInt8]) throws -> SafetensorsFile {
    try SafetensorsFile(
      url: folder.write(SafetensorsBytes.file(header: header, data: data), to: "x.safetensors"))
  }

  /// The tensor and the reason of the refusal.
  private func refusal(header: String, data: [UInt8]) -> (tensor: String?, reason: String)? {
    do {
      _ = try open(header: header, data: data)
    } catch EngineError.invalidWeights(_, let tensor, let reason) {
      return (tensor, reason)
    } catch { Issue.record(error) }
    return nil
  }

  @Test func readsTensorsAndPassesOverMetadata() throws {
    let file = try open(
      header: """
        {"__metadata__":{"format":"pt"},"b":{"dtype":"U8","shape":[1,2],"data_offsets":[4,6]},
        "a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},
        "none":{"dtype":"F32","shape":[0,7],"data_offsets":[4,4]}}
        """, data: [0, 0, 128, 63, 7, 8])
    #expect(file.names == ["a", "b", "none"])
    #expect(
      file.withTensor("b") { entry, bytes in entry.shape + bytes.map(Int.init) } == [1, 2, 7, 8])
    #expect(file.withTensor("c") { _, _ in 0 } == nil)
  }

  @Test func refusesAFileThatIsNone() throws {
    func reason(_ url: URL) -> String {
      let error = #expect(throws: EngineError.self) { try SafetensorsFile(url: url) }
      return error?.description ?? ""
    }
    for (bytes, words) in [
      ([1, 2, 3], "not a safetensors file: 3 bytes long"),
      (
        Array(repeating: 255, count: 20), "the header is said to be 18446744073709551615 bytes long"
      ),
    ] as [([UInt8], String)] {
      #expect(reason(try folder.write(bytes, to: "x.safetensors")).contains(words))
    }
    #expect(reason(try folder.write([], to: "x.safetensors")).contains("x.safetensors"))
    #expect(reason(folder.url).contains("cannot be read"))
    #expect(reason(folder.url.appendingPathComponent("missing")).contains("cannot be read"))
  }

  @Test func refusesAHeaderLongerThanTheFile() throws {
    var bytes = SafetensorsBytes.file(header: "{}", data: [])
    bytes[0] = 200
    let url = try folder.write(bytes, to: "x.safetensors")
    let error = #expect(throws: EngineError.self) { try SafetensorsFile(url: url) }
    #expect(error?.description.contains("the header is said to be 200 bytes long") == true)
  }

  @Test func refusesAHeaderThatIsNotJSON() {
    #expect(refusal(header: "{\"a\":", data: [])?.reason.contains("not JSON at byte 13") == true)
    #expect(refusal(header: "[]", data: [])?.reason.contains("not an object") == true)
  }

  @Test func namesTheTensorThatIsCutShort() {
    let found = refusal(
      header: #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, data: [1, 2, 3, 4])
    #expect(found?.tensor == "a")
    #expect(found?.reason.contains("cut short") == true)
  }

  @Test func refusesOverlapsGapsAndLeftovers() {
    let a = #""a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}"#
    let overlap = refusal(
      header: "{\(a),\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}}",
      data: [1, 2, 3])
    #expect(overlap?.tensor == "b")
    #expect(overlap?.reason.contains("overlaps") == true)
    let gap = refusal(
      header: "{\(a),\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[3,4]}}",
      data: [1, 2, 3, 4])
    #expect(gap?.reason.contains("belong to no tensor") == true)
    #expect(
      refusal(header: "{\(a)}", data: [1, 2, 3])?.reason.contains("after the last tensor") == true)
  }

  @Test(arguments: [
    #"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[9007199254740991,9007199254740991],"data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#,
    #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}"#,
    #"{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[2]}}"#,
    #"{"a":7}"#,
  ])
  func refusesADescriptionThatDoesNotFit(header: String) {
    #expect(refusal(header: header, data: Array(repeating: 0, count: 8))?.tensor == "a")
  }

  @Test func refusesANameThatIsThereTwice() {
    let entry = #"{"dtype":"U8","shape":[1],"data_offsets":[0,1]}"#
    #expect(
      refusal(header: "{\"a\":\(entry),\"a\":\(entry)}", data: [1])?.reason.contains("twice")
        == true)
  }
}
