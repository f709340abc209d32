import Records

/// How far a training can be judged: until one of PyTorch's own other trainings, in double precision or
/// from weights moved by their last bit, is apart from its first by a tenth of what may differ.
struct TrainingHorizon {
  /// Fewer batches than this say nothing of a training.
  ///
  /// A short horizon is that of a training in which rounding grows fast, not of a right one: past it as
  /// many are judged by how far PyTorch's own are apart.
  private static let least = 10
  /// How many times as far ours may be from PyTorch's there.
  private static let beyond = 3.0

  /// Batches before the horizon.
  let agreed: Int
  /// How many batches are judged.
  let judged: Int
  /// Of batches past the horizon that are judged how far their losses may be apart.
  let allowances: [Int: Double]
  /// Where a training ended before enough batches could be judged.
  let endedBefore: Int?

  /// - Parameters:
  ///   - count: batches of the lesson's training.
  ///   - losses: of PyTorch's first training, batch by batch.
  ///   - others: of its others.
  ///   - bar: how far losses may be apart, as a share of one above 1.
  init(batches count: Int, losses: [JSONValue], others: [[JSONValue]], bar: Double) {
    /// How far the others are from the first at a batch, and a tenth of the bar there; `nil` where one of
    /// them has ended before.
    func spread(_ index: Int) -> (distance: Double, allowed: Double)? {
      guard index < losses.count, let x = losses[index].number else { return nil }
      let distances = others.compactMap { other in
        index < other.count ? other[index].number.map { abs(x - $0) } : nil
      }
      guard distances.count == others.count, let largest = distances.max() else { return nil }
      return (largest, bar / 10 * max(1, abs(x)))
    }
    let agreed =
      losses.indices.first { index in spread(index).map { !($0.distance <= $0.allowed) } ?? true }
      ?? losses.count
    var (judged, allowances, ended) = (agreed, [Int: Double](), Int?.none)
    for index in agreed..<max(agreed, min(Self.least, count, losses.count)) {
      guard let spread = spread(index) else {
        ended = index
        break
      }
      allowances[index] = Self.beyond * spread.distance
      judged = index + 1
    }
    (self.agreed, self.judged, self.allowances) = (agreed, judged, allowances)
    endedBefore = ended
  }
}
