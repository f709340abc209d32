import HostileText
import Records
import Testing

@testable import Report

/// Text that tries to be more than text, in every place of a record that others fill.
enum Attacks {
  /// All but a reference to a value, which prose may hold: what stands in its place is ours.
  static let all = HostileText.all.filter { !$0.hasPrefix("{{") }

  /// A record and answers with a text in every place that others fill.
  static func record(with text: String) -> RunRecord {
    var steps = ReplaySteps.all
    steps[0].results["class_names"] = [.string(text), "positive"]
    steps[0].results["splits"] = [
      text: ["rows": 3, "label_counts": .object([text: 2, "positive": 1])]
    ]
    steps[0].results[text] = .string(text)
    steps[1].results["initial"] = .object([text: ["sha256": .string(text)]])
    steps[2].results["padding"] = .string(text)
    // A short training: hostile text does not need 630 losses.
    steps[3].results["losses"] = [0.69, 0.7, 0.69, 0.68]
    steps[3].results["batches"] = 2
    steps[3].printed = [text]
    steps[3].results["moved_tensors"] = .object([text: 4, "head": 4])
    steps[3].results["moved_by_layer"] = ["head": .object([text: 4])]
    steps[4].results["text"] = .string(text)
    steps[4].results["printed_label"] = .string(text)
    steps[4].notebookPrinted = ["printed_label": .string(text)]
    steps[6].cell = text
    let inline: [MarkupInline] = [
      .text(text), .code(text), .emphasis([.text(text)]), .strong([.text(text)]),
      .text("{{\(text)}}"),
      .link(destination: "https://example.com/", title: text, content: [.text(text)]),
      .image(mediaType: "image/png", base64: "AAAA", alternative: [.text(text)]),
    ]
    var document = ReplayDocument.blocks
    document += [
      .prose([
        .heading(level: 2, content: inline), .paragraph(inline),
        .list(ordered: false, start: 1, items: [[.paragraph(inline)]]),
        .code(language: text, text: text),
      ]),
      .step(StepBlock(id: text, cell: text, source: text, line: 1, code: text)),
      .question(
        QuestionBlock(id: "asked", points: 1, variant: text, content: [.paragraph(inline)])),
      .hint(HintBlock(id: "asked", content: [.paragraph(inline)])),
      .claim(ClaimBlock(id: "said", cell: text, question: nil, content: [.paragraph(inline)])),
    ]
    var record = Replay.record(document: document, steps: steps)
    record.lesson.title = text
    record.lesson.license = text
    record.lesson.attribution = text
    record.lesson.notebook = [text: text]
    record.departures = [Departure(what: text, why: text)]
    record.student = StudentRecord(name: text, id: text)
    record.profile = text
    record.parameters["data"] = .string(text)
    record.changedParameters.append("data")
    record.assets[0] = AssetRecord(
      name: text, files: [.init(name: text, bytes: 1, sha256: text)], license: text, citation: text)
    record.environment.processor = text
    record.engine.openblas = text
    record.engine.products = text
    record.engine.kernels = text
    record.expectations.append(
      ReplayVerdicts.expectation("train-head", text, text, .fail, .string(text)))
    record.expectations[record.expectations.count - 1].check.message = text
    record.claims.append(
      ClaimRecord(
        id: "said", cell: text, question: nil, expectedToHold: true, holds: false, verdict: .fail,
        checks: record.expectations.suffix(1).map(\.check)))
    record.beside = beside(record, with: text)
    return record
  }

  /// A variant of the lesson and one of a student, of another text.
  private static func beside(_ record: RunRecord, with text: String) -> [BesideRun] {
    var run = BesideRun(record)
    run.variant = text
    let other = text + "\nand more"
    run.stepBlocks[run.stepBlocks.count - 1].source = other
    run.stepBlocks[run.stepBlocks.count - 1].code = other
    run.steps[0].results["\(text) and more"] = 1
    var own = run
    own.own = OwnVariant(question: "asked", steps: [.init(id: text, seed: nil, source: other)])
    return [run, own]
  }

  static func answers(with text: String) -> [String: String] {
    ["low-loss": text, "conclusion": "\(text)\n\(text)", text: text]
  }
}

struct EscapingTests {
  private static let harmless = Page(
    Attacks.record(with: "harmless"), answers: Attacks.answers(with: "harmless"))

  @Test(arguments: Attacks.all)
  func leavesThePagesStructureAloneWhateverTheTextIs(attack: String) {
    let page = Page(Attacks.record(with: attack), answers: Attacks.answers(with: attack))
    #expect(page.tagNames == Self.harmless.tagNames)
  }

  @Test(arguments: Attacks.all)
  func writesNoAttributeThatABrowserWouldRun(attack: String) {
    let page = Page(Attacks.record(with: attack), answers: Attacks.answers(with: attack))
    let allowed = Set(Self.harmless.tags.flatMap(Self.attributeNames))
    for tag in page.tags {
      #expect(Set(Self.attributeNames(tag)).isSubset(of: allowed), "\(tag)")
      // A quote that ended an attribute early would leave an odd number of them.
      #expect(tag.unicodeScalars.count { $0 == "\"" } % 2 == 0, "\(tag)")
    }
    #expect(allowed.allSatisfy { !$0.hasPrefix("on") && $0 != "style" && $0 != "srcdoc" })
  }

  /// The names of a tag's attributes: what stands outside its quotes, up to each `=`.
  private static func attributeNames(_ tag: String) -> [String] {
    tag.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 0 }
      .flatMap { $0.element.split { $0 == " " || $0 == ">" } }
      .filter { $0.first != "<" }.map { String($0) }
  }

  @Test(arguments: Attacks.all)
  func showsNoControlNorReorderingCharacter(attack: String) {
    let record = Attacks.record(with: attack)
    let answers = Attacks.answers(with: attack)
    let document = ReportBuilder.build(record, answers: answers)
    for text in [HTMLWriter.write(document), MarkdownWriter.write(document)] {
      let acting = text.unicodeScalars.filter { scalar in
        (scalar.value < 0x20 && scalar != "\n" && scalar != "\t") || scalar.value == 0x7F
          || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
          || (0xE0000...0xE007F).contains(scalar.value) || scalar.value == 0xFEFF
      }
      #expect(acting.isEmpty)
    }
  }

  @Test(arguments: Attacks.all)
  func writesNoHTMLIntoMarkdownButItsFolds(attack: String) {
    let document = ReportBuilder.build(
      Attacks.record(with: attack), answers: Attacks.answers(with: attack))
    var text = MarkdownWriter.write(document)
    text = Self.withoutCodeSpans(Self.withoutCodeBlocks(text))
    text = text.replacing("](<https://example.com/>)", with: "")
    text = text.replacing("](<https://arxiv.org/abs/1810.04805>)", with: "")
    let own = [
      "<details>", "<details open>", "</details>", "<summary>", "</summary>", "</span>", "</code>",
      "<code>", "<span class=\"note\">", "<span class=\"value\">",
    ]
    for tag in own { text = text.replacing(tag, with: "") }
    let left = text.firstIndex(of: "<").map { text[$0...].prefix(40) }
    #expect(left == nil)
  }

  /// Markdown without its fenced code blocks.
  private static func withoutCodeBlocks(_ text: String) -> String {
    var fence: Substring?
    return text.split(separator: "\n").filter { line in
      let run = line.prefix { $0 == "`" }
      if let open = fence {
        if line == open { fence = nil }
        return false
      }
      if run.count >= 3 { fence = run }
      return run.count < 3
    }.joined(separator: "\n")
  }

  /// Markdown without its code spans, as CommonMark finds them.
  private static func withoutCodeSpans(_ text: String) -> String {
    var out = ""
    var rest = Substring(text)
    while let next = rest.first {
      let run = rest.prefix { $0 == "`" }
      if next == "\\" {
        out += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else if !run.isEmpty, let end = closing(run.count, in: rest.dropFirst(run.count)) {
        rest = rest[end...]
      } else {
        out.append(next)
        rest = rest.dropFirst()
      }
    }
    return out
  }

  /// Where a span opened by so many backticks ends, on the same line.
  private static func closing(_ count: Int, in text: Substring) -> String.Index? {
    var rest = text
    while let next = rest.first, next != "\n" {
      let run = rest.prefix { $0 == "`" }
      if run.count == count { return run.endIndex }
      rest = rest.dropFirst(max(run.count, 1))
    }
    return nil
  }
}
