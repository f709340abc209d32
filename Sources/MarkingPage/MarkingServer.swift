import Base
import Foundation
import HandIn
import LocalServer
import Records
import Synchronization

/// Serves the marking page to a browser on the same machine, and puts what is typed there into the
/// table of marks.
///
/// The page itself holds nothing of a class. What it asks for it gets with a key alone, which it sends
/// in a header: cookies would go to every port of this machine. The key is given once, for a word
/// behind the `#` of the address, which no browser sends to anybody; so an address that somebody has
/// seen is of no use any more.
package final class MarkingServer: Sendable {
  /// What an instructor's answers may have, in bytes.
  static let bodyLimit = 64 << 10
  private static let remarkLimit = 4000

  private let server: LocalServer
  private let desk: Desk

  /// Starts to serve.
  ///
  /// - Parameters:
  ///   - port: 0 for any that is free.
  ///   - said: called for every mark that cannot be saved, with the reason.
  /// - Throws: where this machine does not let it.
  package init(
    _ sheet: MarkingSheet, _ store: MarksStore, port: Int = 0,
    said: @escaping @Sendable (String) -> Void = { _ in }
  ) throws(LocalServer.Problem) {
    let desk = Desk(sheet, store, said)
    server = try LocalServer(port: port, bodyLimit: Self.bodyLimit) { desk.answer($0) }
    self.desk = desk
  }

  /// An address of the page that can be opened once, and from then on by the same browser alone.
  ///
  /// One that was given before can no longer be opened.
  package func newAddress() -> String { "http://127.0.0.1:\(server.port)/#\(desk.newWord())" }

  /// Ends; what was acknowledged is on the disk.
  package func close() { server.close() }

  /// Who may do what, and what is done.
  final class Desk: Sendable {
    private let key = RandomWord.make()
    /// The word of the address that can be opened; `nil` once it was.
    private let word = Mutex<String?>(nil)
    private let sheet: MarkingSheet
    private let cells: [String: MarkingSheet.Cell]
    private let store: MarksStore
    private let said: @Sendable (String) -> Void

    init(_ sheet: MarkingSheet, _ store: MarksStore, _ said: @escaping @Sendable (String) -> Void) {
      (self.sheet, self.store, self.said) = (sheet, store, said)
      cells = Dictionary(sheet.cells.map { ($0.id, $0) }) { first, _ in first }
    }

    func newWord() -> String {
      let new = RandomWord.make()
      word.withLock { $0 = new }
      return new
    }

    func answer(_ request: LocalRequest) -> LocalResponse {
      if request.path == "/" {
        return request.method == "GET"
          ? .page(MarkingShell.page(), policy: MarkingShell.policy) : .plain(.methodNotAllowed)
      }
      if request.method == "POST" {
        // A page of another origin can send neither without asking first, which is refused.
        guard request.header("content-type") == "application/json", request.header("origin") != nil
        else { return .plain(.forbidden) }
      }
      if (request.method, request.path) == ("POST", "/open") { return open(request) }
      guard RandomWord.isSame(request.header("x-lesson-key") ?? "", key) else {
        return problem(
          .unauthorized,
          "this page belongs to a program that has ended, or its address was opened by another "
            + "browser: start lesson mark again and open the address that it shows")
      }
      switch (request.method, request.path) {
      case ("GET", "/class"): return whole()
      case ("GET", "/entries"): return entries()
      case ("POST", "/mark"): return mark(request)
      case (_, "/class"), (_, "/entries"), (_, "/mark"): return .plain(.methodNotAllowed)
      default: return .plain(.notFound)
      }
    }

    private func open(_ request: LocalRequest) -> LocalResponse {
      let given = (try? JSONReader.value(of: request.body))?["word"]?.string ?? ""
      let isFirst = word.withLock { word in
        guard let known = word, RandomWord.isSame(given, known) else { return false }
        word = nil
        return true
      }
      return isFirst
        ? json(.ok, ["key": .string(key)])
        : problem(.unauthorized, "this address has been opened already, or is another program's")
    }

    private func whole() -> LocalResponse {
      var sheet = sheet
      do throws(HandInProblem) {
        sheet.refresh(try store.read())
      } catch {
        return problem(.failed, error.description)
      }
      let digest = SHA256Digest.hex(of: store.url.standardizedFileURL.path)
      return json(.ok, SheetData.json(sheet, digest: digest, hasRows: false))
    }

    private func entries() -> LocalResponse {
      do throws(HandInProblem) {
        let marks = try store.read()
        let entries = cells.mapValues { SheetData.entry(marks.entry($0.row.key)) }
        return json(.ok, ["entries": .object(entries)])
      } catch {
        return problem(.failed, error.description)
      }
    }

    private func mark(_ request: LocalRequest) -> LocalResponse {
      guard let body = try? JSONReader.value(of: request.body),
        let cell = body["cell"]?.string.flatMap({ cells[$0] }),
        let entry = SheetData.entry(body["entry"]), let was = SheetData.entry(body["was"])
      else {
        return problem(.badRequest, "the answer is not among those that lesson mark found here")
      }
      guard let entry = Self.checked(entry, of: sheet.questions[cell.question]) else {
        return problem(
          .badRequest,
          "\(OneLine.of(entry.points, limit: 30)) is no number of points, or the remark "
            + "is too long")
      }
      do throws(HandInProblem) {
        switch try store.set(entry, was: was, in: cell.row) {
        case .saved: return json(.ok, [:])
        case .conflict(let present): return json(.conflict, ["present": SheetData.entry(present)])
        }
      } catch {
        said(error.description)
        return problem(.failed, error.description)
      }
    }

    /// An entry as it goes to the table; `nil` for one that does not.
    private static func checked(_ entry: MarksFile.Entry, of question: MarkingSheet.Question)
      -> MarksFile.Entry?
    {
      let names = Set(question.items.map(\.name))
      guard entry.remark.utf8.count <= 4 * remarkLimit,
        entry.points.isEmpty || TypedNumber.value(of: entry.points).map({ $0 >= 0 }) == true,
        entry.items.isEmpty
          || entry.items.split(separator: "; ").allSatisfy({ names.contains(String($0)) }),
        !(entry.points + entry.items).contains(where: \.isNewline),
        !entry.remark.unicodeScalars.contains(where: { $0.value < 32 && $0 != "\n" && $0 != "\t" })
      else { return nil }
      return entry
    }

    private func json(_ status: LocalResponse.Status, _ value: JSONValue) -> LocalResponse {
      .json(status, (try? CanonicalJSON.text(value)) ?? "{}")
    }

    private func problem(_ status: LocalResponse.Status, _ text: String) -> LocalResponse {
      json(status, ["problem": .string(VisibleText.of(text))])
    }
  }
}
