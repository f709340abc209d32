/// What goes from one module to the next.
public enum Activation {
  /// Numbers of any shape, the batch's rows outermost unless a module says otherwise.
  case numbers(Tensor)
  /// Whole numbers that stand for something, such as token ids or classes.
  case indices(Indices)
  /// Token ids of texts, each as many as it has; the shape is that of the batch as PyTorch pads it.
  case sequences(TokenSequences)

  /// The extent of each dimension, the batch's rows first unless a module says otherwise.
  public var shape: [Int] {
    switch self {
    case .numbers(let tensor): tensor.shape
    case .indices(let indices): indices.shape
    case .sequences(let texts): [texts.ids.count, texts.paddedLength]
    }
  }
}

/// A row-major array of whole numbers and its shape.
public final class Indices: Sendable {
  /// The extent of each dimension, outermost first.
  public let shape: [Int]
  /// All values, row-major.
  public let values: [Int32]

  /// - Parameter values: as many as the shape has places.
  public init(shape: [Int], values: [Int32]) {
    precondition(values.count == shape.reduce(1, *), "\(values.count) values for shape \(shape)")
    (self.shape, self.values) = (shape, values)
  }
}

/// What an activation will be: known before anything is computed.
public struct ActivationShape: Sendable, Hashable {
  /// The case of ``Activation`` that there will be.
  public enum Kind: Sendable { case numbers, indices, sequences }

  /// Which modules tell apart before they look at the shape.
  public var kind: Kind
  /// The extent of each dimension, the batch's rows counted in.
  public var shape: [Int]
  /// Of indices [rows, columns] for each column a number that all of it are below; `nil` where none is
  /// known.
  public var limits: [Int]?

  public init(_ shape: [Int], kind: Kind = .numbers, limits: [Int]? = nil) {
    (self.shape, self.kind, self.limits) = (shape, kind, limits)
  }

  /// A number that all indices are below.
  public var limit: Int? { limits?.max() }

  /// The shape of what is there already.
  public init(of activation: Activation) {
    shape = activation.shape
    switch activation {
    case .numbers: kind = .numbers
    case .indices: kind = .indices
    case .sequences: kind = .sequences
    }
  }

  /// How many values there are, which may be more than a whole number holds.
  public var values: Double { shape.reduce(1) { $0 * Double($1) } }

  /// In the words of a message, such as `[8, 16] of indices`.
  public var text: String {
    switch kind {
    case .numbers: "\(shape)"
    case .indices: "\(shape) of indices" + (limit.map { " below \($0)" } ?? "")
    case .sequences: "\(shape) of token ids"
    }
  }
}
