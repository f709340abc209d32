import Base
import Engine
import Foundation

/// A file that `make_layer_reference.py` has written, beside the engine.
package struct ReferenceFile {
  private let json: JSONValue
  private let seed: Int

  /// - Throws: for what is not JSON, and for a file without its seed.
  package init(_ data: Data) throws {
    json = try JSONReader.value(of: data)
    guard let seed = json["seed"]?.int else {
      throw TextProblem(description: "the file lacks `seed`: make_layer_reference.py writes it")
    }
    self.seed = seed
  }

  /// Layers in their order in the file's text do not survive its reading: by name.
  package var layerNames: [String] { (json["layers"]?.object ?? [:]).keys.sorted() }

  /// One layer, with what its text does not say found by trying.
  package func layer(_ name: String, threads: Int) throws -> LayerComparison {
    guard let layer = json["layers"]?[name] else {
      throw TextProblem(description: "there is no layer \(name)")
    }
    return try LayerTrials.best(name, layer, seed: seed, threads: threads)
  }

  // MARK: - Everything else

  /// Every loss of the file: its value and its gradient by the output.
  package func losses() throws -> [Finding] {
    try sorted("losses").flatMap { name, json in
      let settings = try known(name, ReferenceCases.losses)
      let loss = try LossCatalogue.entries.named(settings.entry).make(settings.options)
      let (prediction, target) = (numbers(json["prediction"]), numbers(json["target"]))
      let shape = json["shape"]?.array?.compactMap(\.int) ?? []
      let isOfClasses = target.count != prediction.count
      let (value, gradient) = try loss.lossAndGradient(
        output: Tensor(shape: shape, values: prediction.map(Float.init)),
        target: isOfClasses
          ? .indices(Indices(shape: [target.count], values: target.map(Int32.init)))
          : .numbers(Tensor(shape: shape, values: target.map(Float.init))),
        weight: 1)
      let expected = json["loss"]?.number ?? .nan
      return [
        Finding(
          subject: name, kind: "loss", distance: abs(Double(value) - expected) / abs(expected),
          place: "loss", bar: 1e-6),
        Finding(
          subject: name, kind: "gradient of a loss",
          distance: relativeDistance(gradient.array, numbers(json["gradient"])),
          place: "gradient", bar: 1e-6),
      ]
    }
  }

  /// 25 steps over ten parameters.
  package func optimizers() throws -> [Finding] {
    try sorted("optimizers").map { name, json in
      let settings = try known(name, ReferenceCases.optimizers)
      let entry = try OptimizerCatalogue.entries.named(settings.entry)
      let parameter = Parameter(name: "value", value: draw([10], seed: seed + 1))
      let optimizer = try entry.make(settings.options).optimizer(of: [parameter])
      let generator = TorchGenerator(seed: seed + 3)
      for _ in 0..<25 {
        parameter.gradient = draw([10], generator)
        optimizer.step(optimizer.ownSettings, pool: WorkerPool(threads: 1))
      }
      let largest = zip(parameter.value.array, numbers(json)).map { ours, theirs in
        abs(Double(ours) - theirs) / max(1, abs(theirs))
      }.max()
      return Finding(
        subject: name, kind: "optimizer", distance: largest ?? .infinity, place: "value",
        bar: 1e-6)
    }
  }

  /// 40 steps from a rate of 0.1 and a momentum of 0.9.
  package func schedules() throws -> [Finding] {
    try sorted("schedules").flatMap { name, json in
      let settings = try known(name, ReferenceCases.schedules)
      let schedule = try ScheduleCatalogue.entries.named(settings.entry).make(settings.options)
      var point = SchedulePoint(step: 0, totalSteps: 40)
      var (rates, momenta): ([Double], [Double]) = ([], [])
      for step in 0..<40 {
        point.step = step
        rates.append(schedule.rate(base: 0.1, at: point))
        momenta.append(schedule.momentum(at: point) ?? 0.9)
        if schedule.needsMetric { schedule.observe(step < 8 ? 1 : 0.5, in: &point.state) }
      }
      return [("rates", rates), ("momenta", momenta)].map { kind, ours in
        let largest = zip(ours, numbers(json[kind])).map { abs($0 - $1) }.max()
        return Finding(
          subject: name, kind: "schedule", distance: largest ?? .infinity, place: kind, bar: 1e-12)
      }
    }
  }

  /// Normally distributed numbers and whole numbers, one after the other from one generator.
  package func draws() -> [Finding] {
    let generator = TorchGenerator(seed: seed)
    var findings: [Finding] = []
    // Counts as the script has them: too few for a group, one group, one and a part.
    for count in [5, 16, 21] {
      guard let expected = json["normal"]?["\(count)"] else { continue }
      let largest = zip(generator.normal(count), numbers(expected)).map { abs(Double($0) - $1) }
        .max()
      findings.append(
        Finding(
          subject: "normal", kind: "draws", distance: largest ?? .infinity, place: "\(count)",
          bar: 1e-6))
    }
    if let expected = json["randint"] {
      let ours = (0..<12).map { _ in Double(generator.integer(from: 0, below: 1000)) }
      findings.append(
        Finding(
          subject: "randint", kind: "draws", distance: ours == numbers(expected) ? 0 : .infinity,
          place: "randint", bar: 0))
    }
    return findings
  }

  private func sorted(_ key: String) -> [(String, JSONValue)] {
    (json[key]?.object ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func known(
    _ name: String, _ cases: [String: ReferenceCases.Settings]
  ) throws -> ReferenceCases.Settings {
    guard let settings = cases[name] else {
      throw TextProblem(
        description: "the file does not say the arguments of \(name): add it to ReferenceCases")
    }
    return settings
  }

  private func numbers(_ json: JSONValue?) -> [Double] {
    json?.array?.compactMap(\.number) ?? []
  }
}

/// `uniform(-1, 1)` from a generator of its own.
func draw(_ shape: [Int], seed: Int) -> Tensor { draw(shape, TorchGenerator(seed: seed)) }

func draw(_ shape: [Int], _ generator: TorchGenerator) -> Tensor {
  Tensor(
    shape: shape, values: (0..<shape.reduce(1, *)).map { _ in generator.uniform(-1, 1) })
}

/// The norm of the difference, as a share of the second's norm; the difference itself where that is 0,
/// and infinite where counts differ or a value is not finite.
func relativeDistance(_ ours: [Float], _ theirs: [Double]) -> Double {
  guard ours.count == theirs.count else { return .infinity }
  let difference = zip(ours, theirs).reduce(0.0) {
    $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1)
  }
  guard difference.isFinite else { return .infinity }
  let norm = vectorNorm(theirs)
  return difference.squareRoot() / (norm == 0 ? 1 : norm)
}

/// The Euclidean norm.
func vectorNorm(_ values: [Double]) -> Double {
  values.reduce(0) { $0 + $1 * $1 }.squareRoot()
}
