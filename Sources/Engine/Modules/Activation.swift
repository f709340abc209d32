/// What goes from one module to the next.
public enum Activation {
  /// Numbers of any shape, the batch's rows outermost unless a module says otherwise.
  case numbers(Tensor)
  /// Whole numbers that stand for something, such as token ids or classes.
  case indices(Indices)

  public var shape: [Int] {
    switch self {
    case .numbers(let tensor): tensor.shape
    case .indices(let indices): indices.shape
    }
  }
}

/// A row-major array of whole numbers and its shape.
public final class Indices: Sendable {
  public let shape: [Int]
  public let values: [Int32]

  public init(shape: [Int], values: [Int32]) {
    precondition(values.count == shape.reduce(1, *), "\(values.count) values for shape \(shape)")
    (self.shape, self.values) = (shape, values)
  }
}

/// What an activation will be: known before anything is computed.
public struct ActivationShape: Sendable, Hashable {
  public enum Kind: Sendable { case numbers, indices }

  public var kind: Kind
  /// The extent of each dimension, the batch's rows counted in.
  public var shape: [Int]

  public init(_ shape: [Int], kind: Kind = .numbers) { (self.shape, self.kind) = (shape, kind) }

  /// How many values there are, which may be more than a whole number holds.
  public var values: Double { shape.reduce(1) { $0 * Double($1) } }
}
