import Engine

/// A catalogue in the manual: a line an entry, another for each of its options.
struct CatalogueText: Sendable, Equatable {
  /// Such as "Layers".
  var title: String
  var lines: [String]

  init<Product>(_ title: String, _ entries: [CatalogueEntry<Product>]) {
    self.title = title
    lines = entries.flatMap { entry in
      ["- `\(entry.name)`: \(entry.summary) `\(entry.pytorch)`."]
        + entry.options.enumerated().map { place, option in
          let fallback = option.fallback.map { "default: \($0)" } ?? "required"
          let order = place < entry.positional.count ? "value \(place + 1), " : ""
          return "  - `\(option.name)`: \(option.expected) (\(order)\(fallback)). \(option.summary)"
        }
    }
  }

  static var layers: CatalogueText { CatalogueText("Layers", LayerCatalogue.entries) }
  static var losses: CatalogueText { CatalogueText("Losses", LossCatalogue.entries) }
  static var optimizers: CatalogueText {
    CatalogueText("Optimizers", OptimizerCatalogue.entries)
  }
  static var schedules: CatalogueText { CatalogueText("Schedules", ScheduleCatalogue.entries) }
}
