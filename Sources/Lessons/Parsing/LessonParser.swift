import Foundation
import Records

/// Reads a lesson file: Markdown text in, blocks with their places out, and everything that is wrong
/// with the structure of the file, all at once.
package enum LessonParser {
  /// The lesson, and what is wrong with it.
  ///
  /// A lesson comes back in spite of errors as long as nothing of it is missing because of them, so
  /// that what else is wrong can be found too; whoever runs it must look at the diagnostics.
  ///
  /// - Parameters:
  ///   - data: the file's bytes.
  ///   - file: its path, as the user named it.
  ///   - folder: the folder its images lie in; without one, an image is an error.
  /// - Returns: the lesson, and the diagnostics in the order of the file.
  package static func parse(
    _ data: Data, file: String, folder: URL? = nil
  ) -> (lesson: ParsedLesson?, diagnostics: [Diagnostic]) {
    let (source, refused) = InputLimits.text(data, file: file)
    guard refused.isEmpty else { return (nil, refused) }
    var bag = DiagnosticBag(file: file)
    guard let closingLine = closingLine(of: source, &bag) else { return (nil, bag.sorted) }
    let frontMatter = FrontMatterParser.parse(source, closingLine: closingLine, &bag)
    let blocks = blocks(
      source, firstLine: closingLine + 1, folder: folder, frontMatter: frontMatter, &bag)
    StructureCheck.check(blocks, &bag)
    guard let frontMatter, !bag.hasLostContent else { return (nil, bag.sorted) }
    let lesson = ParsedLesson(
      file: file, sha256: SHA256Digest.hex(of: data), frontMatter: frontMatter, blocks: blocks)
    return (lesson, bag.sorted)
  }

  /// The id in a lesson's front matter; `nil` where it cannot be read.
  static func id(of data: Data) -> String? {
    let (source, refused) = InputLimits.text(data, file: "")
    guard refused.isEmpty, let closingLine = FrontMatterParser.closingLine(of: source) else {
      return nil
    }
    var bag = DiagnosticBag(file: "")
    return FrontMatterParser.parse(source, closingLine: closingLine, &bag)?.id.value
  }

  /// The answers of an instructor's file, which needs no front matter and may hold nothing else but
  /// prose.
  static func parseInstructorFile(
    _ data: Data, file: String, folder: URL? = nil
  ) -> (answers: [ParsedAnswer], diagnostics: [Diagnostic]) {
    let (source, refused) = InputLimits.text(data, file: file)
    guard refused.isEmpty else { return ([], refused) }
    var bag = DiagnosticBag(file: file)
    let closingLine = FrontMatterParser.closingLine(of: source) ?? 0
    let blocks = blocks(
      source, firstLine: closingLine + 1, folder: folder, frontMatter: nil, &bag)
    var answers: [ParsedAnswer] = []
    for block in blocks {
      switch block {
      case .answer(let answer): answers.append(answer)
      case .prose: continue
      case .step(let step): misplaced("step", step.id.range, &bag)
      case .expect(let expect): misplaced("expect", expect.step.range, &bag)
      case .claim(let claim): misplaced("claim", claim.id.range, &bag)
      case .question(let question): misplaced("question", question.id.range, &bag)
      case .hint(let hint): misplaced("hint", hint.id.range, &bag)
      case .variant(let variant): misplaced("variant", variant.id.range, &bag)
      case .exercise(let exercise): misplaced("exercise", exercise.id.range, &bag)
      }
    }
    return (answers, bag.sorted)
  }

  private static func misplaced(
    _ word: String, _ range: SourceRange, _ bag: inout DiagnosticBag
  ) {
    bag.error("not-an-answer", at: range, "`\(word)` belongs in the lesson, not beside its answers")
  }

  private static func closingLine(of source: SourceText, _ bag: inout DiagnosticBag) -> Int? {
    if let line = FrontMatterParser.closingLine(of: source) { return line }
    let first = source.range(ofLine: 1)
    if source.line(1).hasPrefix("---") {
      bag.error("front-matter", at: first, "no `---` line ends the front matter", losing: true)
    } else {
      bag.error(
        "front-matter", at: first, "the lesson does not start with front matter",
        notes: ["its first line is `---`, and another `---` ends it"], losing: true)
    }
    return nil
  }

  private static func blocks(
    _ source: SourceText, firstLine: Int, folder: URL?, frontMatter: FrontMatter?,
    _ bag: inout DiagnosticBag
  ) -> [ParsedBlock] {
    let reader = CommonMarkReader(source.lines, firstLine: firstLine)
    if let line = reader.tooDeepLine {
      bag.error(
        "nesting-too-deep", at: source.range(ofLine: line),
        "more than \(CommonMarkReader.depthLimit) things are nested here", losing: true)
    }
    var assembler = LessonAssembler(
      source, images: ImageFolder(folder: folder), frontMatter: frontMatter, bag: bag)
    assembler.assemble(reader.blocks)
    bag = assembler.bag
    return assembler.blocks
  }
}
