/// Everything that is computed many values at a time, as one kind of processor computes it.
///
/// Each set is the same source compiled for other instructions, and every function is defined to the
/// last bit: products by ``MatrixProduct``, sums along a row by sixteen lanes (lane l has the elements
/// l, l + 16, l + 32 and so on) that are added up by halves, everything else element by element. So
/// all sets have the same bits, and which one computes is a matter of speed.
///
/// Pointers are to rows of floats, one after the other unless a stride says otherwise. A function
/// reads and writes the elements that it names and nothing beside them. Any number of columns will do.
public protocol KernelSet {
  /// The instructions, such as `avx2`.
  static var name: String { get }

  // MARK: - Products

  /// One product, computed by the calling thread alone.
  static func multiply(_ product: MatrixProduct)

  /// Floats that a packed operand [k, n] takes.
  static func packedCount(k: Int, n: Int) -> Int

  /// Brings B [k, n] into the order in which products read it, for all products to come.
  static func pack(_ b: MatrixProduct.Right, k: Int, n: Int, into out: UnsafeMutablePointer<Float>)

  // MARK: - Sums

  /// sum [count] += values.
  static func add(
    _ values: UnsafePointer<Float>, to sum: UnsafeMutablePointer<Float>, count: Int)

  /// sum [columns] += every row of values [rows, columns], in order.
  static func addRows(
    _ values: UnsafePointer<Float>, rows: Int, columns: Int, to sum: UnsafeMutablePointer<Float>)

  /// The sum in double precision.
  static func sum(_ values: UnsafePointer<Float>, count: Int) -> Double

  /// The sum of a's values, and that of a's values times b's, in double precision and one pass; no
  /// product is rounded.
  static func sums(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int
  ) -> (values: Double, products: Double)

  /// The sum of squares in double precision.
  static func sumOfSquares(_ values: UnsafePointer<Float>, count: Int) -> Double

  /// values [count] *= factor.
  static func scale(_ values: UnsafeMutablePointer<Float>, by factor: Float, count: Int)

  // MARK: - Layers

  /// values [count] = e to the values; relative error below 2e-7 where the result is a normal number.
  static func exponential(_ values: UnsafeMutablePointer<Float>, count: Int)

  /// values [count] = the error function of the values; absolute error below 4.2e-7.
  static func errorFunction(_ values: UnsafeMutablePointer<Float>, count: Int)

  /// values [count] = 1 / (1 + e to the -values); relative error below 2e-7 where the result is a
  /// normal number.
  static func sigmoid(_ values: UnsafeMutablePointer<Float>, count: Int)

  /// values [count] = the hyperbolic tangent of the values; relative error below 1.6e-7.
  static func hyperbolicTangent(_ values: UnsafeMutablePointer<Float>, count: Int)

  /// out [columns] = (word + token type) + position.
  static func embed(
    word: UnsafePointer<Float>, tokenType: UnsafePointer<Float>, position: UnsafePointer<Float>,
    into out: UnsafeMutablePointer<Float>, columns: Int)

  /// output [rows, columns] = GELU(values + bias).
  ///
  /// `output` may be `values`; otherwise values + bias is left in `values` for the backward pass.
  static func gelu(
    addingBias bias: UnsafePointer<Float>, to values: UnsafeMutablePointer<Float>,
    into output: UnsafeMutablePointer<Float>, rows: Int, columns: Int)

  /// values [count] = dOutput GELU'(values).
  static func geluBackward(
    _ values: UnsafeMutablePointer<Float>, dOutput: UnsafePointer<Float>, count: Int)

  /// Replaces negative values by 0.
  static func relu(_ values: UnsafeMutablePointer<Float>, count: Int)

  /// Sets the gradient to 0 where the forward pass put out 0.
  static func reluBackward(
    _ dValues: UnsafeMutablePointer<Float>, output: UnsafePointer<Float>, count: Int)

  /// output [rows, columns] = dropout(values); `output` may be `values`.
  static func dropout(
    _ values: UnsafePointer<Float>, _ bits: DropoutBits, into output: UnsafeMutablePointer<Float>,
    rows: Int, columns: Int)

  /// Scores [rows, columns] to probabilities in place, and where there is dropout their dropped copy
  /// into `dropped`.
  ///
  /// Rows lie `stride` apart, a multiple of 16, and are written up to the next multiple of 16.
  /// `dropped` may be `scores` if the probabilities themselves are not needed.
  static func softmax(
    _ scores: UnsafeMutablePointer<Float>, dropped: UnsafeMutablePointer<Float>, rows: Int,
    columns: Int, stride: Int, dropout: DropoutBits?)

  /// The gradient of dropped probabilities [rows, columns] to the scores' gradient in place, and
  /// where there is dropout the dropped probabilities once more into `dropped`.
  static func softmaxBackward(
    _ dScores: UnsafeMutablePointer<Float>, probabilities: UnsafePointer<Float>,
    dropped: UnsafeMutablePointer<Float>, rows: Int, columns: Int, stride: Int,
    dropout: DropoutBits?)

  /// Normalizes rows [rows, columns] in place.
  static func normalize(
    _ values: UnsafeMutablePointer<Float>, _ weights: NormWeights, rows: Int, columns: Int,
    keeping kept: NormalizedRows?)

  /// out [rows, columns] = LayerNorm(residual + dropout(values + bias)), in one pass over the memory.
  ///
  /// `out` may be `residual`.
  static func normalize(
    adding values: UnsafePointer<Float>, bias: UnsafePointer<Float>, dropout: DropoutBits?,
    to residual: UnsafePointer<Float>, _ weights: NormWeights,
    into out: UnsafeMutablePointer<Float>, rows: Int, columns: Int, keeping kept: NormalizedRows?)

  /// Replaces the gradient of normalized rows' output by that of their input, and adds to the
  /// gradients of weight and bias, dWeight [columns] and dBias [columns].
  static func normalizeBackward(
    _ dValues: UnsafeMutablePointer<Float>, weight: UnsafePointer<Float>, kept: NormalizedRows,
    rows: Int, columns: Int, dWeight: UnsafeMutablePointer<Float>,
    dBias: UnsafeMutablePointer<Float>)

  /// out [columns] = the mean of rows [rows, columns], summed in order.
  static func mean(
    _ values: UnsafePointer<Float>, rows: Int, columns: Int,
    into out: UnsafeMutablePointer<Float>)

  /// Every row of dValues [rows, columns] = dOutput [columns] / rows.
  static func meanBackward(
    dOutput: UnsafePointer<Float>, rows: Int, columns: Int,
    into dValues: UnsafeMutablePointer<Float>)

  // MARK: - Random numbers

  /// Replaces the 624 words of a Mersenne Twister's state by the next 624.
  static func twist(_ state: UnsafeMutablePointer<UInt32>)

  /// Dropout decisions of a row of `columns` elements.
  ///
  /// With `a` the low 21 bits of an element's first output and `b` its second: kept where
  /// `a * 2^32 + b` is below `limit`.
  ///
  /// - Parameter words: untempered, two an element, readable up to a multiple of 32.
  static func decideDropout(
    _ words: UnsafePointer<UInt32>, columns: Int, limit: UInt64,
    into groups: UnsafeMutablePointer<SIMD16<UInt32>>)

  // MARK: - Optimizers

  /// One step of Adam on some values and their running averages.
  static func adam(
    _ step: AdamStep, value: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>,
    mean: UnsafeMutablePointer<Float>, square: UnsafeMutablePointer<Float>, count: Int)

  /// One step of gradient descent on some values; `velocity` is `nil` without momentum.
  static func sgd(
    _ step: SGDStep, value: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>,
    velocity: UnsafeMutablePointer<Float>?, count: Int)
}
