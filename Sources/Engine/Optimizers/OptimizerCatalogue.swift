/// Every optimizer there is: the one place that names them outside of their own files.
public enum OptimizerCatalogue {
  /// In the order of the manual; what a test has added comes last.
  public static var entries: [CatalogueEntry<OptimizerSettings>] { own + added }

  #if hasFeature(Embedded)
    static let added: [CatalogueEntry<OptimizerSettings>] = []
  #else
    /// More of them, for as long as a test runs.
    @TaskLocal public static var added: [CatalogueEntry<OptimizerSettings>] = []
  #endif

  private static let own: [CatalogueEntry<OptimizerSettings>] = [
    SGD.entry, Adam.entry, AdamW.adamWEntry, NAdam.entry, RMSprop.entry, Adagrad.entry,
    Adadelta.entry,
  ]
}
