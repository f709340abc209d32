import Engine

/// One of a catalogue's entries with its options: what a lesson asks for.
struct CatalogueChoice: Sendable, Equatable {
  var name: String
  var options: [String: OptionValue] = [:]
}

extension CatalogueChoice {
  /// What it stands for.
  func make<Product>(
    _ entries: [CatalogueEntry<Product>]
  ) throws(EngineError) -> Product {
    do throws(OptionProblem) {
      return try entries.named(name).make(Options(options))
    } catch {
      // Planning has made it once.
      throw .invalidInput(.option(error, of: name))
    }
  }
}

extension ArgumentType where Value == CatalogueChoice {
  /// An entry of a catalogue: its name alone, or with options as `{NAME: values, option: value}`.
  static func entry<Product>(
    _ what: String, of entries: [CatalogueEntry<Product>]
  ) -> ArgumentType {
    ArgumentType(
      "the name of a \(what), or a \(what) with options such as {NAME: value, option: value}",
      schema: CatalogueSchema.of(entries)
    ) { value, scope throws(ArgumentProblem) in
      try CatalogueReader(what: what, entries: entries, scope: scope).choice(value)
    }
  }
}
