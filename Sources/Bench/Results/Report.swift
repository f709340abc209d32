import Files
import Foundation

/// Collects the tables and shows each line when it is known.
final class Report {
  private var run: RunDescription
  private var sections: [Section] = []
  private var writer = TableWriter(columns: [])

  init(_ run: RunDescription) {
    self.run = run
    TableWriter.show(
      """
      \(run.processor), \(run.cores) cores; \(run.threads) threads, \(run.kernels) kernels, \
      \(run.rows) reviews\(run.commit.map { ", commit \($0)" } ?? "")
      """)
    if run.quick { TableWriter.show("quick: tiny sizes, the figures mean nothing") }
  }

  /// Starts a table.
  func section(_ title: String, _ columns: [Column]) {
    sections.append(Section(title: title, rows: []))
    writer = TableWriter(columns: columns)
    writer.header(title)
  }

  func add(_ row: Row) {
    sections[sections.count - 1].rows.append(row)
    writer.row(row)
  }

  /// Notes the versions of what the engine is compared with.
  func add(versions: [String: String]) { run.versions.merge(versions) { $1 } }

  /// Refuses, before anything is measured, a file that holds something else than figures.
  static func check(_ path: String) throws {
    let data: Data
    do throws(NamedFile.Problem) {
      data = try NamedFile.read(URL(typed: path), as: path, limit: 1 << 30)
    } catch {
      if error.kind == .missing { return }
      throw BenchFailure(BenchFailure.Status.output, error.description)
    }
    guard data.isEmpty || (try? JSONDecoder().decode(ReportFile.self, from: data)) != nil else {
      throw BenchFailure(
        BenchFailure.Status.usage, "\(path): a file that holds no figures is there; it is kept")
    }
  }

  /// Writes everything as JSON, in place of an older file only when it is complete.
  func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try Self.check(path)
    let data = try encoder.encode(ReportFile(run: run, sections: sections))
    do {
      let url = URL(typed: path).resolvingSymlinksInPath()
      try NewFile.write(data + Data("\n".utf8), to: url)
    } catch {
      throw BenchFailure(
        BenchFailure.Status.output, "\(path): cannot be written: \(error.localizedDescription)")
    }
  }
}
