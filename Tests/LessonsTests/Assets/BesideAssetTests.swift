import Engine
import Foundation
import Records
import Testing

@testable import Lessons

/// Data that lie beside a lesson.
@Suite struct BesideAssetTests {
  private let lessons: TemporaryFolder
  private let other: TemporaryFolder

  init() throws {
    lessons = try TemporaryFolder([
      "assets.json": "{\n  \"schema_version\": 1,\n  \"assets\": []\n}\n",
      "mood.csv": "text,label\na,good\nb,bad\nc,mixed\n",
      "size.csv": "size;colour;target\n1;red;7.5\n2;blue;8\n",
    ])
    other = try TemporaryFolder(["far.csv": "text,label\na,good\nb,bad\n"])
  }

  private var manifest: URL { lessons.url.appendingPathComponent("assets.json") }

  private func add(_ file: String, name: String) throws {
    let data = try AssetManifest.adding(
      lessons.url.appendingPathComponent(file).path, name: name, summary: "s", license: "l",
      citation: "c", to: manifest, cancellation: Cancellation())
    try data.write(to: manifest)
  }

  private func store() throws -> AssetStore {
    AssetStore(
      manifest: try AssetManifest.read(from: manifest), cache: AssetCache(folder: other.url),
      offline: true)
  }

  private func locate(_ name: String) throws -> LocatedAsset {
    try store().locate(AssetRequest(name: name, kind: .data), cancellation: Cancellation()) { _ in }
  }

  @Test func listsTextsAndTables() throws {
    try add("mood.csv", name: "mood")
    try add("size.csv", name: "size")
    guard case .csv(let mood)? = try locate("mood").data else { return #expect(Bool(false)) }
    #expect(
      mood
        == TextTable(
          textColumn: "text", labelColumn: "label", classNames: ["bad", "good", "mixed"],
          classRows: [1, 1, 1]))
    #expect(
      try store().manifest.entry(named: "mood").contents(in: lessons.url)
        == "Texts with the label in column label; classes: bad (1), good (1), mixed (1)")
    #expect(try locate("mood").url.lastPathComponent == "mood.csv")
    let size = try locate("size")
    guard case .numbers(let table)? = size.data else { return #expect(Bool(false)) }
    #expect(table.target == "target" && table.rows == 2)
    let read = try table.read(in: size.url)
    #expect(read.columns.map(\.values) == [[1, 2], [1, 0], [7.5, 8]])
    let entry = try store().manifest.entry(named: "size")
    #expect(
      entry.contents(in: lessons.url)
        == "2 rows; columns: size, colour (blue 1, red 1), target; target: target")
    // The list is still what a person wrote, but for the entries.
    let text = try String(contentsOf: manifest, encoding: .utf8)
    #expect(text.hasPrefix("{\n  \"schema_version\": 1,\n  \"assets\": [\n    {\n"))
    #expect(text.hasSuffix("\n    }\n  ]\n}\n"))
  }

  @Test func listsAFolderOfPictures() throws {
    let png = try #require(
      Data(
        base64Encoded:
          "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR4nGNgYGBgYAAAAAYAAXKCmeoAAAAASUVORK5CYII="
      ))
    for part in ["train/a", "train/b", "test/a", "test/b"] {
      let folder = lessons.url.appendingPathComponent("shades/\(part)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try png.write(to: folder.appendingPathComponent("1.png"))
    }
    try add("shades", name: "shades")
    let asset = try locate("shades")
    guard case .pictures(let pictures, "shades")? = asset.data else { return #expect(Bool(false)) }
    #expect(pictures.classNames == ["a", "b"] && pictures.parts.map(\.name) == ["train", "test"])
    #expect(asset.record.files.count == 4)
    let more = lessons.url.appendingPathComponent("shades/train/a/2.png")
    try png.write(to: more)
    let request = AssetRequest(name: "shades", kind: .data)
    let error = try #require(throws: AssetError.self) {
      try store().checkBeside([request], cancellation: Cancellation())
    }
    #expect(error.message.contains("train/a/2.png: a picture that assets.json does not list"))
    // One that another entry lists is passed over as the author means it.
    var list = try AssetManifest.read(from: manifest)
    list.assets.append(list.assets[0])
    list.assets[1].name = "more"
    list.assets[1].files[0].name = "shades/train/a/2.png"
    try BesideAsset.checkListed(list.assets[0], in: lessons.url, list)
    try FileManager.default.removeItem(at: more)
    try store().checkBeside([request], cancellation: Cancellation())
    let entry = try store().manifest.entry(named: "shades")
    #expect(
      entry.contents(in: lessons.url) == "Pictures of the classes a, b; parts: train 2, test 2")
  }

  @Test func refusesTextsOfOtherNumbersThanTheListSays() throws {
    let url = lessons.url.appendingPathComponent("mood.csv")
    let texts = try TextDataset.reviewsCSV(
      url, textColumn: "text", labelColumn: "label", keep: nil,
      classNames: ["bad", "good", "mixed"])
    var table = TextTable(
      textColumn: "text", labelColumn: "label", classNames: texts.classNames, classRows: [1, 1, 1])
    try table.check(texts, in: url)
    table.classRows = [1, 2, 1]
    let error = try #require(throws: EngineError.self) { try table.check(texts, in: url) }
    #expect("\(error)".hasSuffix("1 rows of class 'good', and 2 in the list of assets"))
  }

  @Test func refusesDataThatHaveChanged() throws {
    try add("mood.csv", name: "mood")
    try lessons.write("mood.csv", Data("text,label\na,good\nb,bad\nc,mixes\n".utf8))
    let error = try #require(throws: AssetError.self) { _ = try locate("mood") }
    #expect(error.kind == .invalid)
    #expect(
      error.message.contains("mood.csv: altered") && error.message.contains("`lesson assets add`"))
    try FileManager.default.removeItem(at: lessons.url.appendingPathComponent("mood.csv"))
    let missing = try #require(throws: AssetError.self) { _ = try locate("mood") }
    #expect(missing.kind == .missing && missing.message.contains("mood.csv is not in"))
  }

  @Test func refusesALinkThatLeadsOut() throws {
    try add("mood.csv", name: "mood")
    let url = lessons.url.appendingPathComponent("mood.csv")
    try FileManager.default.removeItem(at: url)
    try FileManager.default.createSymbolicLink(
      at: url, withDestinationURL: other.url.appendingPathComponent("far.csv"))
    let error = try #require(throws: AssetError.self) { _ = try locate("mood") }
    #expect(error.message.contains("lie in the lesson's own folder"))
    let added = try #require(throws: AssetError.self) { try add("mood.csv", name: "far") }
    #expect(added.message.contains("lie in the lesson's own folder"))
  }

  /// A list that holds an entry nobody can read would keep every lesson from running.
  @Test func leavesTheListAsItIsWhereDataAreNoGood() throws {
    let before = try Data(contentsOf: manifest)
    func refusal(_ file: String) -> String? {
      do {
        try add(file, name: "new")
        return nil
      } catch {
        return (error as? AssetError)?.message
      }
    }
    try Data("text,label\nA,b\nC,b\n".utf8).write(
      to: lessons.url.appendingPathComponent("tiny.csv"))
    #expect(refusal("tiny.csv")?.contains("every label is 'b'") == true)
    let link = lessons.url.appendingPathComponent("link.csv")
    try FileManager.default.createSymbolicLink(
      at: link, withDestinationURL: other.url.appendingPathComponent("far.csv"))
    #expect(refusal("link.csv")?.contains("link.csv: a link that leads to ") == true)
    let folder = lessons.url.appendingPathComponent("shades")
    for kind in ["a", "b"] {
      let place = folder.appendingPathComponent(kind)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try Data("x".utf8).write(to: place.appendingPathComponent("1.png"))
    }
    try Data("x".utf8).write(to: other.url.appendingPathComponent("2.png"))
    let picture = folder.appendingPathComponent("a/2.png")
    try FileManager.default.createSymbolicLink(
      at: picture, withDestinationURL: other.url.appendingPathComponent("2.png"))
    #expect(refusal("shades")?.contains("2.png: leads to ") == true)
    try FileManager.default.removeItem(at: picture)
    #expect(
      refusal("shades")?.hasSuffix("shades/a/1.png: neither a PNG nor a JPEG picture") == true)
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("c"), withIntermediateDirectories: true)
    #expect(
      refusal("shades")?.hasSuffix(
        "shades/c: an empty folder; put pictures in it, or take it out") == true)
    #expect(try Data(contentsOf: manifest) == before)
  }

  @Test func refusesANameThatIsTakenOrNone() throws {
    try add("mood.csv", name: "mood")
    #expect(throws: AssetError.self) { try add("size.csv", name: "mood") }
    #expect(throws: AssetError.self) { try add("size.csv", name: "my size") }
    #expect(throws: AssetError.self) { try add("size.csv", name: "a/b") }
    #expect(try store().manifest.assets.count == 1)
  }

  /// What is wrong in the list is said with its line.
  @Test(arguments: [
    (
      "\"bytes\": 3", "\"bytes\": \"3\"", 4, "assets[0].files[0].bytes (mood) is not a whole number"
    ),
    ("\"license\": \"l\", ", "", 2, "assets[0] (mood) has no `license`"),
    (
      "\"kind\": \"data\"", "\"kind\": \"date\"", 2,
      "assets[0].kind (mood) is neither `model` nor `data`"
    ),
    (
      "label_column", "label_colunm", 5, "assets[0].table (mood) has no `label_column`"
    ),
    (
      "\"class_names\"", "\"keeps\": 1, \"class_names\"", 5,
      "assets[0].table (mood) has a name that means nothing here: `keeps`; did you mean `keep`?"
    ),
    (
      "[\"a\", \"b\"]", "[\"a\"]", 2,
      "assets[0] (mood) needs at least two `class_names`, each another"
    ),
    (
      "[\"a\", \"b\"]", "[\"a\", \"b\"], \"class_rows\": [1]", 2,
      "assets[0] (mood) needs in `class_rows` how many rows each of its `class_names` has"
    ),
    (
      "{\"assets\"", "{\"schema_version\": 2, \"assets\"", 1,
      "schema_version is 2, and this program reads 1: bring the program up to date"
    ),
    (
      "\"mood.csv\"", "\"../mood.csv\"", 2,
      "assets[0] (mood) has a file that does not lie below its folder: ../mood.csv"
    ),
    ("\"beside\": true", "\"beside\": false", 2, "assets[0] (mood) has no `package`"),
    ("\"files\": [", "\"files\": 1, \"file\": [", 4, "assets[0].files (mood) is not a list"),
  ])
  func saysWhatIsWrongWithItsLine(
    part: String, wrong: String, line: Int, message: String
  ) throws {
    let text = """
      {"assets": [
        {"name": "mood", "kind": "data", "summary": "s", "license": "l", "citation": "c",
          "beside": true,
          "files": [{"name": "mood.csv", "bytes": 3, "sha256": "\(String(repeating: "a", count: 64))"}],
          "table": {
            "text_column": "text", "label_column": "label",
            "class_names": ["a", "b"]
          }}
      ]}
      """
    try lessons.write("assets.json", Data(text.utf8))
    #expect(throws: Never.self) { try AssetManifest.read(from: manifest) }
    try #require(text.contains(part))
    try lessons.write("assets.json", Data(text.replacing(part, with: wrong).utf8))
    let error = try #require(throws: AssetError.self) { try AssetManifest.read(from: manifest) }
    #expect(error.kind == .invalid)
    #expect(error.message == "\(manifest.path):\(line): not a list of assets: \(message)")
  }
}
