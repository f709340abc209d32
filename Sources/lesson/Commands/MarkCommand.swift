import ArgumentParser
import Files
import Foundation
import HandIn
import LocalServer
import MarkingPage
import Records

/// The subcommand `mark`.
struct MarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark",
    abstract: "Mark a folder of handed-in reports in a browser, question by question.",
    discussion: """
      Shows every answer beside the model answer, takes points, rubric items and a remark by keys, and \
      has each on the disk at once, in marks.csv. The page is served on this machine alone until you \
      press Ctrl-C. `lesson collect` then counts the marks.
      """)

  @Argument(help: "The folder with the reports.", completion: .directory)
  var folder: String

  @OptionGroup var place: MarksPlace

  @Flag(help: "Hide names and order answers by chance; marks.key.csv says who is who.")
  var anonymous = false

  @Option(help: "Write one page that needs no program, and serve nothing.", completion: .file())
  var `static`: String?

  @Option(help: "The port to serve at; any that is free if left out.")
  var port: UInt16 = 0

  @Flag(inversion: .prefixedNo, help: "Open the page in a browser.")
  var open = true

  func run() throws {
    let marks = place.marksFile
    var outputs = [("--marks", marks)]
    let page = `static`.map { OutputFile(URL(typed: $0), .sealed) }
    if let page { outputs.append(("--static", page.url)) }
    let keyFile = place.url.appendingPathComponent("marks.key.csv")
    if anonymous { outputs.append(("the key of names", keyFile)) }
    try DistinctOutputs.check(outputs)
    try page?.check()
    if page != nil, anonymous {
      throw Failure(
        .usage,
        "--static and --anonymous exclude each other: the table that the page saves says whose marks "
          + "they are; without --static the page hides names")
    }
    try HandInFiles.check(marks)
    let store = MarksStore(marks, name: place.marksPath)
    var collection = try place.collection(
      URL(typed: folder), named: folder, own: outputs.map { $0.1.standardizedFileURL.path })
    try OutputFile.makeFolder(marks.deletingLastPathComponent())
    let (table, warnings) = try handIn { () throws(HandInProblem) in
      try store.change { table throws(HandInProblem) in
        let warnings = collection.apply(&table)
        return (table, warnings)
      }
    }
    for warning in warnings { Terminal.errorLine("marks: \(OneLine.of(warning, limit: 300))") }
    let key = anonymous ? try self.key(keyFile, collection) : nil
    let sheet = MarkingSheet(collection, table, key: key)
    guard !sheet.cells.isEmpty else {
      throw Failure(
        .missing, "\(folder): no answers to mark; `lesson collect` says what lies there")
    }
    if let page {
      try page.write(Seal.sealed(try SheetData.page(sheet)))
      return Terminal.line("Marking page: \(page.url.relativePath)")
    }
    try serve(sheet, store)
  }

  private func serve(_ sheet: MarkingSheet, _ store: MarksStore) throws {
    let server: MarkingServer
    do throws(LocalServer.Problem) {
      server = try MarkingServer(sheet, store, port: Int(port)) {
        Terminal.errorLine("not saved: \(OneLine.of($0, limit: 300))")
      }
    } catch {
      throw Failure(.missing, "the page cannot be shown: \(error.message)")
    }
    Interrupt.install()
    let address = server.newAddress()
    let isOpened = self.open && Browser.open(address)
    Terminal.line("\(isOpened ? "The page is" : "Open this to mark, it opens once"): \(address)")
    Terminal.line(
      "Marks: \(place.marksPath). Return shows a new address; Ctrl-C ends, and nothing is lost then."
    )
    try Terminal.checkOutput()
    let requests = ReturnKey()
    while !Interrupt.cancellation.isCancelled {
      if requests.wait(milliseconds: 100) {
        Terminal.line("Another address: \(server.newAddress())")
      }
    }
    server.close()
  }

  /// Who is called what; drawn for those who are new.
  private func key(_ file: URL, _ collection: ClassCollection) throws -> AnonymousKey {
    let name = file.relativePath
    try HandInFiles.check(file)
    var status = stat()
    let text = lstat(file.path, &status) == 0 ? try HandInFiles.text(name) : ""
    var key = try handIn { () throws(HandInProblem) in try AnonymousKey(text, file: name) }
    key.add(collection.handIns)
    if key.text != text { try HandInFiles.write(key.text, to: file, isPrivate: true) }
    Terminal.line("Who is who: \(name)")
    return key
  }
}
