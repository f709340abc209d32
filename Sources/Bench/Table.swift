import Foundation

/// One line of the benchmark's table.
struct Measurement: Codable {
  var stage: String
  var seconds: Double?
  /// Operations a second, for stages that consist of matrix products.
  var rate: Double?
  /// ``rate`` as a fraction of the machine's rate for matrix products, measured around it.
  var fraction: Double?
  var note: String?
}

/// Prints measurements as they come, columns aligned.
struct Table {
  private(set) var measurements: [Measurement] = []

  init(title: String) {
    show(title)
    show(line("stage", "seconds", "GFLOP/s", "of products", ""))
  }

  mutating func add(_ measurement: Measurement) {
    measurements.append(measurement)
    show(
      line(
        measurement.stage, measurement.seconds.map { String(format: "%.2f", $0) } ?? "",
        measurement.rate.map { String(format: "%.1f", $0 / 1e9) } ?? "",
        measurement.fraction.map { String(format: "%.0f%%", $0 * 100) } ?? "",
        measurement.note ?? ""))
  }

  /// Writes the measurements as JSON, so that two commits can be compared.
  func write(to file: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(measurements).write(to: file)
  }

  /// Written at once: a stage may take minutes, and `print` would keep its line until the end.
  private func show(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  private func line(
    _ stage: String, _ seconds: String, _ rate: String, _ fraction: String, _ note: String
  ) -> String {
    func right(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    let name = stage + String(repeating: " ", count: max(0, 44 - stage.count))
    return name + right(seconds, 9) + right(rate, 10) + right(fraction, 13) + "  " + note
  }
}
