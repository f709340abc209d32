import Records

/// One step held against the script's.
struct StepProof {
  private let ours: StepRecord
  private let theirs: JSONValue
  private let results: [String: JSONValue]
  /// Of its training's losses.
  private let bar: Double
  private let trainsBackbone: Bool
  private var step: Proof.Step
  /// How many batches are judged.
  private var judged = Int.max
  /// Of batches past the horizon how far their losses may be apart.
  private var allowances: [Int: Double] = [:]

  /// What is farther from PyTorch's than this many times the distance between its own trainings is no
  /// rounding.
  private static let explained = 10.0
  /// What rounding is measured by, in a sentence's front.
  private static let others =
    "PyTorch's own trainings, in double precision or from weights moved by their last bit"
  /// In this order; the others after them.
  private static let order = [
    ResultKey.splits, .tables, .indices, .tokenIDs, .firstBatch, .firstLogits,
    .firstGradientNorms, .losses,
  ].map(\.name)
  /// What says nothing of a part of a training.
  private static let ofWholeTraining = [
    ResultKey.printedLoss, .printedEpochs, .stoppedEpoch, .bestEpoch, .orderSHA256,
  ].map(\.name)

  init(_ ours: StepRecord, _ theirs: JSONValue) {
    (self.ours, self.theirs) = (ours, theirs)
    results = theirs["results"]?.object ?? [:]
    bar = ProofBars.ofLosses(ours.results)
    trainsBackbone = ProofBars.trainsBackbone(ours.results)
    step = Proof.Step(id: ours.id)
  }

  func outcome() -> Proof.Step {
    var copy = self
    copy.measureHorizon()
    let keys =
      Self.order.filter { ours.results[$0] != nil }
      + ours.results.keys.filter { !Self.order.contains($0) }.sorted()
    for key in keys { copy.compare(key) }
    if copy.step.differences.isEmpty, let error = theirs["error"]?.string {
      copy.differ("the script", nil, "it ended with \(OneLine.of(error, limit: 300))")
    }
    copy.compareTensors()
    copy.compareOthers()
    return copy.step
  }

  private mutating func differ(_ place: String, _ batch: Int?, _ reason: String) {
    step.differences.append(
      Proof.Difference(step: ours.id, place: place, batch: batch, reason: reason))
  }

  // MARK: - How far a training can be judged

  private mutating func measureHorizon() {
    guard let losses = ours.results[.losses]?.array,
      let double = theirs["double_losses"]?.array
    else { return }
    let horizon = TrainingHorizon(
      batches: losses.count, losses: results[.losses]?.array ?? [],
      others: [double, theirs["nudged_losses"]?.array].compactMap { $0 }, bar: bar)
    (judged, allowances) = (horizon.judged, horizon.allowances)
    step.horizon = (min(judged, losses.count), losses.count)
    if let place = horizon.endedBefore {
      return differ(
        "losses[\(place)]", place + 1,
        "one of \(Self.others), ended here, so that \(place) batches can be judged")
    }
    guard judged > horizon.agreed else { return }
    show(
      "losses[\(horizon.agreed)] to [\(judged - 1)]",
      "\(Self.others), are apart by more than a tenth of \(bar): judged by three times their distance"
    )
  }

  /// Whether all of a training is judged.
  private var isWholeJudged: Bool { judged >= (ours.results[.losses]?.array?.count ?? 0) }

  // MARK: - Results

  private mutating func compare(_ key: String) {
    guard let mine = ours.results[key] else { return }
    guard let other = results[key] else {
      // Where the script has ended early, one line says so for all that it lacks.
      if theirs["error"] == nil { step.unspoken.append(key) }
      return
    }
    switch key {
    case ResultKey.losses.name: compareLosses(mine.array ?? [], other.array ?? [])
    case ResultKey.meanLoss.name, ResultKey.validationLoss.name: compareEpochs(key, mine, other)
    case _ where Self.ofWholeTraining.contains(key):
      guard isWholeJudged else { return show(key, "it is of the whole training") }
      compare(mine, other, at: key, key)
    case ResultKey.final.name:
      // The tensors are compared whole.
      break
    case ResultKey.initial.name: compareInitial(mine, other)
    case ResultKey.firstGradientNorms.name: compareGradients(mine, other)
    default: compare(mine, other, at: key, key)
    }
  }

  private mutating func show(_ place: String, _ reason: String) {
    step.shown.append("\(place): \(reason)")
  }

  private mutating func compareLosses(_ mine: [JSONValue], _ other: [JSONValue]) {
    for index in 0..<min(mine.count, other.count, judged) {
      if let allowance = allowances[index], let x = mine[index].number, let y = other[index].number,
        abs(x - y) <= allowance
      {
        step.agreeing += 1
        continue
      }
      compare(
        mine[index], other[index], at: "losses[\(index)]", ResultKey.losses.name,
        batch: index + 1)
    }
    if mine.count != other.count {
      let batch = min(mine.count, other.count)
      differ(
        "losses[\(batch)]", batch + 1,
        "there are \(mine.count) losses here, and \(other.count) in PyTorch")
    } else if judged < mine.count {
      show(
        "losses[\(judged)] and after",
        "\(Self.others), part there"
      )
    }
  }

  /// Figures of epochs, as far as all batches of an epoch are judged.
  private mutating func compareEpochs(_ key: String, _ mine: JSONValue, _ other: JSONValue) {
    let batches = max(1, ours.results[.batches]?.int ?? 1)
    let known = min(judged / batches, mine.array?.count ?? 0)
    let pairs = Array(zip(mine.array ?? [], other.array ?? []).prefix(known))
    for (index, pair) in pairs.enumerated() {
      if key == ResultKey.validationLoss.name, isExplained(pair, atEpoch: index) {
        show("\(key)[\(index)]", "\(Self.others), are as far apart")
      } else {
        compare(pair.0, pair.1, at: "\(key)[\(index)]", key)
      }
    }
    if pairs.count < known { differ(key, nil, "there are \(pairs.count) in PyTorch") }
    if known < mine.array?.count ?? 0 { show("\(key)[\(known)] and after", "see losses") }
  }

  /// Whether a loss over the rows held out is no further from PyTorch's than a few times what lies between
  /// PyTorch's own trainings, where that is not small.
  private func isExplained(_ pair: (JSONValue, JSONValue), atEpoch index: Int) -> Bool {
    guard let x = pair.0.number, let y = pair.1.number else { return false }
    let others = ["double_validation", "nudged_validation"].compactMap { theirs[$0]?.array }
    let spread =
      others.compactMap { index < $0.count ? $0[index].number.map { abs($0 - y) } : nil }
      .max() ?? 0
    return spread > bar / 10 * max(1, abs(y)) && abs(x - y) > bar * max(1, abs(y))
      && abs(x - y) <= Self.explained * spread
  }

  private mutating func compareInitial(_ mine: JSONValue, _ other: JSONValue) {
    for (name, tensor) in (mine.object ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let written = other[name] else {
        differ("initial.\(name)", nil, "PyTorch's model has no such tensor")
        continue
      }
      if let digest = written[.sha256] {
        let place = "initial.\(name)"
        compare(tensor[.shape] ?? .null, written[.shape] ?? .null, at: place + ".shape", "shape")
        guard tensor[.sha256] != digest else {
          step.agreeing += 1
          continue
        }
        let reason =
          "its values are not PyTorch's: \(text(tensor[.first])) here, \(text(written[.first])) there"
        differ(place, nil, reason)
      } else {
        compare(
          tensor[.first] ?? .null, written[.first] ?? .null, at: "initial.\(name).first",
          ResultKey.initial.name)
      }
    }
    for name in (other.object ?? [:]).keys.sorted() where mine[name] == nil {
      differ("initial.\(name)", nil, "PyTorch's model has this tensor, and this one has not")
    }
  }

  private mutating func compareGradients(_ mine: JSONValue, _ other: JSONValue) {
    let share = trainsBackbone ? ProofBars.fineTuningGradients : ProofBars.gradients
    let names = Set(mine.object?.keys.map { $0 } ?? []).union(other.object?.keys.map { $0 } ?? [])
    for name in names.sorted() {
      let place = "first_gradient_norms.\(name)"
      let (x, y) = (mine[name]?.number, other[name]?.number)
      guard let x, let y else {
        differ(place, 1, "there is a gradient \(x == nil ? "in PyTorch alone" : "here alone")")
        continue
      }
      let isZero = abs(x) < ProofBars.zeroGradient && abs(y) < ProofBars.zeroGradient
      if let spread = theirs["gradient_spread"]?[name]?.number, spread > share / 10 * abs(x),
        !isZero, abs(x - y) <= Self.explained * spread
      {
        show(place, "\(Self.others), are \(spread) apart")
        continue
      }
      guard abs(x - y) <= share * abs(x) || isZero else {
        differ(place, 1, "\(x) here, \(y) in PyTorch; they may be \(share * abs(x)) apart")
        continue
      }
      step.agreeing += 1
    }
  }

  // MARK: - Values

  private mutating func compare(
    _ mine: JSONValue, _ other: JSONValue, at place: String, _ key: String, batch: Int? = nil
  ) {
    let batch = batch ?? (key.hasPrefix("first_") ? 1 : nil)
    switch (mine, other) {
    case (.array(let xs), .array(let ys)):
      for (index, (x, y)) in zip(xs, ys).enumerated() {
        compare(x, y, at: "\(place)[\(index)]", key, batch: batch)
        if step.differences.count > 100 { return }
      }
      if xs.count != ys.count {
        differ(
          "\(place)[\(min(xs.count, ys.count))]", batch,
          "\(xs.count) values here, \(ys.count) in PyTorch")
      }
    case (.object(let xs), .object(let ys)):
      for name in Set(xs.keys).union(ys.keys).sorted() {
        let inner = "\(place).\(name)"
        guard let x = xs[name], let y = ys[name] else {
          // What the script does not say of an object is not compared.
          if xs[name] == nil { differ(inner, batch, "it is in PyTorch alone") }
          if ys[name] == nil { step.unspoken.append(inner) }
          continue
        }
        compare(x, y, at: inner, key, batch: batch)
      }
    case (.number(let x), .number(let y)):
      let allowed = allowed(x, y, key)
      guard x == y || abs(x - y) <= allowed else {
        let apart = allowed > 0 ? "; they may be \(allowed) apart" : "; they have to be equal"
        return differ(place, batch, "\(text(mine)) here, \(text(other)) in PyTorch\(apart)")
      }
      step.agreeing += 1
    default:
      guard mine == other else {
        return differ(place, batch, "\(text(mine)) here, \(text(other)) in PyTorch")
      }
      step.agreeing += 1
    }
  }

  /// How far two numbers may be apart: what is drawn or counted, not at all.
  private func allowed(_ x: Double, _ y: Double, _ key: String) -> Double {
    let isWhole = x.rounded() == x && y.rounded() == y
    if isWhole, !ProofBars.measured.contains(key) { return 0 }
    let size = max(1, abs(x))
    switch key {
    case ResultKey.printedLoss.name: return ProofBars.printed + bar * size
    case ResultKey.initial.name: return ProofBars.normalDraws * size
    case _ where ProofBars.inDoubles.contains(key): return ProofBars.doubles * size
    default: return bar * size
    }
  }

  private func text(_ value: JSONValue?) -> String {
    OneLine.of(value.flatMap { try? CanonicalJSON.text($0) } ?? "nothing", limit: 120)
  }

  // MARK: - Tensors

  /// What the step left, against what the lesson's own program has there.
  private mutating func compareTensors() {
    for (name, note) in (theirs["tensors"]?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard note["missing"] == nil, let difference = note["difference"]?.number,
        let norm = note["norm"]?.number
      else {
        differ("tensor \(name)", nil, "PyTorch's script has none of this name and shape")
        continue
      }
      let share =
        switch note["kind"]?.string {
        case "double": ProofBars.doubles
        case "single": ProofBars.sums
        default: bar
        }
      let allowed = share * norm
      if difference <= allowed {
        step.agreeing += 1
      } else if let spread = theirs["spread"]?[name]?.number, spread > allowed / 10,
        difference <= Self.explained * spread
      {
        show(
          "tensor \(name)",
          "\(Self.others), are \(spread) apart, ours from it \(difference)"
        )
      } else if !isWholeJudged {
        show("tensor \(name)", "it is what the whole training leaves")
      } else {
        differ(
          "tensor \(name)", nil,
          "it is \(difference) from PyTorch's, and may be \(allowed), \(share) of its norm")
      }
    }
  }

  private mutating func compareOthers() {
    for (name, isSame) in (theirs["same"]?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard isSame != .bool(true) else {
        step.agreeing += 1
        continue
      }
      differ(name, nil, "its token ids or labels are not PyTorch's")
    }
  }
}
