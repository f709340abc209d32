import Testing

@testable import Base

@Suite struct DigestMemberTests {
  private let value: JSONValue = ["a": [1, 2.5], "z": "\"file_sha256\":\""]

  @Test(arguments: [nil, "extra_data"])
  func tellsWhatItHasSealed(folder: String?) throws {
    let text = try DigestMember.sealed(value, in: folder)
    #expect(DigestMember.isUnchanged(text))
    let read = try JSONReader.value(of: text)
    let members = folder.map { read[$0] } ?? read
    #expect(members?["file_sha256"]?.string?.count == 64)
    #expect(read["a"] == [1, 2.5])
  }

  @Test func tellsWhatIsNotItsOwn() throws {
    let text = try DigestMember.sealed(value)
    for changed in [
      text.replacing("2.5", with: "2.6"), text + "\n", text.replacing(",", with: ", "),
      text.replacing("\"a\"", with: "\"b\""), try CanonicalJSON.text(value), "", "{}",
      "{\"file_sha256\":\"", "{\"file_sha256\":\"\(String(repeating: "0", count: 64))\"}",
    ] {
      #expect(!DigestMember.isUnchanged(changed), "\(changed)")
    }
  }
}
