import Foundation
import Testing

/// Lesson 9_1, broken in many ways, the same ones every time.
struct BrokenLesson: Sendable, CustomTestStringConvertible {
  var name: String
  var bytes: [UInt8]

  var testDescription: String { name }

  init(_ name: String, _ text: String) { (self.name, bytes) = (name, Array(text.utf8)) }

  init(_ name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../lessons").standardizedFileURL

  static let original =
    (try? String(contentsOf: folder.appending(path: "9_1.md"), encoding: .utf8)) ?? ""

  static let all =
    misspelt + retyped + cut + unfenced + doubled + nested + large + encoded + structured

  private static let lines = original.components(separatedBy: "\n")

  /// The lesson with one line changed, or without it where `change` gives `nil`.
  private static func changing(
    _ what: String, where isMeant: (String) -> Bool, limit: Int = .max,
    _ change: (String) -> String?
  ) -> [BrokenLesson] {
    let meant = lines.indices.filter { isMeant(lines[$0]) }.prefix(limit)
    return meant.map { index in
      var copy = lines
      if let line = change(lines[index]) { copy[index] = line } else { copy.remove(at: index) }
      return BrokenLesson("line \(index + 1), \(what)", copy.joined(separator: "\n"))
    }
  }

  /// A word with its second and third letters swapped.
  private static func swapped(_ word: Substring) -> String {
    var letters = Array(word)
    if letters.count > 2 { letters.swapAt(1, 2) }
    return String(letters) == String(word) ? word + "x" : String(letters)
  }

  // MARK: - Kinds of damage

  private static let misspelt =
    changing(
      "a misspelt action", where: isAction
    ) {
      line in
      let name = line.dropFirst(2).prefix { $0 != ":" }
      return "- \(swapped(name))\(line.dropFirst(2 + name.count))"
    }
    + changing("a misspelt argument", where: isArgument, limit: 30) { line in
      let name = line.dropFirst(2).prefix { $0 != ":" }
      return "  \(swapped(name))\(line.dropFirst(2 + name.count))"
    }
    + changing("a misspelt step", where: { $0.hasPrefix("```expect ") }, limit: 15) { $0 + "x" }
    + changing("a misspelt directive", where: { $0.hasPrefix("```step ") }) {
      $0.replacing("```step", with: "```setp")
    }
    + changing("a misspelt comment", where: { $0.hasPrefix("<!-- claim ") }) {
      $0.replacing("<!-- claim", with: "<!-- cliam")
    }
    + changing("a misspelt question", where: { $0.hasPrefix("<!-- hint ") }, limit: 10) {
      $0.replacing(" -->", with: "x -->")
    }
    + changing("a misspelt cell", where: { $0.contains(" cell=") && !$0.contains("cell=none") }) {
      $0.replacing("cell=", with: "cell=x")
    }

  /// An action's first line: a list in prose has other letters before its first colon.
  private static func isAction(_ line: String) -> Bool {
    let name = line.dropFirst(2).prefix { $0 != ":" }
    return line.hasPrefix("- ") && line.contains(": ")
      && name.allSatisfy { $0 == "_" || $0.isLowercase }
  }

  private static func isArgument(_ line: String) -> Bool {
    line.hasPrefix("  ") && !line.hasPrefix("   ") && line.contains(": ")
      && !line.contains(" - ") && !line.contains("{")
      && !["back", "rows", "held", "file", "repo"]
        .contains { line.dropFirst(2).hasPrefix($0) }
      && !line.hasPrefix("  epochs: 10")
      && !line.hasPrefix("  batch_size: 16") && !line.hasPrefix("  data: imdb")
  }

  private static let retyped =
    changing("text for a number", where: { $0.hasPrefix("  lr: ") || $0.hasPrefix("  hidden: ") }) {
      $0.prefix { $0 != ":" } + ": many"
    }
    + changing("a list for a word", where: { $0.hasPrefix("  as: ") }, limit: 8) { _ in "  as: [a]"
    }
    + changing("a number for a model", where: { $0.hasPrefix("- freeze: ") }) { _ in "- freeze: 3" }
    + changing("a seed that is none", where: { $0.hasPrefix("seed: ") }) { _ in "seed: soon" }
    + changing("a title that is none", where: { $0.hasPrefix("title: ") }) { _ in "title: {a: b}" }
    + changing("parameters that are none", where: { $0 == "parameters:" }) { _ in "parameters: 3" }
    + changing("half a constraint", where: { $0.contains(" ± ") }, limit: 10) {
      $0.replacing("± 2e-6", with: "±")
    }
    + changing("no constraint", where: { $0.hasSuffix(": finite") || $0.hasSuffix(": decreasing") })
  {
    $0.prefix { $0 != ":" } + ": shrinking"
  }

  private static let cut = {
    // Behind the first line of a fence or a pair: elsewhere what is left may be a whole lesson.
    let openings = lines.indices.filter { index in
      ["```step ", "```expect ", "<!-- question ", "<!-- hint ", "<!-- claim "].contains {
        lines[index].hasPrefix($0)
      }
    }
    return ([4, 20] + openings.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)).map {
      BrokenLesson("cut after line \($0 + 1)", lines[...$0].joined(separator: "\n"))
    }
  }()

  private static let unfenced =
    changing("a fence without its end", where: { $0 == "```" }, limit: 15) { _ in nil }
    + changing("a pair without its end", where: { $0 == "<!-- end -->" }, limit: 15) { _ in nil }
    + changing("a pair without its start", where: { $0.hasPrefix("<!-- question ") }, limit: 8) {
      _ in nil
    }
    + changing("no end of the front matter", where: { $0.hasPrefix("# Transformers") }, limit: 1) {
      _ in "#"
    }.map { lesson in
      var text = String(decoding: lesson.bytes, as: UTF8.self)
      if let end = text.range(of: "\n---\n") { text.replaceSubrange(end, with: "\n") }
      return BrokenLesson(lesson.name, text)
    }

  private static let doubled =
    changing("a key given twice", where: isArgument, limit: 6) { "\($0)\n\($0)" }
    + changing("a step given twice", where: { $0.hasPrefix("```step ") }, limit: 5) {
      "\($0)\n- nothing: here\n```\n\n\($0)"
    }
    + changing("a question given twice", where: { $0.hasPrefix("<!-- question ") }, limit: 5) {
      "\($0)\nWhy?\n<!-- end -->\n\n\($0)"
    }

  private static let nested =
    ["- ", "> ", "1. "].map { piece in
      BrokenLesson(
        "nested \(piece)", original + "\n\(String(repeating: piece, count: 3000))\n")
    }
    + changing("nested brackets", where: { $0.hasPrefix("  labels: [") }, limit: 3) { _ in
      "  labels: \(String(repeating: "[", count: 3000))"
    }

  private static let large =
    changing("a giant number", where: { $0.hasPrefix("  lr: ") }, limit: 2) { _ in "  lr: 1e999" }
    + changing("a giant count", where: { $0.hasPrefix("  hidden: ") }, limit: 2) { _ in
      "  hidden: \(String(repeating: "9", count: 5000))"
    }
    + changing("a giant constraint", where: { $0.hasPrefix("batches: ") }) { _ in
      "batches: 1e99999999999"
    }
    + changing("a giant seed", where: { $0.hasPrefix("seed: ") }) { _ in "seed: 4294967296" }
    + changing("giant points", where: { $0.contains(" points=") }, limit: 3) {
      $0.replacing("points=", with: "points=99999999")
    }
    + [BrokenLesson("a giant file", String(repeating: original + "\n", count: 40))]

  private static let encoded: [BrokenLesson] = [
    BrokenLesson("UTF-16", bytes: original.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
    BrokenLesson(
      "Latin-1", bytes: original.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }),
    BrokenLesson("a NUL", original.replacing("# Transformers", with: "# Trans\u{0}formers")),
    BrokenLesson("an escape", original.replacing("# Transformers", with: "# \u{1B}[2J")),
    BrokenLesson("overlong UTF-8", bytes: Array(original.utf8) + [0xC0, 0xAF]),
    BrokenLesson("half a character", bytes: Array(original.utf8) + [0xF0, 0x9F]),
    BrokenLesson("nothing", ""), BrokenLesson("a line", "# Transformers\n"),
    BrokenLesson("a notebook", #"{"cells": [], "nbformat": 4}"#),
    BrokenLesson("gzip", bytes: [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3]),
  ]

  private static let structured: [BrokenLesson] = [
    BrokenLesson("an anchor", original.replacing("lr: 5e-5", with: "lr: &a 5e-5")),
    BrokenLesson("a tag", original.replacing("lr: 5e-5", with: "lr: !!float 5e-5")),
    BrokenLesson("a tab", original.replacing("  lr: 5e-5", with: "\tlr: 5e-5")),
    BrokenLesson(
      "a path", original.replacing("backbone: all-MiniLM-L6-v2", with: "backbone: /etc")),
    BrokenLesson("no parameter", original.replacing("$epochs", with: "$epoch")),
    BrokenLesson("a link", original + "\n[a](javascript:alert(1))\n"),
    BrokenLesson("an image", original + "\n![a](../../etc/passwd)\n"),
    BrokenLesson("an answer to nothing", original + "\n<!-- answer nil -->\nA.\n<!-- end -->\n"),
    BrokenLesson(
      "a claim without a check", original + "\n<!-- claim c holds=yes -->\nC.\n<!-- end -->\n"),
    BrokenLesson(
      "no notebook's departure",
      original.replacing("all-MiniLM-L6-v2 stands in", with: "x stands in")),
    BrokenLesson("a reference to nothing", original + "\nIt is {{train-head.mean_los[0]}}.\n"),
    BrokenLesson(
      "a reference that is none", original + "\nIt is {{train-head.mean_loss[0]:4f}}.\n"),
  ]
}
