/// Every layer there is: the one place that names them outside of their own files.
public enum LayerCatalogue {
  /// In the order of the manual; what a test has added comes last.
  public static var entries: [CatalogueEntry<any Module>] { own + added }

  #if hasFeature(Embedded)
    static let added: [CatalogueEntry<any Module>] = []
  #else
    /// More of them, for as long as a test runs.
    @TaskLocal public static var added: [CatalogueEntry<any Module>] = []
  #endif

  private static let own: [CatalogueEntry<any Module>] = [
    LinearLayer.entry, EmbeddingModule.entry,
    RNNLayer.entry, GRULayer.entry, LSTMLayer.entry, MultiHeadAttentionLayer.entry,
    TransformerEncoderLayer.entry,
    ConvolutionLayer.entry1d, ConvolutionLayer.entry2d, TransposedConvolutionLayer.entry,
    MaxPoolLayer.entry1d, MaxPoolLayer.entry2d,
    AveragePoolLayer.entry1d, AveragePoolLayer.entry2d,
    AdaptiveAveragePoolLayer.entry1d, AdaptiveAveragePoolLayer.entry2d,
    BatchNormLayer.entry1d, BatchNormLayer.entry2d, LayerNormLayer.entry, GroupNormLayer.entry,
    DropoutLayer.entry, Dropout2dLayer.entry,
    ReLULayer.entry, LeakyReLULayer.entry, ELULayer.entry, GELULayer.entry, SiLULayer.entry,
    TanhLayer.entry, SigmoidLayer.entry, SoftplusLayer.entry, SoftmaxLayer.entry,
    LogSoftmaxLayer.entry,
    FlattenLayer.entry, ReshapeLayer.entry, SelectLayer.entry, AddModule.entry,
    ConcatenateModule.entry,
  ]
}
