/// What an optimizer does to one parameter: the same arithmetic for every one of its values.
protocol ElementwiseUpdate {
  /// How many values the parameter has.
  var count: Int { get }

  /// Changes some of the values.
  func run(_ range: Range<Int>)
}

extension Array where Element: ElementwiseUpdate {
  /// Changes every value of every parameter, on all threads.
  ///
  /// A value depends on nothing but itself, so the cuts show nowhere in the result.
  func run(_ pool: WorkerPool) {
    TensorChunks(counts: map({ $0.count })).forEach(pool) { _, index, range in
      self[index].run(range)
    }
  }
}
