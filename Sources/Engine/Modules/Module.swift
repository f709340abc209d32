/// A layer, or a network of layers: what PyTorch's `nn.Module` is.
///
/// A module is made without memory and without drawing anything, so that a plan can ask for shapes
/// and counts; ``initialize(from:)`` gives its tensors their memory and first values.
public protocol Module: AnyObject {
  /// Its own parameters in PyTorch's order, those of ``children`` not among them.
  var parameters: [Parameter] { get }

  /// What it keeps beside parameters and no optimizer changes, in PyTorch's order.
  var buffers: [ModuleBuffer] { get }

  /// The modules that it is made of, by PyTorch's names, in order.
  var children: [(name: String, module: any Module)] { get }

  /// Fills all tensors as PyTorch's constructor does, drawing in its order.
  func initialize(from generator: TorchGenerator)

  /// What comes out for what goes in; a ``ShapeProblem`` says what was expected.
  func outputs(of inputs: [ActivationShape]) throws(ShapeProblem) -> [ActivationShape]

  /// Floating-point operations of a forward pass over such inputs, a multiplication and an addition
  /// counted as two.
  func operations(of inputs: [ActivationShape]) -> Double

  /// Computes the outputs, and says how their gradients become those of the inputs.
  ///
  /// - Throws: `invalidInput` for a value that cannot be computed with.
  func forward(_ inputs: [Activation], _ pass: Pass) throws(EngineError) -> ModuleStep

  /// Whether each row of the output depends on the same row of the input alone, with nothing drawn: such a
  /// module may take a batch's rows in any pieces.
  var takesRowsAlone: Bool { get }

  /// Whether it divides by the deviation of values of which there would be one alone, and so none.
  ///
  /// - Parameter output: the output's shape.
  func lacksVariance(of output: [Int], isTraining: Bool) -> Bool

  /// Whether an input's first dimension counts steps and its second rows, as in PyTorch without
  /// `batch_first`.
  var takesStepsFirst: Bool { get }

  /// The modules that an input goes through one after the other: itself alone, but for a chain.
  var chain: [any Module] { get }
}

extension Module {
  public var parameters: [Parameter] { [] }
  public var buffers: [ModuleBuffer] { [] }
  public var children: [(name: String, module: any Module)] { [] }
  public var takesRowsAlone: Bool { false }
  public func lacksVariance(of output: [Int], isTraining: Bool) -> Bool { false }
  public var takesStepsFirst: Bool { false }
  public var chain: [any Module] { [self] }

  public func initialize(from generator: TorchGenerator) {
    for child in children { child.module.initialize(from: generator) }
  }

  /// As many as there are numbers in the outputs.
  public func operations(of inputs: [ActivationShape]) -> Double {
    guard let outputs = try? outputs(of: inputs) else { return 0 }
    return outputs.reduce(0) { $0 + $1.shape.reduce(1.0) { $0 * Double($1) } }
  }
}

/// A module's outputs, and the way back.
public struct ModuleStep {
  /// As many as ``Module/outputs(of:)`` announces, with those shapes.
  public let outputs: [Activation]
  /// Adds to the parameters' gradients, and returns those of the inputs.
  ///
  /// - Parameters:
  ///   - dOutputs: one an output, `nil` where nothing depends on it.
  ///   - wanted: for each input whether its gradient is needed.
  /// - Returns: one an input; `nil` where it is not wanted or there is none.
  public let backward: (_ dOutputs: [Tensor?], _ wanted: [Bool]) -> [Tensor?]

  public init(
    _ outputs: [Activation],
    backward: @escaping (_ dOutputs: [Tensor?], _ wanted: [Bool]) -> [Tensor?]
  ) {
    (self.outputs, self.backward) = (outputs, backward)
  }
}

/// A shape that a module cannot take.
public struct ShapeProblem: Error, Equatable {
  /// Such as `12 channels, [rows, channels, height, width]`.
  public let expected: String
  /// What went in instead, in order.
  public let found: [ActivationShape]
  /// Where in a network, outermost first; empty for a module by itself.
  public var place: [String] = []

  public init(expected: String, found: [ActivationShape]) {
    (self.expected, self.found) = (expected, found)
  }

  /// Such as `model.linear1` needs […, 16], but [8, 17] goes in.
  ///
  /// - Parameter name: of the whole model.
  public func text(_ name: String) -> String {
    let place = ([name] + place).joined(separator: ".")
    return "`\(place)` needs \(expected), but \(foundText) \(found.count > 1 ? "go" : "goes") in"
  }

  /// Such as `[8, 16] and [8] of indices`.
  var foundText: String {
    found.isEmpty ? "nothing" : found.map { $0.text }.joined(separator: " and ")
  }
}

extension Module {
  /// What comes out for such inputs.
  ///
  /// - Parameter name: what messages call the module.
  /// - Throws: `invalidInput` for shapes that it cannot take.
  public func outputs(
    of inputs: [ActivationShape], named name: String
  ) throws(EngineError) -> [ActivationShape] {
    do throws(ShapeProblem) { return try outputs(of: inputs) } catch {
      throw .invalidInput(.shapes(error, of: name))
    }
  }
}

/// A tensor of a module that is no parameter, such as the running mean of a batch normalization.
public final class ModuleBuffer {
  /// PyTorch's, such as `running_mean`, within its own module.
  public internal(set) var name: String
  /// The extent of each dimension; empty for a single number.
  public let shape: [Int]
  /// What a new module has in every place.
  let initial: Float
  /// Whether PyTorch keeps it as whole numbers (`num_batches_tracked`).
  public let isWhole: Bool
  /// Takes memory from its first use on, as a parameter's does.
  public private(set) lazy var value: Tensor = {
    let tensor = Tensor(shape: shape)
    tensor.values.update(repeating: initial)
    return tensor
  }()

  init(_ name: String, _ shape: [Int], initial: Float, isWhole: Bool = false) {
    (self.name, self.shape, self.initial, self.isWhole) = (name, shape, initial, isWhole)
  }

  /// Puts back what a new module has, in every place.
  public func reset() { value.values.update(repeating: initial) }

  /// Puts values back that it had before, as many as it has.
  public func restore(_ values: [Float]) {
    precondition(values.count == value.count, "\(name): a buffer's values of another model")
    _ = value.values.update(from: values)
  }
}

extension Module {
  /// All parameters with their full names, in PyTorch's order; a shared module's once.
  public var allParameters: [(name: String, parameter: Parameter)] {
    var seen = Set<ObjectIdentifier>()
    return walk("").flatMap { prefix, module in
      module.parameters.map { (prefix + $0.name, $0) }
    }.filter { seen.insert(ObjectIdentifier($0.1)).inserted }
  }

  /// All buffers with their full names, in PyTorch's order; a shared module's once.
  public var allBuffers: [(name: String, buffer: ModuleBuffer)] {
    var seen = Set<ObjectIdentifier>()
    return walk("").flatMap { prefix, module in
      module.buffers.map { (prefix + $0.name, $0) }
    }.filter { seen.insert(ObjectIdentifier($0.1)).inserted }
  }

  /// This module and all below it, each after the one that holds it.
  private func walk(_ prefix: String) -> [(prefix: String, module: any Module)] {
    [(prefix, self)] + children.flatMap { $0.module.walk(prefix + $0.name + ".") }
  }
}
