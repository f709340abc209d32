import Foundation
import Testing

@testable import Lessons

/// Lessons damaged at random, the same way at every run: whatever happens to a file, reading it must
/// end in a lesson or in a diagnostic that points into it.
@Suite struct MutationTests {
  private static let pieces = [
    "```", "```step x\n", "<!--", "-->", "<!-- end -->", "---\n", "\n", "\r\n", "\r", "[", "]", "{",
    "}", "\"", "'", "&a ", "*a", "!!int", ": ", "- ", "#", "> ", "\t", "\u{0}", "\u{2028}", "é",
    "🙂",
    "{{", "}}", "![x](y.png)", "|", "±", "/(a+)+$/", "1e999", "~~~", "    ", "$$", "<b>", "`",
  ]

  @Test(arguments: 0..<400)
  func endsInALessonOrInADiagnosticWithAPlace(seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    var bytes = Array(SampleLesson.text.utf8)
    for _ in 0...(seed % 4) {
      let at = random.below(bytes.count)
      switch random.below(5) {
      case 0: bytes.remove(at: at)
      case 1: bytes[at] = UInt8(random.below(256))
      case 2: bytes.removeSubrange(at..<min(bytes.count, at + random.below(80) + 1))
      case 3:
        let end = min(bytes.count, at + random.below(200) + 1)
        bytes.insert(contentsOf: Array(bytes[at..<end]), at: random.below(bytes.count))
      default:
        bytes.insert(contentsOf: Self.pieces[random.below(Self.pieces.count)].utf8, at: at)
      }
    }
    check(Data(bytes))
  }

  @Test(arguments: 0..<250)
  func endsWellWhereverTheFileIsCutOff(part: Int) {
    check(Data(SampleLesson.text.utf8.prefix(part * 5)))
  }

  private func check(_ data: Data) {
    let found = LessonParser.parse(data, file: "a.md", folder: URL(fileURLWithPath: "/nonexistent"))
    #expect(found.lesson != nil || found.diagnostics.contains { $0.severity == .error })
    let source = SourceText(file: "a.md", data: data)
    for diagnostic in found.diagnostics {
      let (start, end) = (diagnostic.range.lowerBound, diagnostic.range.upperBound)
      #expect(start <= end, "\(diagnostic)")
      for place in [start, end] {
        #expect((1...source.lines.count).contains(place.line), "\(diagnostic)")
        #expect(
          (1...source.line(place.line).utf8.count + 1).contains(place.column), "\(diagnostic)")
      }
    }
    let text = DiagnosticPrinter(color: false).text(
      found.diagnostics, sources: ["a.md": source])
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  /// Steele, Lea and Flood's generator: small, and the same everywhere.
  private struct SplitMix {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) % UInt64(bound))
    }
  }
}
