import Base
import Foundation

/// What is refused before any parser sees a file: text that is not UTF-8, characters that parsers
/// and terminals take for something else, and shapes that would cost a parser time without bound.
enum InputLimits {
  static let fileBytes = 1 << 20
  /// libcmark 0.30 needs quadratic time for some paragraphs (many `![`, many `<!--`); this many
  /// bytes of them take a fraction of a second.
  static let bytesWithoutBlankLine = 32 << 10
  static let markersBeforeText = 40

  /// Decodes a file; diagnostics say why it is refused.
  static func text(_ data: Data, file: String) -> (source: SourceText, diagnostics: [Diagnostic]) {
    guard data.count <= fileBytes else {
      let source = SourceText(file: file, text: "")
      var bag = DiagnosticBag(file: file)
      bag.error(
        "file-too-large", at: source.range(ofLine: 1),
        "the file has \(data.count) bytes; a lesson may have \(fileBytes)", losing: true)
      return (source, bag.sorted)
    }
    let source = SourceText(file: file, data: data)
    var bag = DiagnosticBag(file: file)
    if let offset = UTF8Check.firstInvalid(in: data) {
      let before = SourceText(file: file, data: data.prefix(offset))
      let place = SourceLocation(
        line: before.lines.count, column: (before.lines.last?.utf8.count ?? 0) + 1)
      bag.error(
        "not-utf8", at: SourceRange(place, place.advanced(by: 1)),
        "byte \(String(data[data.startIndex + offset], radix: 16)) is not UTF-8 text",
        notes: ["save the file as UTF-8"], losing: true)
      return (source, bag.sorted)
    }
    if let problem = PlaceholderFile.problem(in: data) {
      bag.error("not-the-file", at: source.range(ofLine: 1), problem, losing: true)
      return (source, bag.sorted)
    }
    checkCharacters(of: source, &bag)
    checkShapes(of: source, &bag)
    return (source, bag.sorted)
  }

  /// Control characters other than tab, and the three that YAML takes for line ends and CommonMark
  /// does not.
  static func checkCharacters(of source: SourceText, _ bag: inout DiagnosticBag) {
    for (index, line) in source.lines.enumerated() {
      var column = 1
      for scalar in line.unicodeScalars {
        if isRefused(scalar) {
          let place = SourceLocation(line: index + 1, column: column)
          bag.error(
            "control-character",
            at: SourceRange(place, place.advanced(by: UTF8.width(scalar))),
            "the character U+\(hex(scalar.value)) cannot stand in a lesson", losing: true)
        }
        column += UTF8.width(scalar)
      }
    }
  }

  static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09: false
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  private static func checkShapes(of source: SourceText, _ bag: inout DiagnosticBag) {
    var run = 0
    for (index, line) in source.lines.enumerated() {
      let isBlank = line.utf8.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      let before = run
      run = isBlank ? 0 : run + line.utf8.count + 1
      if run > bytesWithoutBlankLine, before <= bytesWithoutBlankLine {
        bag.error(
          "block-too-long", at: source.range(ofLine: index + 1),
          "more than \(bytesWithoutBlankLine) bytes stand here without an empty line", losing: true)
      }
      let markers = line.utf8.prefix { " \t>-+*?0123456789.)".utf8.contains($0) }
        .filter { ">-+*?.)".utf8.contains($0) }.count
      if markers > markersBeforeText, !isThematicBreak(line) {
        bag.error(
          "nesting-too-deep", at: source.range(ofLine: index + 1),
          "more than \(markersBeforeText) lists or quotes are nested here", losing: true)
      }
    }
  }

  /// A row of one of `-`, `*`, `_`, which is a rule, or of `-` under a heading.
  private static func isThematicBreak(_ line: String) -> Bool {
    let marks = Set(line.utf8).subtracting(" \t".utf8)
    return marks.count == 1 && !marks.contains(UInt8(ascii: ">")) && !line.contains("- -")
  }

  private static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension SourceLocation {
  /// The place some bytes further on the same line.
  func advanced(by bytes: Int) -> SourceLocation {
    SourceLocation(line: line, column: column + bytes)
  }
}
