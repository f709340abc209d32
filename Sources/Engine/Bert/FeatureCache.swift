/// Keeps a model's features beyond the process that computed them.
///
/// Features are a pure function of the weights, the token ids and the pooling: whoever makes a store
/// sees to it that it belongs to the weights.
public protocol FeatureStore: AnyObject {
  /// The features of a sequence, `nil` where there are none.
  func features(of ids: [Int32], _ pooling: Pooling) -> [Float]?

  /// Keeps the features of a sequence; called from any thread as soon as they are computed.
  func add(_ features: [Float], of ids: [Int32], _ pooling: Pooling)
}

/// Features of sequences that a model met in evaluation mode, as long as its weights stay.
struct FeatureCache {
  private struct Key: Hashable {
    var ids: [Int32]
    var pooling: Pooling
  }

  private var known: [Key: [Float]] = [:]
  /// The version of the weights that everything here belongs to.
  private var version: Int?
  /// Features of these weights that an earlier process computed.
  private(set) var store: (any FeatureStore)?

  /// Forgets everything where the weights are of another version than before.
  ///
  /// - Parameters:
  ///   - version: how often the weights were changed since they were loaded.
  ///   - open: opens the store of the weights as they are.
  mutating func prepare(version: Int, open: () -> (any FeatureStore)?) {
    guard version != self.version else { return }
    (known, self.version, store) = ([:], version, nil)
    store = open()
  }

  /// The features of a sequence, `nil` where it was not met before.
  mutating func features(of ids: [Int32], _ pooling: Pooling) -> [Float]? {
    let key = Key(ids: ids, pooling: pooling)
    if let features = known[key] { return features }
    let stored = store?.features(of: ids, pooling)
    known[key] = stored
    return stored
  }

  mutating func keep(_ features: [Float], of ids: [Int32], _ pooling: Pooling) {
    known[Key(ids: ids, pooling: pooling)] = features
  }
}
