import Base
import Foundation
import Testing

@testable import Engine

/// Small pictures of every kind, and Pillow's `convert("RGB")` of each; and broken ones.
@Suite struct PictureFileTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var name: String
    var file: [UInt8]
    var height = 0
    var width = 0
    var rgb: [UInt8] = []
    var testDescription: String { name }
  }

  static let samples = read("pictures")
  static let refused = read("refused")

  private static func read(_ key: String) -> [Sample] {
    func bytes(_ text: String?) -> [UInt8] {
      text.flatMap { Data(base64Encoded: $0) }.map(Array.init) ?? []
    }
    let json = (try? fixture("pictures.json")).flatMap { try? JSONReader.value(of: $0) }
    return (json?[key]?.array ?? []).map { sample in
      Sample(
        name: sample["name"]?.string ?? "", file: bytes(sample["file"]?.string),
        height: sample["height"]?.int ?? 0, width: sample["width"]?.int ?? 0,
        rgb: bytes(sample["rgb"]?.string))
    }
  }

  private static func sample(_ name: String) throws -> [UInt8] {
    try #require(samples.first { $0.name == name }).file
  }

  private func decoded(_ bytes: [UInt8]) throws(PictureFile.Problem) -> Picture {
    var result: Result<Picture, PictureFile.Problem> = .failure(.init(reason: ""))
    bytes.withUnsafeBytes { bytes in
      do throws(PictureFile.Problem) {
        result = .success(try PictureFile.decode(bytes))
      } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }

  private func reason(_ bytes: [UInt8]) -> String? {
    do throws(PictureFile.Problem) {
      _ = try decoded(bytes)
      return nil
    } catch {
      return error.reason
    }
  }

  @Test func hasManyKindsOfPictures() { #expect(Self.samples.count == 30) }

  @Test(arguments: samples)
  func readsThePictureThatPillowReads(sample: Sample) throws {
    let picture = try decoded(sample.file)
    #expect(
      picture.channels == 3 && picture.height == sample.height && picture.width == sample.width)
    #expect(picture.interleaved == sample.rgb)
  }

  /// All that a picture says is in its bytes: without the last it is damaged.
  @Test(arguments: samples)
  func refusesAPictureThatIsCutOff(sample: Sample) {
    for length in 0..<sample.file.count {
      #expect(reason(Array(sample.file.prefix(length))) != nil, "\(length) bytes")
    }
  }

  @Test func refusesByNameWhatPillowWouldSpoil() {
    #expect(
      Self.refused.map { reason($0.file) } == [
        "a PNG picture that cannot be read: it is grey with 16 bits: save it with 8 bits"
      ])
  }

  /// Whatever is changed in a picture, it is read or refused, and the process lives.
  @Test(arguments: samples)
  func livesThroughEveryChangedByte(sample: Sample) {
    for place in sample.file.indices {
      for change: UInt8 in [0x01, 0x80, 0xFF] {
        var bytes = sample.file
        bytes[place] ^= change
        _ = reason(bytes)
      }
    }
  }

  @Test func refusesDamageByAChecksum() throws {
    var bytes = try Self.sample("colours.png")
    bytes[bytes.count - 30] ^= 1
    #expect(reason(bytes)?.hasPrefix("a PNG picture that cannot be read: ") == true)
  }

  /// A few bytes that stand for gigabytes.
  @Test func refusesTooManyPixelsBeforeItReadsThem() throws {
    var png = try Self.sample("colours.png")
    // Width and height of 32,768 each; the checksum of the header is made right again.
    png.replaceSubrange(16..<24, with: [0, 0, 0x80, 0, 0, 0, 0x80, 0])
    png.replaceSubrange(29..<33, with: crc(of: png[12..<29]))
    #expect(reason(png) == "a PNG picture that cannot be read: it has too many pixels")
    var jpeg = try Self.sample("smooth 444.jpg")
    let frame = try #require(
      jpeg.indices.dropLast(9).first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
    jpeg.replaceSubrange(frame + 5..<frame + 9, with: [0x7F, 0xFF, 0x7F, 0xFF])
    #expect(reason(jpeg) == "a JPEG picture that cannot be read: it has too many pixels")
  }

  @Test func refusesTooManyScans() throws {
    let jpeg = try Self.sample("progressive.jpg")
    let scans = jpeg.indices.dropLast().filter { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xDA }
    try #require(scans.count > 2)
    // The same refinement of the first scan's coefficients again and again is no picture either; a
    // first scan that is said again is.
    let first = jpeg[scans[0]..<scans[1]]
    let bytes =
      Array(jpeg[..<scans[0]]) + Array(repeatElement(first, count: 300).joined())
      + jpeg[scans[1]...]
    #expect(reason(bytes) != nil)
  }

  @Test(arguments: [
    ([], "the file is empty"), (Array("GIF89a".utf8), "neither a PNG nor a JPEG picture"),
  ])
  func refusesWhatIsNoPicture(bytes: [UInt8], expected: String) {
    #expect(reason(bytes) == expected)
  }

  /// PNG's checksum (RFC 2083, appendix 15), big end first.
  private func crc(of bytes: ArraySlice<UInt8>) -> [UInt8] {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    crc ^= 0xFFFF_FFFF
    return (0..<4).map { UInt8(truncatingIfNeeded: crc >> (24 - 8 * $0)) }
  }

  /// Two photographs that come with scikit-learn, decoded and made smaller both ways.
  @Test(.enabled(if: TestAssets.photographs != nil))
  func readsPhotographsAsPillowAndMakesThemSmaller() throws {
    let folder = try #require(TestAssets.photographs)
    let trace = try JSONReader.value(of: try fixture("7_1-42.json"))
    let photographs = try #require(trace["photographs"]?.object)
    #expect(photographs.count == 2)
    for (name, expected) in photographs {
      let picture = try PictureFile.read(folder.appendingPathComponent(name))
      #expect(expected["size"]?.array?.map(\.int) == [picture.width, picture.height])
      #expect(SHA256Digest.hex(of: picture.interleaved) == expected["decoded_sha256"]?.string)
      let way = PictureWay.bytes(picture)
      let size = PictureStep.resize(.exact(height: 24, width: 32))
      guard case .bytes(let small) = try way.taking([size]),
        case .numbers(let numbers, 3, 24, 32) = try way.taking([.toTensor, size])
      else { return #expect(Bool(false)) }
      let bytes = try #require(expected["pil_32x24"]?.string.flatMap { Data(base64Encoded: $0) })
      #expect(small.interleaved == Array(bytes))
      let tensor = try #require(
        expected["tensor_24x32"]?.string.flatMap { Data(base64Encoded: $0) })
      let theirs = tensor.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
      #expect(theirs.count == numbers.count)
      #expect(largestDifference(numbers, theirs.doubles) < 1e-6)
    }
  }
}
