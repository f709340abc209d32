import Foundation
import Records
import Report

/// The report as the live page becomes it.
///
/// It is a copy in a browser, at an address that is gone when the program ends: it says where the
/// file lies, so that nobody types answers into a page that cannot be opened again.
enum ReportCopy {
  /// - Parameter path: of the report's own page.
  static func page(_ record: RunRecord, path: String) -> String {
    let page = HTMLWriter.write(ReportBuilder.build(record))
    let notice = HTMLFragment.text([
      .paragraph([
        .note("You are looking at a copy that is gone when you close it. The report is the file "),
        .code(path), .note(": open that to answer the questions and to hand it in."),
      ])
    ])
    guard let place = page.range(of: "<main>") else { return page }
    return page.replacingCharacters(in: place, with: "<main>" + notice)
  }

  /// No script runs in the copy: what it would keep for the student would be kept for an address
  /// that nobody comes back to.
  static let policy = "sandbox allow-popups allow-top-navigation-by-user-activation"
}
