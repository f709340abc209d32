/// A row-major array of single-precision numbers and its shape.
///
/// A tensor either owns its memory or borrows it from something it keeps alive, such as a mapped
/// weight file. It has reference semantics, as PyTorch's tensors have: an optimizer changes values
/// that a model sees. The engine never lets two threads write the same tensor at once.
public final class Tensor: @unchecked Sendable {
  /// The extent of each dimension, outermost first.
  public let shape: [Int]
  /// All values, row-major.
  public let values: UnsafeMutableBufferPointer<Float>
  /// Whether PyTorch's tensor of these values has its second dimension outermost in memory, as the
  /// output of a recurrent layer or an attention has that takes batches first.
  ///
  /// Dropout draws in the order of memory: this is all it is for. Whoever makes a tensor for one
  /// thread's layers sets it before another sees it.
  var isTimeFirst = false
  /// The first value's address.
  let start: UnsafeMutablePointer<Float>
  private let owner: AnyObject?
  /// The address of no values at all: never read, never written, so threads may share it.
  nonisolated(unsafe) static let nowhere = UnsafeMutablePointer<Float>.allocate(capacity: 1)

  /// A tensor of zeros with memory of its own.
  public init(shape: [Int]) {
    let (memory, count) = Self.allocate(shape)
    let pointer = memory.initializeMemory(as: Float.self, repeating: 0, count: count)
    self.shape = shape
    self.values = UnsafeMutableBufferPointer(start: pointer, count: count)
    self.start = pointer
    self.owner = nil
  }

  /// A tensor of any values, for memory that is written before it is read: its pages are made
  /// when they are first touched, by the thread that touches them.
  init(uninitialized shape: [Int]) {
    let (memory, count) = Self.allocate(shape)
    let pointer = memory.bindMemory(to: Float.self, capacity: count)
    self.shape = shape
    self.values = UnsafeMutableBufferPointer(start: pointer, count: count)
    self.start = pointer
    self.owner = nil
  }

  /// A tensor that holds a copy of some values.
  public convenience init(shape: [Int], values: [Float]) {
    precondition(values.count == shape.reduce(1, *), "\(values.count) values for shape \(shape)")
    self.init(shape: shape)
    _ = self.values.update(from: values)
  }

  /// A tensor over memory that `owner` keeps valid.
  public init(
    shape: [Int], borrowing values: UnsafeMutableBufferPointer<Float>, from owner: AnyObject
  ) {
    precondition(values.count == shape.reduce(1, *), "\(values.count) values for shape \(shape)")
    self.shape = shape
    self.values = values
    self.start = values.baseAddress ?? Self.nowhere
    self.owner = owner
  }

  deinit {
    if owner == nil { TensorMemory.giveBack(values.baseAddress, Self.bytes(count)) }
  }

  /// What is done where there is no memory for a tensor: it must end the process.
  ///
  /// A plan that asks for too much is refused before anything runs; this is for what is left, and for
  /// machines whose memory others have taken.
  nonisolated(unsafe) public static var isOutOfMemory: (_ shape: [Int]) -> Never = { shape in
    fatalError("no memory for a tensor of shape \(shape)")
  }

  private static func allocate(_ shape: [Int]) -> (memory: UnsafeMutableRawPointer, count: Int) {
    var count = 1
    for extent in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow else { isOutOfMemory(shape) }
      count = product
    }
    guard count <= Int.max / 8, let memory = TensorMemory.take(bytes(count)) else {
      isOutOfMemory(shape)
    }
    return (memory, count)
  }

  private static func bytes(_ count: Int) -> Int { max(count, 1) * MemoryLayout<Float>.stride }

  /// The number of values, the product of the shape: 1 for a single number.
  public var count: Int { values.count }

  /// A copy of the values.
  public var array: [Float] { Array(values) }

  /// The values as bytes, for digests.
  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(values) }
}
