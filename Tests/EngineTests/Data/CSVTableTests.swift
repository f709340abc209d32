import Foundation
import Testing

@testable import Engine

@Suite struct CSVTableTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func url(_ text: String) throws -> URL { try folder.write(text.utf8, to: "own.csv") }

  @Test(arguments: [",", ";", "\t"])
  func findsNumbersAndClasses(separator: String) throws {
    let text = "size,\"kind, or so\",label\n1.5,\"b\",10\n-2e3, a ,9\n"
    let url = try url(
      separator == ","
        ? text : text.replacing("kind, or so", with: "kind").replacing(",", with: separator))
    let (columns, rows) = try CSVTable.columns(of: url)
    let kind = separator == "," ? "kind, or so" : "kind"
    #expect(rows == 2)
    #expect(
      columns == [
        .init(name: "size", classNames: nil), .init(name: kind, classNames: ["a", "b"]),
        .init(name: "label", classNames: ["9", "10"]),
      ])
    let read = try CSVTable.read(url, [columns[2], columns[0], columns[1]])
    #expect(read.map(\.values) == [[1, 0], [1.5, -2000], [1, 0]])
  }

  @Test(arguments: [
    ("a,b\n1,2\n3\n", ":3: 1 fields, but the first line names 2 columns"),
    ("a,b\n1,2\n3,x\n", ":3: column 'b': 'x' is no number"),
    ("a,b\n1,2\n\n3,nan\n", ":4: column 'b': 'nan' is no number"),
    ("a,b\n1,2\n3,0x10\n", ":3: column 'b': '0x10' is no number"),
    (
      "a,b\n1,2\n3,1e999\n",
      ":3: column 'b': '1e999' is beyond 3.4e38, the largest number that a model can compute with"
    ),
    (
      "a,b\n1e39,2\n",
      ":2: column 'a': '1e39' is beyond 3.4e38, the largest number that a model can compute with"
    ),
    (
      "a,b\n1,\"x\ny\"\n",
      ":2: 'x y' is a class's name, and has a line break or another control character in it"
    ),
    ("a,b\n1,x\n3,2\n", ":3: column 'b': '2' is a number, and the column begins with a word"),
    (
      "a,b\n1,\n", ":2: column 'b' is empty here; leave the row out, or write what is missing"
    ),
    ("a;b\n1;2,5\n", ":2: column 'b': '2,5' is no number; a number has a decimal point"),
    ("a;b\n1;2\n1;2,5\n", ":3: column 'b': '2,5' is no number; a number has a decimal point"),
    ("a,a\n1,2\n", ":1: two columns are named 'a'"),
    ("a,\n1,2\n", ":1: column 2 has no name in the first line"),
    (
      "a,0.5\n1,2\n",
      ":1: the first line names the columns, and '0.5' is a number: put a line of names before the rows, or a letter into that name"
    ),
    ("a,b\n", ": no row follows the first line"),
    ("", ": the file is empty"),
    (
      "a,b\n1,\"x\n", ":2: a field is opened with a quote here and never closed"
    ),
  ])
  func saysWhereSomethingIsWrong(text: String, message: String) throws {
    let url = try url(text)
    let error = try #require(throws: EngineError.self) { _ = try CSVTable.columns(of: url) }
    #expect("\(error)" == url.path + message)
  }

  @Test func limitsWordsAndClasses() throws {
    let long = try url("a,b\n1,\(String(repeating: "x", count: 201))\n")
    let error = try #require(throws: EngineError.self) { _ = try CSVTable.columns(of: long) }
    #expect("\(error)".contains("has a field of 201 bytes"))
    let many = try url("b,c\n" + (0...1000).map { "x\($0),1\n" }.joined())
    let tooMany = try #require(throws: EngineError.self) { _ = try CSVTable.columns(of: many) }
    #expect("\(tooMany)".hasSuffix(":1002: column 'b' has more than 1000 different words"))
    let wide = try url((0...10_000).map { "c\($0)" }.joined(separator: ",") + "\n")
    let tooWide = try #require(throws: EngineError.self) { _ = try CSVTable.columns(of: wide) }
    #expect("\(tooWide)".hasSuffix(":1: 10001 columns, and there may be 10000"))
  }

  @Test func takesWordsAndClassesUpToTheLimits() throws {
    let long = String(repeating: "x", count: 200)
    #expect(try CSVTable.columns(of: try url("a\n\(long)\n")).columns[0].classNames == [long])
    let many = try url("a\n" + (0..<1000).map { "x\($0)\n" }.joined())
    #expect(try CSVTable.columns(of: many).columns[0].classNames?.count == 1000)
    // A number of 64 characters, and one that is too long to be one.
    let number = "1." + String(repeating: "0", count: 62)
    #expect(try CSVTable.columns(of: try url("a\n\(number)\n")).columns[0].classNames == nil)
    #expect(
      try CSVTable.columns(of: try url("a\n\(number)0\n")).columns[0].classNames
        == [number + "0"])
  }

  @Test func saysWhichClassesThereAre() throws {
    let url = try url("kind\na\nc\n")
    let error = try #require(throws: EngineError.self) {
      _ = try CSVTable.read(url, [.init(name: "kind", classNames: ["a", "b"])])
    }
    #expect("\(error)".hasSuffix(":3: column 'kind': 'c' is no class; the classes are 'a', 'b'"))
  }

  @Test(arguments: [
    ("text,label\nx,1\ny,negative\nz,positive\n", ["negative", "positive"], [1, 2]),
    ("text,label\nx,good\ny,bad\nz,mixed\n", ["bad", "good", "mixed"], [1, 1, 1]),
    ("label\ttext\n3\tx\n1\ty\n10\tz\n3\tw\n", ["1", "3", "10"], [1, 2, 1]),
    ("text,label\nx,-1\ny,0\nz,1\n", ["-1", "0", "1"], [1, 1, 1]),
  ])
  func findsTheClassesOfTexts(text: String, classNames: [String], rows: [Int]) throws {
    let url = try url(text)
    let classes = try #require(try TextDataset.classes(ofCSV: url))
    #expect(classes.names == classNames)
    #expect(classes.rows == rows)
    let split = try #require(
      try TextDataset.reviewsCSV(
        url, textColumn: "text", labelColumn: "label", keep: nil, classNames: classNames
      ).splits["train"])
    #expect(classNames.indices.map { label in split.labels.count { $0 == label } } == rows)
    // A class named by a number is that class, whatever its place.
    if classNames[0] == "-1" { #expect(split.labels == [0, 1, 2]) }
  }

  @Test func knowsATableWithoutTexts() throws {
    #expect(try TextDataset.classes(ofCSV: try url("size,label\n1,a\n")) == nil)
  }

  @Test(arguments: [
    ("text,label\na,x\n,y\n", ":3: the text is empty; leave the row out, or write what is missing"),
    (
      "text,label\n\"  \",x\na,y\n",
      ":2: the text is empty; leave the row out, or write what is missing"
    ),
    ("text,label\na,b\nc,b\n", ": every label is 'b', and texts are of at least two classes"),
    ("text,label\n", ": no row follows the first line"),
  ])
  func refusesTextsThatNothingCanBeLearnedFrom(text: String, message: String) throws {
    let url = try url(text)
    let error = try #require(throws: EngineError.self) {
      _ = try TextDataset.classes(ofCSV: url)
    }
    #expect("\(error)" == url.path + message)
  }

  @Test func saysHowATableIsSavedThatIsNotUTF8() throws {
    let url = try folder.write(
      Array("text,label\na,x\n".utf8) + [0xE9, 0x2C, 0x79, 0x0A], to: "l.csv")
    let error = try #require(throws: EngineError.self) {
      _ = try TextDataset.classes(ofCSV: url)
    }
    #expect(
      "\(error)" == url.path + ":3: a field here is not UTF-8: save the table as CSV in UTF-8")
  }

  /// Swift takes both spellings for one word, and Python for two.
  @Test(arguments: [
    "size,label\n1,caf\u{e9}\n2,cafe\u{301}\n", "text,label\na,caf\u{e9}\nb,cafe\u{301}\n",
  ])
  func refusesTwoSpellingsOfAWord(text: String) throws {
    let url = try url(text)
    let error = try #require(throws: EngineError.self) {
      if try TextDataset.classes(ofCSV: url) == nil { _ = try CSVTable.columns(of: url) }
    }
    #expect("\(error)".contains(":3: "), "\(error)")
    #expect("\(error)".contains("is written in two ways here that look the same"), "\(error)")
  }

  @Test func refusesANameWithASpaceAroundIt() throws {
    let url = try url("a, b,target\n1,2,3\n")
    let error = try #require(throws: EngineError.self) { _ = try CSVTable.columns(of: url) }
    #expect(
      "\(error)".hasSuffix(
        ":1: the name of column 2, 'b', begins or ends with a space: take it out"))
  }

  @Test func refusesALabelThatIsEmpty() throws {
    let url = try url("text,label\na,x\nb,\n")
    let error = try #require(throws: EngineError.self) {
      _ = try TextDataset.classes(ofCSV: url)
    }
    #expect("\(error)".hasSuffix(":3: the label is empty"))
  }
}
