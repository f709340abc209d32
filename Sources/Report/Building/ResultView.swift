/// What one kind of result looks like in a report.
struct ResultView {
  /// A few words for the line that opens the step's results.
  var gist: String?
  /// What the lesson is about, rather than a preparation: shown opened.
  var isFinding = false
  var blocks: [ReportBlock] = []
}
