import Foundation
import Records

/// What the lesson replays, and where to read it.
enum NotebookSection {
  static func blocks(_ record: RunRecord) -> [ReportBlock] {
    let notebook = record.lesson.notebook
    guard let file = notebook["file"] else { return [] }
    var name: [ReportInline] = [.text(file)]
    if let address = address(of: notebook) {
      name = [.link(destination: address, title: "", content: name)]
    }
    let owner = notebook["repository"].map { " of \($0)" } ?? ""
    return [
      .paragraph(
        ["This lesson replays the notebook "] + name
          + [
            .text(
              "\(owner). Have it open beside this page: each step names the cell that it mirrors.")
          ])
    ]
  }

  /// Where the notebook can be read: what the lesson says, or else its place on GitHub.
  static func address(of notebook: [String: String]) -> String? {
    if let url = notebook["url"] { return url }
    guard let repository = notebook["repository"], let file = notebook["file"] else { return nil }
    let parts = repository.split(separator: "/", omittingEmptySubsequences: false)
    let isName = { (part: Substring) in
      !part.isEmpty
        && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    }
    guard parts.count == 2, parts.allSatisfy(isName),
      let path = file.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
    else { return nil }
    return "https://github.com/\(repository)/blob/\(notebook["revision"] ?? "HEAD")/\(path)"
  }

  /// A cell by its place and by its id, of which both find it; `nil` where there is none.
  static func place(cell: String?, name: String?) -> String? {
    guard let cell else { return nil }
    return name.map { "\($0) (\(cell))" } ?? "cell \(cell)"
  }
}
