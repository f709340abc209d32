import Foundation
import Records
import Testing

@testable import Lessons

@Suite struct LessonLoaderTests {
  private static let front = "---\nid: a\ntitle: T\nseed: 1\n---\n"
  private static let question = "<!-- question why -->\nWhy?\n<!-- end -->\n"
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00]

  @Test func findsLessonsByNameAndByPath() throws {
    let folder = try TemporaryFolder([
      "b.md": "", "9_1.md": "", "9_1.instructor.md": "", "9_1.cells.json": "", "README.md": "",
    ])
    let loader = LessonLoader(folder: folder.url)
    #expect(try loader.names() == ["9_1", "b"])
    #expect(loader.url(named: "9_1")?.lastPathComponent == "9_1.md")
    #expect(loader.url(named: folder.url.path + "/b.md")?.lastPathComponent == "b.md")
    #expect(loader.url(named: "9_2") == nil)
    #expect(loader.url(named: "../9_1") == nil)
    #expect(loader.url(named: "") == nil)
    #expect(throws: (any Error).self) {
      try LessonLoader(folder: folder.url.appendingPathComponent("no")).names()
    }
  }

  @Test func mergesTheInstructorsAnswersAndTheCells() throws {
    let folder = try TemporaryFolder([
      "a.md": Self.front + Self.question,
      "a.instructor.md": "# Answers\n\n<!-- answer why -->\nBecause.\n<!-- end -->\n",
      "a.cells.json":
        #"{"notebook": {}, "cells": [{"id": "x", "position": 0, "kind": "code", "sha256": "ab"}]}"#,
    ])
    let url = folder.url.appendingPathComponent("a.md")
    let loaded = try LessonLoader(folder: folder.url).load(url)
    #expect(loaded.diagnostics == [])
    #expect(loaded.answers.map(\.id.value) == ["why"])
    #expect(loaded.cells == [NotebookCell(id: "x", position: 0, kind: "code", sha256: "ab")])
    #expect(loaded.sources.count == 3)
  }

  @Test func complainsAboutTheFilesBesideTheLesson() throws {
    let folder = try TemporaryFolder([
      "a.md": Self.front + Self.question + "<!-- answer why -->\nA\n<!-- end -->\n",
      "a.instructor.md": """
      <!-- answer why -->
      Because.
      <!-- end -->
      <!-- answer wy -->
      Because.
      <!-- end -->
      <!-- question x -->
      Why?
      <!-- end -->
      """,
      "a.cells.json": "[]",
    ])
    let url = folder.url.appendingPathComponent("a.md")
    let loaded = try LessonLoader(folder: folder.url).load(url)
    #expect(
      Set(loaded.diagnostics.map(\.code)) == [
        "not-an-answer", "duplicate-id", "answer-without-question", "cells-file",
      ])
    for diagnostic in loaded.diagnostics { #expect(loaded.sources[diagnostic.file] != nil) }
  }

  @Test func embedsImagesThatLieBesideTheLesson() throws {
    let folder = try TemporaryFolder(["a.md": Self.front + "![a *b*](p%20q.jpg)\n"])
    try folder.write("p q.jpg", Data(Self.png))
    let url = folder.url.appendingPathComponent("a.md")
    let loaded = try LessonLoader(folder: folder.url).load(url)
    #expect(loaded.diagnostics == [])
    guard case .prose(let prose)? = loaded.lesson?.blocks.first else {
      return #expect(Bool(false))
    }
    #expect(
      prose.content == [
        .paragraph([
          .image(
            mediaType: "image/png", base64: Data(Self.png).base64EncodedString(),
            alternative: [.text("a "), .emphasis([.text("b")])])
        ])
      ])
  }

  @Test func refusesImagesThatAreNoneOrLieElsewhere() throws {
    let outside = try TemporaryFolder([:])
    try outside.write("x.png", Data(Self.png))
    let folder = try TemporaryFolder([
      "a.md": Self.front + "![a](a.svg) ![b](link.png) ![c](.) ![d](big.png)\n",
      "a.svg": "<svg><script>alert(1)</script></svg>",
    ])
    try folder.write("big.png", Data(Self.png) + Data(count: ImageFolder.byteLimit))
    try FileManager.default.createSymbolicLink(
      at: folder.url.appendingPathComponent("link.png"),
      withDestinationURL: outside.url.appendingPathComponent("x.png"))
    let url = folder.url.appendingPathComponent("a.md")
    let loaded = try LessonLoader(folder: folder.url).load(url)
    #expect(
      loaded.diagnostics.map(\.code) == [
        "image-type", "image-path", "image-path", "image-too-large",
      ])
  }

  @Test func throwsForALessonThatIsNotThere() throws {
    let folder = try TemporaryFolder([:])
    #expect(throws: (any Error).self) {
      try LessonLoader(folder: folder.url).load(folder.url.appendingPathComponent("a.md"))
    }
  }
}
