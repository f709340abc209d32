import Base
import Foundation
import HostileText
import LocalClient
import Testing

@testable import HandIn
@testable import MarkingPage

@Suite struct MarkingServerTests {
  /// A page in a browser, as far as the program sees it.
  private struct Window {
    let client: LocalClient
    let origin: String
    var key = ""

    init(_ address: String) throws {
      let url = try #require(URL(string: address))
      client = LocalClient(port: try #require(url.port))
      origin = "http://127.0.0.1:\(url.port ?? 0)"
    }

    func get(_ path: String) -> String {
      client.request("GET", path, headers: ["X-Lesson-Key: \(key)"])
    }

    func post(_ path: String, _ body: JSONValue, more: [String]? = nil) throws -> String {
      let headers = more ?? ["Origin: \(origin)", "Content-Type: application/json"]
      return client.request(
        "POST", path, headers: headers + ["X-Lesson-Key: \(key)"],
        body: try CanonicalJSON.text(body))
    }

    mutating func open(_ word: String) throws {
      key = Self.json(try post("/open", ["word": .string(word)]))?["key"]?.string ?? ""
    }

    static func json(_ answer: String) -> JSONValue? {
      answer.range(of: "\r\n\r\n").flatMap {
        try? JSONReader.value(of: String(answer[$0.upperBound...]))
      }
    }
  }

  private var small: SmallClass
  private let sheet: MarkingSheet
  private let server: MarkingServer
  private let address: String
  private let word: String

  init() throws {
    small = try SmallClass([
      ("Ada", ["why": "Because of <b>this</b>."]), ("Bob", ["why": "No idea."]),
    ])
    sheet = try small.sheet()
    server = try MarkingServer(sheet, small.store)
    address = server.newAddress()
    word = URL(string: address)?.fragment ?? ""
  }

  private func mark(
    _ cell: MarkingSheet.Cell, _ points: String, was: MarksFile.Entry = .init(), remark: String = ""
  )
    -> JSONValue
  {
    [
      "cell": .string(cell.id), "was": SheetData.entry(was),
      "entry": SheetData.entry(MarksFile.Entry(points: points, remark: remark)),
    ]
  }

  @Test func showsNobodyAnythingWithoutTheKey() throws {
    var window = try Window(address)
    let page = window.get("/")
    #expect(page.hasPrefix("HTTP/1.1 200 ") && !page.contains("Ada"))
    #expect(page.contains("Content-Security-Policy: default-src 'none'; script-src 'sha256-"))
    #expect(page.contains("frame-ancestors 'none'"))
    #expect(word.count == 32)
    for path in ["/class", "/entries"] {
      #expect(window.get(path).hasPrefix("HTTP/1.1 401 "))
      #expect(!window.get(path).contains("Ada"))
    }
    #expect(try window.post("/mark", mark(sheet.cells[0], "1")).hasPrefix("HTTP/1.1 401 "))
    window.key = word
    #expect(window.get("/class").hasPrefix("HTTP/1.1 401 "))
    #expect(try small.store.read().entry(sheet.cells[0].row.key) == .init())
  }

  @Test func givesTheKeyOnce() throws {
    var (window, other) = (try Window(address), try Window(address))
    try other.open(String(repeating: "0", count: 32))
    #expect(other.key.isEmpty)
    try window.open(word)
    #expect(window.key.count == 32 && window.key != word)
    #expect(window.get("/class").hasPrefix("HTTP/1.1 200 "))
    try other.open(word)
    #expect(other.key.isEmpty)
    // Whoever sits at the terminal can have another address, which gives the same key.
    try other.open(URL(string: server.newAddress())?.fragment ?? "")
    #expect(other.key == window.key)
  }

  @Test func opensTheNewestAddressAlone() throws {
    var window = try Window(address)
    _ = server.newAddress()
    try window.open(word)
    #expect(window.key.isEmpty)
  }

  @Test func takesNothingFromPagesOfAnotherOrigin() throws {
    var window = try Window(address)
    try window.open(word)
    let body = mark(sheet.cells[4], "1")
    for headers in [
      ["Origin: http://evil.example", "Content-Type: application/json"],
      ["Content-Type: application/json"], ["Origin: \(window.origin)"],
      ["Origin: \(window.origin)", "Content-Type: text/plain"],
    ] {
      #expect(
        try window.post("/mark", body, more: headers).hasPrefix("HTTP/1.1 403 "), "\(headers)")
    }
    #expect(try small.store.read().entry(sheet.cells[4].row.key) == .init())
    #expect(window.client.request("OPTIONS", "/mark").hasPrefix("HTTP/1.1 401 "))
  }

  @Test func hasAMarkOnTheDiskWhenItSaysSo() throws {
    var window = try Window(address)
    try window.open(word)
    let cell = sheet.cells[4]
    #expect(
      try window.post("/mark", mark(cell, "2.5", remark: "good\n=so")).hasPrefix("HTTP/1.1 200 "))
    #expect(try small.store.read().entry(cell.row.key) == .init(points: "2.5", remark: "good\n=so"))
    let entries = Window.json(window.get("/entries"))
    #expect(entries?["entries"]?[cell.id]?["points"]?.string == "2.5")
    let whole = Window.json(window.get("/class"))
    let own = whole?["cells"]?.array?.first { $0["id"]?.string == cell.id }
    #expect(own?["points"]?.string == "2.5" && own?["text"]?.string == "Because of <b>this</b>.")
  }

  @Test func tellsASecondWindowWhatTheFirstHasWritten() throws {
    var window = try Window(address)
    try window.open(word)
    let cell = sheet.cells[5]
    _ = try window.post("/mark", mark(cell, "1"))
    let answer = try window.post("/mark", mark(cell, "4"))
    #expect(answer.hasPrefix("HTTP/1.1 409 "))
    #expect(Window.json(answer)?["present"]?["points"]?.string == "1")
    let was = MarksFile.Entry(points: "1")
    #expect(try window.post("/mark", mark(cell, "4", was: was)).hasPrefix("HTTP/1.1 200 "))
  }

  @Test func refusesWhatIsNoMark() throws {
    var window = try Window(address)
    try window.open(word)
    let cell = sheet.cells[4]
    var strange = mark(cell, "1").object ?? [:]
    strange["cell"] = "../../etc/passwd"
    let bodies: [JSONValue] = [
      mark(cell, "-1"), mark(cell, "one"), mark(cell, "1,000"), mark(cell, "1\n2"),
      mark(cell, "nan"), mark(cell, "1", remark: "\u{1B}[2J"),
      mark(cell, "1", remark: String(repeating: "x", count: 20_000)), .object(strange), [:], [], 1,
    ]
    for body in bodies {
      #expect(try window.post("/mark", body).hasPrefix("HTTP/1.1 400 "), "\(body)")
    }
    let large = mark(cell, "1", remark: String(repeating: "x", count: 70_000))
    #expect(try window.post("/mark", large).hasPrefix("HTTP/1.1 413 "))
    #expect(
      window.client.request("GET", "/mark", headers: ["X-Lesson-Key: \(window.key)"]).hasPrefix(
        "HTTP/1.1 405 "))
    #expect(try small.store.read().entry(cell.row.key) == .init())
  }

  @Test func saysWhatKeepsAMarkFromTheDisk() throws {
    var window = try Window(address)
    try window.open(word)
    try small.folder.write("marks.csv", "no table of marks\n")
    let answer = try window.post("/mark", mark(sheet.cells[4], "1"))
    #expect(answer.hasPrefix("HTTP/1.1 500 "))
    #expect(Window.json(answer)?["problem"]?.string?.hasPrefix("marks.csv:1: no column id") == true)
  }
}
