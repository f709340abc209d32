import Files
import Foundation
import Testing

@Suite struct FolderListingTests {
  @Test func namesEveryByte() throws {
    let folder = try TemporaryFolder(["é.html": "", "plain": ""])
    let path = Array(folder.url.path.utf8) + Array("/Ren".utf8) + [0xE9]
    let descriptor = open(path.map { CChar(bitPattern: $0) } + [0], O_CREAT | O_WRONLY, 0o600)
    #expect(descriptor >= 0)
    close(descriptor)
    let names = try FolderListing.names(in: folder.url)
    #expect(names.map(\.text) == ["Ren\\xE9", "plain", "é.html"])
    #expect(names.map(\.isUTF8) == [false, true, true])
    #expect(names[0].bytes == Array("Ren".utf8) + [0xE9])
  }

  @Test(arguments: [
    ([UInt8]([0x61, 0xE9, 0x62]), #"a\xE9b"#), ([0xC3], #"\xC3"#), ([0xFF, 0xFE], #"\xFF\xFE"#),
    ([0x5C, 0xE9], #"\\\xE9"#), ([0xE2, 0x82, 0x61], #"\xE2\x82a"#),
  ])
  func showsWhatIsNotUTF8(bytes: [UInt8], text: String) {
    #expect(FolderListing.Name(bytes: bytes).text == text)
  }

  @Test func saysWhyAFolderCannotBeListed() throws {
    let error = #expect(throws: POSIXError.self) {
      try FolderListing.names(in: URL(fileURLWithPath: "/nowhere"))
    }
    #expect(error?.words == "No such file or directory")
  }
}
