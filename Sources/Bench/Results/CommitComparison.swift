import Foundation

/// Two files of figures side by side: what became faster, what slower.
struct CommitComparison {
  /// A figure that both files have.
  struct Line: Equatable {
    var name: String
    var figure: String
    var before: Double
    var after: Double
  }

  private let before: ReportFile
  private let after: ReportFile

  init(before: String, after: String) throws {
    self.before = try Self.read(before)
    self.after = try Self.read(after)
  }

  func print() {
    for (side, file) in [("before", before.run), ("after", after.run)] {
      TableWriter.show(
        """
        \(side): commit \(file.commit ?? "unknown"), \(file.processor), \(file.threads) threads\
        \(file.quick ? ", quick" : "")
        """)
    }
    let note = Self.difference(before.run, after.run)
    if let note { TableWriter.show("not comparable: \(note)") }
    let writer = TableWriter(columns: [
      Column(title: "figure") { $0.note }, .number("before") { $0.seconds },
      .number("after") { $0.otherSeconds },
      Column(title: "after/before") { $0.times.map { String(format: "%.3f", $0) } },
    ])
    var title = ""
    for (section, line) in Self.lines(before.sections, after.sections) {
      if section != title { writer.header(section) }
      title = section
      let cells = Row(
        name: line.name, seconds: line.before, otherSeconds: line.after,
        times: line.after / line.before, note: line.figure)
      TableWriter.show(writer.line(cells, note: nil))
    }
  }

  /// What keeps two runs from being compared, in words.
  static func difference(_ before: RunDescription, _ after: RunDescription) -> String? {
    let differences = [
      ("processors", before.processor != after.processor),
      ("threads", before.threads != after.threads),
      ("sizes", before.quick != after.quick || before.rows != after.rows),
    ].filter(\.1).map(\.0)
    return differences.isEmpty ? nil : "other \(differences.joined(separator: " and "))"
  }

  /// Every figure that both have, in the order of the first.
  static func lines(_ before: [Section], _ after: [Section]) -> [(section: String, line: Line)] {
    before.flatMap { section -> [(String, Line)] in
      let others = after.first { $0.title == section.title }?.rows ?? []
      return section.rows.flatMap { row -> [(String, Line)] in
        guard let other = others.first(where: { $0.name == row.name }) else { return [] }
        return figures.compactMap { figure, value in
          guard let left = value(row), let right = value(other), left != 0 else { return nil }
          return (
            section.title, Line(name: row.name, figure: figure, before: left, after: right)
          )
        }
      }
    }
  }

  private static var figures: [(String, (Row) -> Double?)] {
    [
      ("seconds", { $0.seconds }), ("total", { $0.total }),
      ("GFLOP/s", { $0.rate.map { $0 / 1e9 } }),
      ("reviews/s", { $0.reviews }), ("of products", { $0.fraction }),
      ("MB", { $0.bytes.map { Double($0) / 1e6 } }), ("times", { $0.times }),
      ("exponent", { $0.exponent }),
    ]
  }

  private static func read(_ path: String) throws -> ReportFile {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw BenchFailure(BenchFailure.Status.missing, "\(path): there is no such file")
    }
    guard let file = try? JSONDecoder().decode(ReportFile.self, from: data),
      file.format == ReportFile.format
    else {
      throw BenchFailure(
        BenchFailure.Status.invalid, "\(path): not written by lesson-bench --json of this version")
    }
    return file
  }
}
