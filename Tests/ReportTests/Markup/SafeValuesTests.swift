import Testing

@testable import Report

struct SafeValuesTests {
  @Test(arguments: [
    "https://example.com/a?b=c#d", "http://example.com", "mailto:someone@example.com",
    "HTTPS://EXAMPLE.COM",
  ])
  func acceptsLinksToTheWebAndToMail(destination: String) {
    #expect(WebLink(destination)?.destination == destination)
  }

  @Test(arguments: [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
    "\u{1}javascript:alert(1)", "data:text/html,<script>", "vbscript:x", "file:///etc/passwd",
    "//example.com", "page.html", "", "#place", "https://example.com/ onclick=x",
    "https://example.com/\u{202E}moc", "ftp://example.com", "https:example.com", "blob:https://x",
  ])
  func refusesEveryOtherDestination(destination: String) {
    #expect(WebLink(destination) == nil)
  }

  @Test func showsTheTextOfALinkThatItRefuses() {
    let node = HTMLInlines.nodes([
      .link(destination: "javascript:alert(1)", title: "", content: ["here"])
    ])
    #expect(node.map(HTMLSerializer.text) == ["<span>here</span>"])
  }

  @Test func embedsAnImage() {
    #expect(
      EmbeddedImage(mediaType: "image/png", base64: "iVBORw0KGgo=")?.address
        == "data:image/png;base64,iVBORw0KGgo=")
  }

  @Test(arguments: [
    ("text/html", "AAAA"), ("image/png", "AA\"onerror=x"), ("image/png", ""),
    ("image/png;x", "AAAA"), ("application/pdf", "AAAA"), ("IMAGE/PNG", "AAAA"),
  ])
  func refusesWhatIsNoImage(mediaType: String, base64: String) {
    #expect(EmbeddedImage(mediaType: mediaType, base64: base64) == nil)
  }
}
