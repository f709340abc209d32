import Base
import Engine
import Foundation

/// One layer of a reference file beside the engine's.
package struct LayerComparison {
  let name: String
  private let hasNormalDraws, isStack: Bool
  /// The largest distance of each kind, and of which tensor.
  private(set) var worst: [Kind: (distance: Double, tensor: String)] = [:]
  /// Tensors whose gradient is zero in exact arithmetic: what is there is rounding.
  package private(set) var zeroGradients: [String] = []
  /// Tensors whose gradient is nearer to double precision than PyTorch's, which is beyond the bar itself.
  package private(set) var roundedByPyTorch: [String] = []
  /// Options that the file does not say, as they were found by trying.
  var found = ""

  enum Kind: String, CaseIterable {
    case initial = "initial values"
    case decisions = "dropout decisions"
    case output, gradient, buffer
    case evaluation = "output in evaluation mode"
  }

  /// Builds the layer, and goes through it as the reference did.
  ///
  /// - Parameters:
  ///   - extra: options that PyTorch does not print.
  init(
    _ name: String, _ json: JSONValue, seed: Int, extra: [String: [String: OptionValue]],
    threads: Int
  ) throws {
    self.name = name
    let text = json["repr"]?.string ?? ""
    hasNormalDraws = text.contains("Embedding(")
    isStack = text.hasPrefix("Sequential(")
    let module = try PyTorchText(text).module(extra: extra)
    module.initialize(from: TorchGenerator(seed: seed))
    try compareInitial(module, json)

    let shape = json["input_shape"]?.array?.compactMap(\.int) ?? []
    let input: Activation
    if let indices = json["input_indices"]?.array {
      input = .indices(
        Indices(shape: shape, values: indices.compactMap(\.int).map(Int32.init)))
    } else {
      input = .numbers(draw(shape, seed: seed + 1))
    }
    let pool = WorkerPool(threads: threads)
    func pass(isTraining: Bool) -> Pass {
      Pass(
        isTraining: isTraining, goesBack: isTraining, generator: TorchGenerator(seed: seed),
        pool: pool)
    }
    _ = try module.outputs(of: [ActivationShape(of: input)], named: name)
    let step = try module.forward([input], pass(isTraining: true))
    guard case .numbers(let output) = step.outputs[0] else { return }
    try note(.output, "output", json["output"], output)
    compareDecisions(json, output)

    let dOutput = draw(output.shape, seed: seed + 2)
    let dOutputs = [dOutput] + [Tensor?](repeating: nil, count: step.outputs.count - 1)
    let dInput = step.backward(dOutputs, [json["input_indices"] == nil])[0]
    try compareGradients(module, dInput, json)
    for (name, buffer) in module.allBuffers {
      try note(.buffer, name, json["buffers_after"]?[name], buffer.value)
    }
    let evaluated = try module.forward([input], pass(isTraining: false))
    if case .numbers(let output) = evaluated.outputs[0] {
      try note(.evaluation, "output", json["evaluation_output"], output)
    }
  }

  private mutating func note(_ kind: Kind, _ name: String, _ json: JSONValue?, _ tensor: Tensor)
    throws
  {
    guard let json else { return note(kind, name, .infinity) }
    note(kind, name, try ReferenceTensor(json).distance(to: tensor))
  }

  private mutating func note(_ kind: Kind, _ name: String, _ distance: Double) {
    if distance >= worst[kind]?.distance ?? -1 { worst[kind] = (distance, name) }
  }

  /// Equal to the last bit, except for what `normal_` drew.
  private mutating func compareInitial(_ module: any Module, _ json: JSONValue) throws {
    let tensors =
      module.allParameters.map { ($0.name, $0.parameter.value) }
      + module.allBuffers.map { ($0.name, $0.buffer.value) }
    let reference = json["initial"]?.object ?? [:]
    if Set(reference.keys) != Set(tensors.map { $0.0 }) { note(.initial, "names", .infinity) }
    for (name, tensor) in tensors {
      guard let json = reference[name] else { continue }
      let expected = try ReferenceTensor(json)
      let isEqual = SHA256Digest.hex(of: tensor.bytes) == expected.sha256
      note(.initial, name, isEqual ? 0 : expected.distance(to: tensor))
    }
  }

  private mutating func compareDecisions(_ json: JSONValue, _ output: Tensor) {
    guard let kept = json["kept"]?.string else { return }
    let ours = String(output.values.map { $0 != 0 ? "1" : "0" })
    note(.decisions, "output", ours == kept ? 0 : .infinity)
  }

  private mutating func compareGradients(
    _ module: any Module, _ dInput: Tensor?, _ json: JSONValue
  ) throws {
    let exact = json["double"]?["gradients"]
    var tensors = module.allParameters.map { ($0.name, $0.parameter.gradient) }
    if json["input_indices"] == nil { tensors.append(("input", dInput)) }
    let largest = tensors.compactMap { exact?[$0.0]?.number }.max() ?? 0
    for (name, gradient) in tensors {
      guard let gradient, let reference = json["gradients"]?[name] else {
        note(.gradient, name, .infinity)
        continue
      }
      let norm = exact?[name]?.number
      if let norm, norm < 1e-12 * largest {
        zeroGradients.append(name)
      } else if let norm, try isPyTorchsRounding(reference, gradient, norm) {
        roundedByPyTorch.append(name)
      } else {
        try note(.gradient, name, reference, gradient)
      }
    }
  }

  /// Whether PyTorch's own rounding keeps a gradient from being compared: the norm of PyTorch's is further
  /// from the one in double precision than the bar, and further than that of ours.
  ///
  /// So it is where large terms cancel, as in the gradient of a batch normalization's input of two rows.
  private func isPyTorchsRounding(
    _ reference: JSONValue, _ gradient: Tensor, _ norm: Double
  ) throws -> Bool {
    let expected = try ReferenceTensor(reference)
    guard expected.distance(to: gradient) > bar(.gradient) else { return false }
    let (ours, theirs) = (
      abs(vectorNorm(gradient.values.map(Double.init)) - norm) / norm,
      abs(vectorNorm(expected.values) - norm) / norm
    )
    return theirs > bar(.gradient) && ours < theirs
  }

  /// The largest distance beside its bar, as a share of it.
  var worstShare: Double { findings.map { $0.distance / max($0.bar, 1e-30) }.max() ?? 0 }

  /// The largest distance of each kind.
  package var findings: [Finding] {
    Kind.allCases.compactMap { kind in
      worst[kind].map {
        Finding(
          subject: name, kind: kind.rawValue, distance: $0.distance, place: $0.tensor,
          bar: bar(kind))
      }
    }
  }

  /// What is to be read of it.
  package var line: String {
    let figures = findings.map { "\($0.kind) \(String(format: "%.1e", $0.distance))" }
    let zero =
      zeroGradients.isEmpty
      ? "" : "; zero but for rounding: " + zeroGradients.joined(separator: ", ")
    let rounded =
      roundedByPyTorch.isEmpty
      ? ""
      : "; nearer to double precision than PyTorch: " + roundedByPyTorch.joined(separator: ", ")
    return
      "\(name): \(figures.joined(separator: ", "))\(zero)\(rounded)\(found.isEmpty ? "" : " (\(found))")"
  }

  /// Stacks, and convolutions with a norm behind them, may be ten times as far apart.
  private func bar(_ kind: Kind) -> Double {
    switch kind {
    case .initial: hasNormalDraws ? 1e-6 : 0
    case .decisions: 0
    case .output, .gradient, .buffer, .evaluation: isStack ? 1e-5 : 1e-6
    }
  }
}
