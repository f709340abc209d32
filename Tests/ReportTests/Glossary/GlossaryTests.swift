import Records
import Testing

@testable import Report

struct GlossaryTests {
  private func terms(_ blocks: [ReportBlock]) -> [String] {
    GlossarySection.blocks(blocks).flatMap { block -> [String] in
      guard case .fold(let fold) = block, case .list(_, _, let items)? = fold.blocks.first
      else { return [] }
      return items.compactMap { item in
        guard case .paragraph(let words)? = item.first else { return nil }
        return words.first.map { PlainText.of([$0]) }
      }
    }
  }

  @Test func explainsTheTermsThatAreUsedAndNoOthers() {
    #expect(
      terms([["Two Epochs of batches, and weight decay."]]) == [
        "batch", "epoch", "weight", "weight decay",
      ])
    #expect(terms([["The fine-tuned model overlooked its ahead."]]) == ["fine tuning"])
    #expect(GlossarySection.blocks([["Nothing of it."]]).isEmpty)
  }

  @Test func looksIntoChartsAndTablesAndNotIntoAnswersAndCode() {
    let table = ReportTable("Scores", columns: [.text("class"), .number("recall")], rows: [])
    #expect(terms([.group(.step, [.table(table)])]) == ["recall"])
    #expect(terms([.verbatim("recall"), .code(language: "", text: "seed")]).isEmpty)
  }

  @Test func explainsEachTermOnceInAShortText() {
    let names = GlossaryTerms.all.flatMap(\.names)
    #expect(Set(names).count == names.count)
    for term in GlossaryTerms.all {
      #expect(term.meaning.hasSuffix(".") && term.meaning.count <= 110, "\(term.names[0])")
      #expect(term.names.allSatisfy { $0 == $0.lowercased() })
    }
  }

  @Test func standsFoldedBeforeTheRecord() {
    let headings = ReportBuilder.build(Replay.record()).blocks.compactMap { block in
      if case .heading(2, let content) = block { PlainText.of(content) } else { nil }
    }
    #expect(headings.suffix(2) == ["Glossary", "Record of the run"])
  }
}
