import Records

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
  var tags: [String] { pieces.tags }

  /// The names of the tags in order, closing ones with their slash.
  var tagNames: [String] {
    tags.map { tag in
      String(tag.dropFirst().prefix { $0 != " " && $0 != ">" })
    }
  }

  /// The page's text without its tags, escapes undone.
  var text: String {
    pieces.text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }

  private var pieces: (tags: [String], text: String) {
    var tags: [String] = []
    var text = ""
    // What the page carries is not shown.
    let shown = (CarriedText.parts(of: html)?.page ?? html).unicodeScalars
    // By scalars, as a browser reads: an accent may combine with a bracket.
    for part in shown.split(separator: "<").dropFirst(shown.first == "<" ? 0 : 1) {
      guard let end = part.firstIndex(of: ">") else { continue }
      tags.append("<" + String(part[...end]))
      text += " " + String(part[part.index(after: end)...])
    }
    return (tags, text)
  }

  /// The levels of the headings, in order.
  var headingLevels: [Int] {
    tagNames.compactMap { name in
      name.count == 2 && name.first == "h" ? Int(name.dropFirst()) : nil
    }
  }
}
