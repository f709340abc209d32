import Records

/// Turns the record of a run into a report.
///
/// Reads nothing but the record and, where a student hands in, the answers; both are untrusted and
/// end up as plain text.
package enum ReportBuilder {
  /// The report of a run, with `answers`, what a student typed, by the question's id.
  package static func build(_ record: RunRecord, answers: [String: String] = [:]) -> ReportDocument
  {
    let context = ReportContext(record)
    let story = StorySection(context: context, answers: answers)
    let told =
      NotebookSection.blocks(record) + DepartureSection.blocks(record)
      + VariantSection.blocks(record) + story.blocks()
      + ExpectationSection.blocks(record)
    let ordered = HeadingOrder.applied(
      to: told + GlossarySection.blocks(told) + RecordSection.blocks(record))
    let contents = Contents(of: ordered)
    let blocks =
      UnansweredSection.blocks(record, answers: answers, places: contents.questions)
      + [.contents(contents)] + ordered
    let variant = record.variant.map { " (variant \($0))" } ?? ""
    return ReportDocument(
      lesson: record.lesson.id, title: record.lesson.title + variant,
      status: StatusLine.status(of: record),
      student: record.student.map { student in
        student.name + (student.id.map { " (\($0))" } ?? "")
      },
      blocks: blocks,
      source: ReportDocument.Source(record: record, answers: answers))
  }

  /// A piece of a lesson's prose, with the values of a run in the place of `{{…}}`.
  package static func prose(_ content: [MarkupBlock], of record: RunRecord) -> [ReportBlock] {
    ProseFiller(record: record).blocks(content)
  }
}
