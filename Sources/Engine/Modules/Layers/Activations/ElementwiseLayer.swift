/// A layer without parameters that does the same to every value: an activation function.
///
/// A new one is a file with its two formulas and a line in ``LayerCatalogue``.
protocol ElementwiseLayer: Layer {
  /// y [count] = f(x).
  func apply(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int)

  /// dx [count] = dy f'(x).
  ///
  /// - Parameter y: f(x).
  func applyBackward(
    _ dY: UnsafePointer<Float>, x: UnsafePointer<Float>, y: UnsafePointer<Float>,
    into dX: UnsafeMutablePointer<Float>, count: Int)
}

extension ElementwiseLayer {
  /// Operations that a value takes, roughly: what counts is whether threads are worth it.
  private var cost: Int { 10 }

  var takesRowsAlone: Bool { true }

  func output(of input: [Int]) throws(ShapeProblem) -> [Int] { input }

  func forward(_ x: Tensor, _ pass: Pass) throws(EngineError) -> LayerStep {
    let y = x.similar()
    y.isTimeFirst = x.isTimeFirst
    pass.pool.forEachRange(of: x.count, cost: cost) { range in
      apply(x.start + range.lowerBound, into: y.start + range.lowerBound, count: range.count)
    }
    return LayerStep(y) { [self] dY, wantsInput in
      guard wantsInput else { return nil }
      let dX = x.similar()
      pass.pool.forEachRange(of: x.count, cost: cost) { range in
        let first = range.lowerBound
        applyBackward(
          dY.start + first, x: x.start + first, y: y.start + first, into: dX.start + first,
          count: range.count)
      }
      return dX
    }
  }
}
