/// Parameters' gradients as sums over the rows of a batch, in one order that does not depend on who
/// computes what.
///
/// The rows are cut into 16 shards at most. A shard adds up its rows' shares in order; shards are
/// added in the binary tree of ``WeightGradient``.
struct RowShards {
  /// Shards of a batch at most: enough for many threads, few enough for the memory.
  private static let most = 16

  private let rows: Int
  private let rowsPerShard: Int
  private let parameters: [Parameter]

  /// - Parameter parameters: those without a need of a gradient are passed over.
  init(rows: Int, parameters: [Parameter]) {
    self.rows = rows
    self.parameters = parameters.filter { $0.requiresGradient }
    rowsPerShard = max(1, (rows + Self.most - 1) / Self.most)
  }

  /// What one shard gathers.
  final class Gradients {
    fileprivate let parameters: [Parameter]
    fileprivate let tensors: [Tensor]
    private var scratch: AnyObject?

    fileprivate init(_ parameters: [Parameter]) {
      self.parameters = parameters
      tensors = parameters.map { Tensor(shape: $0.shape) }
    }

    /// The shard's share of a parameter's gradient, to be added to; `nil` where none is asked for.
    subscript(parameter: Parameter) -> Tensor? {
      parameters.firstIndex { $0 === parameter }.map { tensors[$0] }
    }

    /// Memory that the shard's rows use one after the other.
    func scratch<Memory: AnyObject>(_ make: () -> Memory) -> Memory {
      if let scratch { return unsafeDowncast(scratch, to: Memory.self) }
      let memory = make()
      scratch = memory
      return memory
    }
  }

  /// Calls `body` for every row, and adds what it has gathered to the parameters' gradients.
  ///
  /// - Parameter cost: of a row, in operations.
  func run(_ pool: WorkerPool, cost: Int, _ body: (_ row: Int, Gradients) -> Void) {
    let shards = (rows + rowsPerShard - 1) / rowsPerShard
    let gathered = (0..<shards).map { _ in Gradients(parameters) }
    pool.forEachPiece(count: shards, cost: cost * rowsPerShard) { shard in
      let first = shard * rowsPerShard
      for row in first..<min(first + rowsPerShard, rows) { body(row, gathered[shard]) }
    }
    for (index, parameter) in parameters.enumerated() {
      let (gradient, accumulation) = parameter.gradientToWrite()
      let count = gradient.count
      WeightGradient.tree(
        shards: shards, rows: 1, columns: count, into: gradient.start, stride: count, accumulation
      ) { shard, out, _ in out.update(from: gathered[shard].tensors[index].start, count: count) }
    }
  }
}
