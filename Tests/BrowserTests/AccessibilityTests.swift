import Foundation
import Records
import Testing

/// Each page in Chromium: accessible as WCAG 2.2 asks at levels A and AA, silent, and its own.
@Suite(.enabled(if: TestPages.isReady), .serialized)
struct AccessibilityTests {
  /// Light and dark, wide and narrow.
  private static let looks: [(scheme: String, width: Int)] = [
    ("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390),
  ]

  /// What axe-core finds in the page as it is now.
  private func findings(_ browser: Browser) throws -> [String] {
    let found = try browser.evaluate(
      """
      axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
        .then(r => r.violations.flatMap(v => v.nodes.slice(0, 3).map(n =>
          v.id + ': ' + n.target.join(' ') + ': ' + n.failureSummary)))
      """)
    let list = try #require(found.array)
    return list.compactMap(\.string)
  }

  private func loadAxe(_ browser: Browser) throws {
    let axe = try String(contentsOfFile: #require(TestPages.axe), encoding: .utf8)
    try browser.evaluate(axe + ";0")
    try browser.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
  }

  @Test(arguments: TestPages.differing)
  func hasNoFindingOfAxe(page: URL) throws {
    let browser = try TestPages.open(page)
    try loadAxe(browser)
    for look in Self.looks {
      try browser.call(
        "Emulation.setEmulatedMedia",
        ["features": [["name": "prefers-color-scheme", "value": .string(look.scheme)]]])
      try browser.call(
        "Emulation.setDeviceMetricsOverride",
        ["width": .int(look.width), "height": 900, "deviceScaleFactor": 1, "mobile": false])
      let name = "\(page.lastPathComponent), \(look.scheme), \(look.width) wide"
      let found = try findings(browser)
      #expect(found == [], "\(name)")
      let isWide = try browser.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth")
      #expect(isWide == false, "\(name) scrolls sideways")
    }
  }

  @Test func wouldSeeAPageThatKeepsPeopleOut() throws {
    let browser = try TestPages.open(TestPages.page("complete"))
    try loadAxe(browser)
    try browser.evaluate(
      """
      document.documentElement.lang = '';
      document.querySelector('textarea').removeAttribute('aria-label');
      document.body.style.color = '#aaa'
      """)
    let rules = Set(try findings(browser).map { $0.prefix { $0 != ":" } })
    #expect(rules.isSuperset(of: ["html-has-lang", "label", "color-contrast"]))
  }

  @Test func runsNothingOfOthersAndAsksTheNetworkForNothing() throws {
    #expect(TestPages.all.count > 20)
    let browser = try Browser(#require(TestPages.browser))
    for page in TestPages.all {
      try browser.open(page)
      try browser.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
      #expect(browser.complaints == [], "\(page.lastPathComponent)")
      let size = try page.resourceValues(forKeys: [.fileSizeKey]).fileSize
      #expect((size ?? .max) < 1 << 20, "\(page.lastPathComponent)")
    }
  }

  @Test func canBeWalkedThroughWithTheKeyboard() throws {
    let browser = try TestPages.open(TestPages.page("complete"))
    let count = try #require(
      browser.evaluate(
        """
        [...document.querySelectorAll('a[href], summary, textarea, input:not([type=radio]), button, [tabindex="0"]')]
          .filter(e => e.checkVisibility()).length
        """
      ).int)
    #expect(count > 20)
    var seen: Set<String> = []
    for _ in 0..<count {
      try browser.press("Tab", code: 9)
      // Its place tells elements apart; one in focus has an outline.
      let place = try browser.evaluate(
        """
        (e => e === document.body ? '' : getComputedStyle(e).outlineStyle + ' ' +
          [...document.querySelectorAll('*')].indexOf(e))(document.activeElement)
        """)
      let text = try #require(place.string)
      #expect(!text.isEmpty && !text.hasPrefix("none"), "after \(seen.count) of \(count)")
      seen.insert(text)
    }
    #expect(seen.count == count)
  }

  @Test func losesNothingFoldedOnPaperButWhatFollowsAnAnswer() throws {
    let browser = try TestPages.open(TestPages.page("complete"))
    try browser.call("Emulation.setEmulatedMedia", ["media": "print"])
    let hidden = try browser.evaluate(
      """
      [...document.querySelectorAll('details:not(.shut) > div')]
        .filter(d => d.offsetHeight === 0).length
      """)
    #expect(hidden == 0)
    let spoilers = "[...document.querySelectorAll('.shut')].map(d => d.checkVisibility())"
    let shut = try #require(try browser.evaluate(spoilers).array)
    #expect(!shut.isEmpty && shut.allSatisfy { $0 == false })
    // The reader's own choice is kept.
    try browser.evaluate("document.querySelectorAll('.shut').forEach(d => d.open = true)")
    #expect(try browser.evaluate(spoilers).array?.allSatisfy { $0 == true } == true)
    let cut = try browser.evaluate(
      "[...document.querySelectorAll('textarea, button, input')].filter(e => e.checkVisibility()).length"
    )
    #expect(cut == 0)
  }
}
