import Foundation
import Testing

@testable import Base

@Suite struct ZipArchiveTests {
  /// `a.txt` stored, `b/c.txt` deflated, as Python's zipfile writes them.
  private static let archive = makeArchive()

  private static func makeArchive() -> [UInt8] {
    // Deflated by hand: one block of stored bytes (RFC 1951, 3.2.4).
    let deflated: [UInt8] = [1, 5, 0, 0xFA, 0xFF] + Array("hello".utf8)
    return archive([("a.txt", 0, Array("as it is".utf8)), ("b/c.txt", 8, deflated)])
  }

  static func archive(
    _ files: [(name: String, method: Int, packed: [UInt8])], flags: Int = 0
  ) -> [UInt8] {
    func short(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF)] }
    func long(_ value: Int) -> [UInt8] { short(value & 0xFFFF) + short(value >> 16) }
    var (bytes, list): ([UInt8], [UInt8]) = ([], [])
    for (name, method, packed) in files {
      let name = Array(name.utf8)
      let common =
        short(flags) + short(method) + long(0) + long(0) + long(packed.count)
        + long(packed.count) + short(name.count) + short(0)
      list += long(0x0201_4B50) + short(20) + short(20) + common + short(0) + short(0) + short(0)
      list += long(0) + long(bytes.count) + name
      bytes += long(0x0403_4B50) + short(20) + common + name + packed
    }
    let count = short(files.count)
    return bytes + list + long(0x0605_4B50) + short(0) + short(0) + count + count
      + long(list.count) + long(bytes.count) + short(0)
  }

  private func text(
    _ name: String, of archive: [UInt8] = archive, limit: Int = 100
  ) throws -> String {
    try archive.withUnsafeBytes { bytes in
      var text: [UInt8] = []
      try ZipArchive(bytes).unpack(name, limit: limit) { text += $0 }
      return String(decoding: text, as: UTF8.self)
    }
  }

  @Test func unpacksStoredAndDeflatedFiles() throws {
    #expect(try text("a.txt") == "as it is")
    #expect(try text("b/c.txt") == "hello")
    #expect(try text("b/c.txt", of: Self.archive + Array("comment".utf8)) == "hello")
  }

  @Test(arguments: ["a.txt", "b/c.txt"])
  func unpacksNoMoreThanItMay(name: String) throws {
    #expect(throws: ZipArchive.Problem.tooLarge(name, limit: 4)) {
      try text(name, limit: 4)
    }
  }

  @Test func namesAFileThatIsNotThere() {
    #expect(throws: ZipArchive.Problem.missing("d")) { try text("d") }
  }

  @Test func refusesTwoFilesOfOneName() {
    let twice = Self.archive([("a", 0, [1]), ("a", 0, [2])])
    #expect(throws: ZipArchive.Problem.damaged) { try text("a", of: twice) }
  }

  @Test func refusesWhatIsEncryptedOrPackedOtherwise() {
    let encrypted = Self.archive([("a", 0, [1])], flags: 1)
    #expect(throws: ZipArchive.Problem.unsupported) { try text("a", of: encrypted) }
    let other = Self.archive([("a", 12, [1])])
    #expect(throws: ZipArchive.Problem.unsupported) { try text("a", of: other) }
  }

  @Test func refusesAnArchiveThatWasCutOffAnywhere() {
    for count in 0..<Self.archive.count {
      #expect(throws: ZipArchive.Problem.self) {
        try text("b/c.txt", of: Array(Self.archive[..<count]))
      }
    }
  }

  @Test func endsWellOrWithAProblemWhateverByteIsAltered() {
    for place in Self.archive.indices {
      var altered = Self.archive
      altered[place] ^= 0xFF
      do {
        let text = try text("b/c.txt", of: altered)
        #expect(text.utf8.count <= 100)
      } catch {
        #expect(error is ZipArchive.Problem)
      }
    }
  }
}
