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
    TensorChunks(counts: map(\.count)).forEach(pool) { _, index, range in self[index].run(range) }
  }
}

extension Range<Int> {
  /// Calls `body` for eight places after the other: where they start, and how many are left, where
  /// those are fewer than eight.
  @inline(__always)
  func forEachEight(_ whole: (Int) -> Void, rest: (_ start: Int, _ count: Int) -> Void) {
    let end = lowerBound + count / 8 * 8
    for start in stride(from: lowerBound, to: end, by: 8) { whole(start) }
    if end < upperBound { rest(end, upperBound - end) }
  }
}
