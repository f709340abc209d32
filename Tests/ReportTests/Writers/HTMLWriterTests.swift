import Foundation
import Records
import Testing

@testable import Report

struct HTMLWriterTests {
  private let page = Page(Replay.record(), answers: ["low-loss": "ln 2"])

  @Test func asksTheNetworkForNothing() {
    for name in ["script", "link", "iframe", "object", "embed", "form", "base", "video"] {
      #expect(!page.tagNames.contains(name))
    }
    #expect(page.tags.allSatisfy { !$0.contains(" src=") || $0.contains("src=\"data:") })
    #expect(!StyleSheet.text.contains("url("))
    #expect(!StyleSheet.text.contains("@import"))
  }

  @Test func allowsNothingButItsOwnStyleSheet() throws {
    let policy = try #require(page.html.firstMatch(of: /Content-Security-Policy" content="(.*?)"/))
    #expect(policy.1.contains("default-src &#39;none&#39;"))
    let digest = try #require(policy.1.firstMatch(of: /sha256-([A-Za-z0-9+\/=]+)&#39;/))
    let style = try #require(page.html.firstMatch(of: /<style>([\s\S]*?)<\/style>/))
    let bytes = try #require(Data(base64Encoded: String(digest.1)))
    let hex = bytes.map { String(format: "%02x", $0) }.joined()
    #expect(hex == SHA256Digest.hex(of: String(style.1)))
  }

  @Test func closesEveryElementItOpens() {
    let void = ["meta", "br", "hr", "img", "!DOCTYPE"]
    var open: [String] = []
    for name in page.tagNames where !void.contains(name) {
      if name.hasPrefix("/") {
        #expect(open.popLast() == String(name.dropFirst()))
      } else {
        open.append(name)
      }
    }
    #expect(open.isEmpty)
  }

  @Test func givesEveryIdOnceAndEveryDrawingItsWords() {
    let ids = page.html.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count)
    for drawing in page.html.matches(of: /<svg [^>]*aria-labelledby="([^ "]*) ([^ "]*)"/) {
      #expect(ids.contains(String(drawing.1)) && ids.contains(String(drawing.2)))
    }
    #expect(page.tagNames.count { $0 == "svg" } == 16)
  }

  @Test func namesTheLanguageAndTheHeadersOfTables() {
    #expect(page.html.contains("<html lang=\"en\">"))
    let tables = page.tagNames.count { $0 == "table" }
    #expect(tables > 10)
    #expect(page.tagNames.count { $0 == "caption" } == tables)
    #expect(
      page.tags.filter { $0.hasPrefix("<th") && !$0.hasPrefix("<thead") }
        .allSatisfy { $0.contains("scope=") })
  }

  @Test func opensWhatStepsLeftAndLeavesTheRestFolded() {
    let open = page.html.matches(of: /<details open="">/).count
    #expect(open == Replay.record().steps.count { !$0.results.isEmpty })
    #expect(page.html.contains("<p>What it did: <code>dataset</code></p>"))
    #expect(page.html.contains("<details class=\"shut\"><summary>The directive"))
    #expect(page.html.contains("<p>In this run <code>$rows</code> is <code>1000</code>.</p>"))
    #expect(page.html.contains("<details class=\"shut\"><summary>Hint</summary>"))
  }

  @Test func opensFoldsOnPaper() {
    #expect(StyleSheet.text.contains("@media print"))
    #expect(StyleSheet.text.contains("details:not(.shut)::details-content{display:block"))
    #expect(StyleSheet.text.contains("prefers-color-scheme:dark"))
  }

  @Test func isTheSamePageEveryTime() {
    #expect(Page(Replay.record()).html == Page(Replay.record()).html)
  }

  /// A page of this version.
  ///
  /// Where this fails and the page is meant to be another, it is one of
  /// another version: raise `ProgramVersion`, or pages that students have would count as edited.
  @Test func isThePageThatThisVersionWrites() throws {
    let page = try #require(CarriedText.parts(of: page.html)).page
    #expect(
      "\(ProgramVersion.text) \(SHA256Digest.hex(of: page).prefix(16))" == "0.12.0 22124d3a2db765e7"
    )
  }
}
