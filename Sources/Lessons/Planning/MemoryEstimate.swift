import Base
import Engine
import Foundation

/// The least that a run will hold in memory, as its actions say one after the other, and how much it
/// will compute.
///
/// Of memory only what is certain is counted: the refusal of a run must never be a mistake. Sizes are
/// Double, so that no product of them overflows. Operations are an upper bound, counted the same way for
/// every run of a lesson: they are there to compare a student's variant with the lesson itself.
struct MemoryEstimate {
  struct Item {
    var step: String
    /// Such as "the head `big` of 384 × 50000000 × 2 numbers".
    var what: String
    var bytes: Double
  }

  struct Head {
    var inputs, hidden, labels: Double

    var parameters: Double { inputs * hidden + hidden + hidden * labels + labels }
    var text: String {
      [inputs, hidden, labels].map(MemoryEstimate.count).joined(separator: " × ")
    }
  }

  /// What a name stands for, as far as its size counts.
  enum Known {
    /// A model's width, and of how many numbers it is; 0 where that is not known.
    case backbone(width: Double, parameters: Double)
    case head(Head)
    case sequential(backbone: Double, Head)
    /// The bytes of a data set.
    case data(Double)
    case rows(Double)
    case batches(rows: Double, size: Double)
    /// How many values it keeps for each one that it steps.
    case optimizer(states: Double)
    /// A table's rows, and how many values each has.
    case table(rows: Double, width: Double)
    case network(parameters: Double)
  }

  private(set) var items: [Item] = []
  /// An upper bound of the floating-point operations, by step.
  private(set) var operations: [String: Double] = [:]
  /// The most tokens a text can have, by the name of the data, the rows or the loader.
  private var lengths: [String: Double] = [:]
  private var known: [String: Known] = [:]
  private var step = ""

  /// Adds up a plan.
  init(_ plan: LessonPlan, _ assets: [AssetRequest: LocatedAsset]) {
    for step in plan.steps where !step.isSkipped {
      self.step = step.id
      for action in step.actions {
        action.estimate(&self, asset: action.asset.flatMap { assets[$0] })
      }
    }
  }

  mutating func bind(_ name: String, to value: Known) { known[name] = value }

  /// Notes how long the texts behind a name are.
  mutating func bind(_ name: String, length: Double) { lengths[name] = length }

  /// Texts under a new name are as long as under the old one.
  mutating func bind(_ name: String, lengthOf other: String) { lengths[name] = lengths[other] }

  /// Adds to what the current step computes.
  mutating func add(operations count: Double) { operations[step, default: 0] += max(0, count) }

  /// The bytes of all items.
  var bytes: Double { items.reduce(0) { $0 + $1.bytes } }

  /// What one text costs on its way through a backbone: two operations for each of its weights and
  /// tokens.
  ///
  /// Which backbone it is, is not known before its files are there. A variant has the lesson's own, so
  /// the weights of all-MiniLM-L6-v2's layers stand for any: only the ratio of two runs counts.
  func operations(ofATextOf name: String?) -> Double {
    2 * 10.6e6 * (name.flatMap { lengths[$0] } ?? 512)
  }

  subscript(name: String) -> Known? { known[name] }

  func head(_ name: String) -> Head? {
    switch known[name] {
    case .head(let head), .sequential(_, let head): head
    default: nil
    }
  }

  mutating func add(_ what: String, bytes: Double) {
    items.append(Item(step: step, what: what, bytes: bytes))
  }

  /// Refuses a plan that this machine has not the memory for, at the largest of what it asks for.
  func check(_ limit: MachineMemory?) throws(StepFailure) {
    let total = bytes
    guard let limit, total > Double(limit.bytes),
      let largest = items.max(by: { $0.bytes < $1.bytes })
    else { return }
    throw StepFailure(
      step: largest.step, kind: .memory,
      message: """
        \(largest.what) takes \(Self.text(largest.bytes)), the run at least \(Self.text(total)), but \
        \(limit.source) \(Self.text(Double(limit.bytes))) of memory; make it smaller
        """)
  }

  /// `77.2 GB`.
  static func text(_ bytes: Double) -> String {
    bytes < 1e12 ? ByteCount.text(Int(bytes)) : String(format: "%.3g TB", bytes / 1e12)
  }

  /// `50,000,000`.
  static func count(_ number: Double) -> String {
    guard number < 1e15 else { return String(format: "%.3g", number) }
    let digits = String(Int(number))
    return String(
      digits.enumerated().flatMap { index, digit -> [Character] in
        let left = digits.count - index
        return index > 0 && left % 3 == 0 ? [",", digit] : [digit]
      })
  }
}

extension MemoryEstimate {
  private static let float = 4.0
  /// What a step of a training takes however small its model is, as if it were operations.
  private static let operationsOfAStep = 1e5
  /// What a number of a record takes at the least.
  private static let recorded = 16.0

  /// Parameters with their gradients and an optimizer's states, a batch's way through the head, and
  /// what the record keeps of every batch.
  ///
  /// - Parameters:
  ///   - trainsBackbone: whether some of a backbone may learn.
  ///   - trainsWhole: whether all of it does, for certain.
  mutating func addTraining(
    head name: String, loader: String, optimizer: String, epochs: Int, maxBatches: Int?,
    trainsBackbone: Bool, trainsWhole: Bool
  ) {
    if case .batches(let rows, let size)? = known[loader] {
      let perEpoch = (rows / size).rounded(.up)
      let trained = min(perEpoch * Double(epochs), maxBatches.map(Double.init) ?? .infinity)
      // Backwards costs twice what forwards does.
      add(
        operations: trained * min(rows, size) * operations(ofATextOf: loader)
          * (trainsBackbone ? 3 : 1))
    }
    guard let head = head(name), case .batches(let rows, let size)? = known[loader] else { return }
    let states: Double
    if case .optimizer(let count)? = known[optimizer] { states = count } else { states = 0 }
    add(
      "training the head of \(head.text) numbers",
      bytes: head.parameters * (1 + states) * Self.float)
    if trainsWhole, case .sequential(let backbone, _)? = known[name], backbone > 0 {
      add(
        "training the backbone of \(Self.count(backbone)) numbers",
        bytes: backbone * (1 + states) * Self.float)
    }
    let batch = min(rows, size)
    add(
      "a batch of \(Self.count(batch)) rows in a head of \(head.text) numbers",
      bytes: batch * (head.hidden + head.labels) * 2 * Self.float)
    let perEpoch = (rows / size).rounded(.up)
    let batches = min(perEpoch * Double(epochs), maxBatches.map(Double.init) ?? .infinity)
    add(
      "the losses and the order of \(Self.count(batches)) batches",
      bytes: batches * (Self.float + Self.recorded + batch * 8))
  }

  /// Parameters with their gradients and an optimizer's states, what a batch leaves behind in the
  /// layers, and what the record keeps of every batch.
  ///
  /// - Parameters:
  ///   - values: of the layers' outputs for one batch.
  ///   - operations: of one batch's way forwards.
  ///   - validation: operations of the rows that each epoch is tried on.
  mutating func addTraining(
    network name: String, values: Double, operations: Double, validation: Double, loader: String,
    optimizer: String, epochs: Int, maxBatches: Int?
  ) {
    guard case .network(let parameters)? = known[name],
      case .batches(let rows, let size)? = known[loader]
    else { return }
    var states = 0.0
    if case .optimizer(let count)? = known[optimizer] { states = count }
    add(
      "training the model `\(name)` of \(Self.count(parameters)) numbers",
      bytes: parameters * (1 + states) * Self.float)
    let batch = min(rows, size)
    add(
      "a batch of \(Self.count(batch)) rows in the model `\(name)`", bytes: values * Self.float)
    let batches = min(
      (rows / size).rounded(.up) * Double(epochs), maxBatches.map(Double.init) ?? .infinity)
    add(
      "the losses and the order of \(Self.count(batches)) batches",
      bytes: batches * (Self.float + Self.recorded + batch * 8))
    // Backwards costs twice what forwards does, and an optimizer some operations for each parameter.
    let step = 3 * operations + 10 * parameters + Self.operationsOfAStep
    add(operations: batches * step + Double(epochs) * validation)
  }

  /// The rows of some tables.
  mutating func bindTables(_ names: [String], _ outlines: [TableOutline]) {
    for (name, outline) in zip(names, outlines) {
      bindTable(name, rows: outline.rows, width: outline.width)
    }
  }

  /// Rows of a table, in double precision.
  mutating func bindTable(_ name: String, rows: Int, width: Double) {
    bind(name, to: .table(rows: Double(rows), width: width))
    add("\(Self.count(Double(rows))) rows of `\(name)`", bytes: Double(rows) * width * 8)
    add(operations: Double(rows) * width)
  }

  mutating func addScores(labels: Int) {
    add(
      "a table of \(Self.count(Double(labels))) by \(Self.count(Double(labels))) classes",
      bytes: Double(labels) * Double(labels) * (8 + Self.recorded))
  }

  mutating func addDraws(_ draws: Int, labels: Int) {
    add(
      "\(Self.count(Double(draws))) predictions of \(Self.count(Double(labels))) logits",
      bytes: Double(draws) * Double(labels) * (Self.float + Self.recorded))
  }
}
