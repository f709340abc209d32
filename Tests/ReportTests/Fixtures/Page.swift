import Records
import Report

@testable import Report

/// A page taken apart, to ask what is in it.
struct Page {
  let html: String

  init(_ record: RunRecord, answers: [String: String] = [:]) {
    html = HTMLWriter.write(ReportBuilder.build(record, answers: answers))
  }

  init(_ html: String) { self.html = html }

  /// Every tag in order, as written.
  ///
  /// All other `<` are escaped, so this sees what a browser sees.
  var tags: [String] { html.matches(of: /<[^>]*>/).map { String($0.output) } }

  /// The names of the tags in order, closing ones with their slash.
  var tagNames: [String] {
    tags.compactMap { $0.firstMatch(of: /^<(\/?[A-Za-z0-9!]+)/).map { String($0.1) } }
  }

  /// The page's text without its tags and its style sheet, escapes undone.
  var text: String {
    html.replacing(/<style>[\s\S]*?<\/style>/, with: "").replacing(/<[^>]*>/, with: " ")
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }

  /// The levels of the headings, in order.
  var headingLevels: [Int] {
    tagNames.compactMap { name in
      name.count == 2 && name.first == "h" ? Int(name.dropFirst()) : nil
    }
  }
}
