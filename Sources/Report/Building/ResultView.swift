/// What one kind of result looks like in a report.
struct ResultView {
  /// A few words for the line that opens the step's results.
  var gist: String?
  var blocks: [ReportBlock] = []
}
