import Engine
import Foundation
import Testing

@testable import Lessons

@Suite struct FeatureFileTests {
  private let folder: TemporaryFolder
  private var url: URL { folder.url.appendingPathComponent("deep/features") }
  private static let recordBytes = 32 + 3 * 4 + 8

  init() throws { folder = try TemporaryFolder() }

  private func open(isFresh: Bool = false) throws -> FeatureFile {
    try FeatureFile(url, width: 3, isFresh: isFresh)
  }

  private func fill(_ count: Int) throws {
    let file = try open()
    for id in 0..<count {
      file.add([Float(id), 0.1, -0], of: [101, Int32(id), 102], .pooler)
    }
  }

  private func size() throws -> Int { try Data(contentsOf: url).count }

  @Test func givesBackWhatAnotherProcessAdded() throws {
    try fill(3)
    let file = try open()
    #expect(file.count == 3)
    let features = try #require(file.features(of: [101, 2, 102], .pooler))
    #expect(features.map(\.bitPattern) == [Float(2), 0.1, -0].map(\.bitPattern))
    #expect(file.features(of: [101, 3, 102], .pooler) == nil)
  }

  @Test func keepsTheWaysOfPoolingApart() throws {
    let file = try open()
    file.add([1, 2, 3], of: [5], .pooler)
    #expect(file.features(of: [5], .mean) == nil)
    file.add([4, 5, 6], of: [5], .mean)
    #expect(file.features(of: [5], .pooler) == [1, 2, 3])
    #expect(file.features(of: [5], .mean) == [4, 5, 6])
  }

  @Test(arguments: 1..<recordBytes)
  func cutsOffARecordThatIsCutShort(bytes: Int) throws {
    try fill(2)
    let whole = try Data(contentsOf: url)
    try whole.prefix(whole.count - bytes).write(to: url)
    #expect(try open().count == 1)
    #expect(try size() == Self.recordBytes)
    // And what is added then can be read.
    try fill(2)
    #expect(try open().count == 2)
  }

  @Test(arguments: 0..<recordBytes)
  func cutsOffFromTheFirstRecordWithABitFlipped(byte: Int) throws {
    try fill(3)
    var data = try Data(contentsOf: url)
    data[Self.recordBytes + byte] ^= 0x10
    try data.write(to: url)
    #expect(try open().count == 1)
    #expect(try size() == Self.recordBytes)
  }

  @Test func readsButDoesNotWriteWhileAnotherHoldsIt() throws {
    try fill(1)
    let holder = try open()
    let second = try open()
    #expect(second.count == 1)
    second.add([1, 2, 3], of: [7], .pooler)
    #expect(second.features(of: [7], .pooler) == [1, 2, 3])
    #expect(try size() == Self.recordBytes)
    holder.add([1, 2, 3], of: [8], .pooler)
    #expect(try size() == 2 * Self.recordBytes)
  }

  @Test func dropsEverythingWhereAFreshStartIsAskedFor() throws {
    try fill(2)
    #expect(try open(isFresh: true).count == 0)
    #expect(try open().count == 0)
  }

  @Test func saysWhereItCannotBeMade() throws {
    try folder.write("deep", Data())
    #expect(throws: CacheProblem.self) { try open() }
  }
}
