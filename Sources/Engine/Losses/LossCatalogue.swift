/// Every loss there is: the one place that names them outside of their own files.
public enum LossCatalogue {
  /// The name of the loss that classifiers of texts are trained with.
  public static let ofClassifiers: String = CrossEntropyLoss.entry.name

  /// In the order of the manual; what a test has added comes last.
  public static var entries: [CatalogueEntry<any Loss>] { own + added }

  #if hasFeature(Embedded)
    static let added: [CatalogueEntry<any Loss>] = []
  #else
    /// More of them, for as long as a test runs.
    @TaskLocal public static var added: [CatalogueEntry<any Loss>] = []
  #endif

  private static let own: [CatalogueEntry<any Loss>] = [
    CrossEntropyLoss.entry, NLLLoss.entry, BCELoss.entry, BCEWithLogitsLoss.entry, MSELoss.entry,
    L1Loss.entry, SmoothL1Loss.entry, HuberLoss.entry,
  ]
}
