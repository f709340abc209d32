extension Module {
  /// Whether the module can take these inputs; layers rely on it, and look at memory alone.
  ///
  /// - Throws: `invalidInput` with what was expected, what was given, and where.
  public func check(_ inputs: [ActivationShape]) throws(EngineError) {
    do throws(ShapeProblem) { _ = try outputs(of: inputs) } catch {
      let found = error.found.map { "\($0.shape)" + ($0.kind == .indices ? " of indices" : "") }
      throw .invalidInput(
        (error.place.isEmpty ? "" : error.place.joined(separator: ".") + ": ")
          + "expected \(error.expected), and was given "
          + (found.isEmpty ? "nothing" : found.joined(separator: ", ")))
    }
  }
}

extension Activation {
  /// What can be said of it without its values.
  public var outline: ActivationShape {
    switch self {
    case .numbers(let tensor): ActivationShape(tensor.shape)
    case .indices(let indices): ActivationShape(indices.shape, kind: .indices)
    }
  }
}
