/// One line of a table.
///
/// A figure that a line does not have is `nil`.
struct Row: Codable, Equatable {
  /// The same in every run, so that two runs can be compared.
  var name: String
  var seconds: Double?
  /// Operations a second, where the work consists of matrix products.
  var rate: Double?
  /// ``rate`` as a fraction of the machine's rate for matrix products, measured around it.
  var fraction: Double?
  /// The machine's rate that ``fraction`` was taken of.
  var machineRate: Double?
  /// Reviews a second.
  var reviews: Double?
  /// Peak memory.
  var bytes: Int?
  /// The same figures of what the engine is compared with.
  var otherSeconds: Double?
  var otherBytes: Int?
  /// For everything that the cell does; `extrapolated` says which of them were not measured whole.
  var total: Double?
  var otherTotal: Double?
  var extrapolated: Bool?
  /// How many times as fast, or as small, the engine is; in scaling rows, many threads against one.
  var times: Double?
  /// The largest difference between numbers that both computed.
  var difference: Double?
  /// Of a power law fitted to the figures.
  var exponent: Double?
  var note: String?
}

/// A table.
struct Section: Codable, Equatable {
  var title: String
  var rows: [Row]
}

/// What `--json` writes.
struct ReportFile: Codable {
  /// Raised when a reader of older files would misread a newer one.
  static let format = 1

  var format = Self.format
  var run: RunDescription
  var sections: [Section]
}
