import Testing

@testable import Base

@Suite struct GzipTests {
  /// What Python's `gzip` makes of "1 2\n3 4\n".
  private static let packed: [UInt8] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 255, 51, 84, 48, 226, 50, 86, 48, 225, 2, 0, 87, 0, 214, 97, 8,
    0, 0, 0,
  ]
  private static let plain = Array("1 2\n3 4\n".utf8)

  private func unpack(_ bytes: [UInt8], limit: Int = 1 << 20) -> Result<[UInt8], Gzip.Problem> {
    bytes.withUnsafeBytes { bytes in
      do throws(Gzip.Problem) {
        return .success(try Gzip.unpack(bytes, limit: limit))
      } catch {
        return .failure(error)
      }
    }
  }

  @Test func unpacksOneMemberAndSeveral() {
    #expect(unpack(Self.packed) == .success(Self.plain))
    #expect(unpack(Self.packed + Self.packed) == .success(Self.plain + Self.plain))
  }

  @Test func refusesWhatIsCutOffAtEveryPlace() {
    for length in 1..<Self.packed.count {
      #expect(unpack(Array(Self.packed[..<length])) == .failure(.cutOff), "\(length)")
    }
  }

  @Test func refusesWhatIsDamaged() {
    #expect(unpack([]) == .failure(.cutOff))
    #expect(unpack(Self.plain) == .failure(.damaged))
    #expect(unpack(Self.packed + [7, 7]) == .failure(.damaged))
    var wrongSum = Self.packed
    wrongSum[20] ^= 1
    #expect(unpack(wrongSum) == .failure(.damaged))
  }

  @Test func refusesWhatUnpacksToMoreThanIsAllowed() {
    #expect(unpack(Self.packed, limit: 8) == .success(Self.plain))
    #expect(unpack(Self.packed, limit: 7) == .failure(.tooLarge(limit: 7)))
  }
}
