/// Token ids of some texts, each as many as it has, and how PyTorch would pad them to one length.
public struct TokenSequences: Sendable, Equatable {
  /// [CLS] first, without padding.
  public var ids: [[Int32]]
  /// Changes the draws of dropout and the shape of the batch, never a value without dropout.
  public var padding: Padding

  public init(_ ids: [[Int32]], padding: Padding) { (self.ids, self.padding) = (ids, padding) }

  /// Tokens that each would be padded to.
  public var paddedLength: Int { padding.length(of: ids) }

  /// Tokens of the longest.
  var longest: Int { ids.map { $0.count }.max() ?? 0 }

  /// Some of them, in the order asked for, as a batch of their own.
  func rows(_ positions: [Int]) -> TokenSequences {
    TokenSequences(positions.map { ids[$0] }, padding: padding)
  }

  /// The places of the longest first: so handed out, threads end together.
  var longestFirst: [Int] {
    ids.indices.sorted { (ids[$1].count, $0) < (ids[$0].count, $1) }
  }
}

/// How PyTorch would pad a batch: nothing of the padding is computed here, but the dropout of padded
/// positions is drawn.
public enum Padding: Sendable, Equatable {
  case toLength(Int)
  case longestInBatch

  /// Tokens that each sequence of a batch would be padded to.
  public func length(of sequences: [[Int32]]) -> Int {
    switch self {
    case .toLength(let length): length
    case .longestInBatch: sequences.map { $0.count }.max() ?? 0
    }
  }
}

/// A text as a model sees it: token ids without padding, and its class.
public struct TokenizedRow: Sendable, Equatable {
  /// [CLS] first, [SEP] last, without padding.
  public var ids: [Int32]
  /// The class, from 0.
  public var label: Int

  public init(ids: [Int32], label: Int) { (self.ids, self.label) = (ids, label) }
}

extension LabelledRows {
  /// Texts with their classes, as a training takes them.
  public init(_ rows: [TokenizedRow], padding: Padding) {
    self.init(
      inputs: [.sequences(TokenSequences(rows.map { $0.ids }, padding: padding))],
      targets: .indices(
        Indices(shape: [rows.count], values: rows.map { Int32(clamping: $0.label) })))
  }
}
