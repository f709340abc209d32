import Foundation
import Testing

@testable import Engine

@Suite struct AclImdbTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func readsFilesByTheirNumbersNegativeFirst() throws {
    for number in [10, 2, 0] {
      try folder.write("bad \(number)", to: "train/neg/\(number)_3.txt")
      try folder.write("good \(number)", to: "train/pos/\(number)_9.txt")
    }
    try folder.write("not a text", to: "train/neg/urls")
    let data = try TextDataset.aclImdb(folder.url)
    #expect(
      data.splits == [
        "train": TextDataset.Split(
          texts: ["bad 0", "bad 2", "bad 10", "good 0", "good 2", "good 10"],
          labels: [0, 0, 0, 1, 1, 1])
      ])
    #expect(data.classNames == ["negative", "positive"])
  }

  @Test func readsTheTestSplitWhereThereIsOne() throws {
    for name in ["train/neg", "train/pos", "test/neg", "test/pos"] {
      try folder.write(name, to: "\(name)/0_1.txt")
    }
    #expect(try TextDataset.aclImdb(folder.url).splits["test"]?.texts == ["test/neg", "test/pos"])
  }

  @Test func refusesAFolderThatIsNone() throws {
    try folder.write("a", to: "train/neg/0_1.txt")
    let error = #expect(throws: EngineError.self) { try TextDataset.aclImdb(folder.url) }
    #expect(error?.description.contains("train/pos") == true)
  }

  @Test func refusesAFolderWithoutTexts() throws {
    try folder.write("a", to: "train/neg/readme")
    #expect(throws: EngineError.self) { try TextDataset.aclImdb(folder.url) }
  }

  @Test func namesTheFileThatIsNotUTF8() throws {
    try folder.write([0xE9, 0x20], to: "train/neg/0_1.txt")
    let error = #expect(throws: EngineError.self) { try TextDataset.aclImdb(folder.url) }
    #expect(error?.description.contains("0_1.txt: the file is not UTF-8") == true)
  }
}
