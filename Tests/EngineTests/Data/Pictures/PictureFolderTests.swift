import Testing

@testable import Engine

@Suite struct PictureFolderTests {
  private func reason(_ paths: [String]) -> String? {
    do throws(PictureFolder.Problem) {
      _ = try PictureFolder(paths: paths)
      return nil
    } catch {
      return error.reason
    }
  }

  /// `ImageFolder` sorts by code points, folders within a class after the class's own pictures.
  @Test func ordersAsImageFolderDoes() throws {
    let folder = try PictureFolder(paths: [
      "dog/b.png", "cat/z/1.PNG", "cat/10.png", "cat/9.jpeg", "Zebra/é.jpg", "Zebra/z.jpg",
      "cat/B.jpg",
    ])
    #expect(folder.classNames == ["Zebra", "cat", "dog"])
    #expect(
      folder.files == [
        "Zebra/z.jpg", "Zebra/é.jpg", "cat/10.png", "cat/9.jpeg", "cat/B.jpg", "cat/z/1.PNG",
        "dog/b.png",
      ])
    #expect(folder.labels == [0, 0, 1, 1, 1, 1, 2] && folder.parts.isEmpty)
  }

  @Test func takesPartsInTheirOrder() throws {
    let folder = try PictureFolder(paths: [
      "test/a/1.png", "test/b/1.png", "val/b/1.png", "val/a/1.png", "train/b/1.png",
      "train/a/2.png", "train/a/1.png",
    ])
    #expect(
      folder.parts == [
        .init(name: "train", rows: 0..<3), .init(name: "val", rows: 3..<5),
        .init(name: "test", rows: 5..<7),
      ])
    #expect(folder.files.first == "train/a/1.png" && folder.labels == [0, 0, 1, 0, 1, 0, 1])
  }

  @Test(arguments: [
    ([], "there is no picture in it"),
    (["a/1.png"], "there is one class only, 'a'"),
    (
      ["Train/a/1.png", "Test/a/1.png"],
      "'Test', 'Train' look like parts and not like classes: parts are called train, val, validation and test"
    ),
    (
      ["training/a/1.png", "test/a/1.png"],
      "'test', 'training' look like parts and not like classes: parts are called train, val, validation and test"
    ),
    (
      ["a/1.png", "b/1.gif"],
      "'b/1.gif' is named neither .png, .jpg nor .jpeg; take it out of the folder"
    ),
    (["a/1.png", "1.png"], "'1.png' lies in no class: each class has a folder of its own"),
    (
      ["train/1.png", "test/a/1.png"],
      "'train/1.png' lies in no class: each class has a folder of its own"
    ),
    (
      ["train/a/1.png", "train/b/1.png", "more/a/1.png"],
      "'more' lies beside 'train': a folder holds classes, or train, val and test alone"
    ),
    (
      ["train/a/1.png", "train/b/1.png", "test/a/1.png"],
      "'test' has no class 'b', and 'train' has it"
    ),
    (
      ["train/a/1.png", "train/b/1.png", "test/a/1.png", "test/b/1.png", "test/c/1.png"],
      "'test' has a class 'c', and 'train' has none of that name"
    ),
  ])
  func saysWhyItIsNone(paths: [String], expected: String) { #expect(reason(paths) == expected) }
}
