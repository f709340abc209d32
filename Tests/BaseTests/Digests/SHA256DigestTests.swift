import Foundation
import Testing

@testable import Base

@Suite struct SHA256DigestTests {
  /// The examples of FIPS 180-4.
  @Test func agreesWithTheStandardsExamples() {
    #expect(
      SHA256Digest.hex(of: "abc")
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256Digest.hex(of: "")
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func readsBytesWhereverTheyLie() {
    let digest = SHA256Digest.hex(of: "abc")
    #expect(SHA256Digest.hex(of: Array("abc".utf8)) == digest)
    #expect(SHA256Digest.hex(of: Data("-abc".utf8).dropFirst()) == digest)
    #expect(SHA256Digest.hex(of: "-abc".dropFirst()) == digest)
    #expect(SHA256Digest.hex(of: "abc".utf8.lazy.map { $0 }) == digest)
    #expect("abcabc".utf8CString.withUnsafeBytes { SHA256Digest.hex(of: $0[3..<6]) } == digest)
  }
}
