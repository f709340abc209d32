import Foundation
import HandIn
import Records
import Report
import Testing

/// The browser and the pages that `scripts/test-browser` prepares.
enum TestPages {
  static var isReady: Bool { browser != nil && folder != nil && axe != nil }

  private static func setting(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name]
  }

  /// Chromium's path.
  static let browser = setting("LESSON_TEST_BROWSER")
  /// The path of axe-core's script.
  static let axe = setting("LESSON_TEST_AXE")
  /// The folder of the pages.
  static let folder = setting("LESSON_TEST_PAGES").map {
    URL(fileURLWithPath: $0, isDirectory: true)
  }

  static let all: [URL] = {
    guard let folder else { return [] }
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "html" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }()

  /// Pages that try to be more than text have the same structure as one of them.
  static let differing = all.filter { url in
    let name = url.lastPathComponent
    return !name.hasPrefix("hostile-") || name == "hostile-0.html"
  }

  static func page(_ name: String) throws -> URL {
    try #require(all.first { $0.lastPathComponent == "\(name).html" })
  }

  /// What a page carries.
  static func record(of page: URL) throws -> RunRecord {
    let text = try String(contentsOf: page, encoding: .utf8)
    return try CarriedRecord(json: try #require(CarriedText.parts(of: text)).carried).record
  }

  /// The ids of a lesson's questions.
  static func questions(of record: RunRecord) -> [String] {
    record.document.compactMap { block in
      if case .question(let question) = block { question.id } else { nil }
    }
  }

  static func open(_ page: URL) throws -> Browser {
    let browser = try Browser(#require(browser))
    try browser.open(page)
    return browser
  }
}
