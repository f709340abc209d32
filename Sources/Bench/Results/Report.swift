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

  /// Writes everything as JSON, in place of an older file only when it is complete.
  func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let data = try encoder.encode(ReportFile(run: run, sections: sections))
    do {
      try (data + Data("\n".utf8)).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw BenchFailure(
        BenchFailure.Status.output, "\(path): cannot be written: \(error.localizedDescription)")
    }
  }
}
