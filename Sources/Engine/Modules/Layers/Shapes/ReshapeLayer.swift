/// `Tensor.reshape`: the same values in another shape.
final class ReshapeLayer: Layer {
  private static let shape = NamedOption<[Int]>.wholes(
    "shape", atLeast: -1, "Extents, the batch's rows first; one of them may be -1: what is left.")

  static let entry = CatalogueEntry<any Module>(
    name: "reshape", pytorch: "torch.Tensor.reshape", summary: "The same values in another shape.",
    positional: [shape.described],
    spelling: PyTorchSpelling(
      .function { inputs, options in
        let extents = ((try? options.read(shape)) ?? []).map { (extent) -> PythonCode in "\(extent)"
        }
        return "\(inputs[0]).reshape(\(extents))"
      })
  ) { options throws(OptionProblem) in
    let extents = try options.read(shape)
    guard extents.count(where: { $0 == -1 }) <= 1, !extents.contains(0) else {
      throw OptionProblem(shape.name, "may have one -1, and no 0")
    }
    return ReshapeLayer(extents)
  }

  private let shape: [Int]

  init(_ shape: [Int]) { self.shape = shape }

  func output(of input: [Int]) throws(ShapeProblem) -> [Int] {
    let count = input.reduce(1, *)
    // More values than there can be must not end the program.
    let known = shape.filter { $0 != -1 }.reduce(1) { product, extent in
      let (next, overflow) = product.multipliedReportingOverflow(by: extent)
      return overflow ? .max : next
    }
    let fits = shape.contains(-1) ? count % known == 0 : count == known
    guard fits else { throw problem("as many values as in \(shape)", input) }
    return shape.map { $0 == -1 ? count / known : $0 }
  }

  func forward(_ x: Tensor, _ pass: Pass) throws(EngineError) -> LayerStep {
    let result = try outputShape(of: x.shape, "reshape")
    return LayerStep(x.reshaped(result)) { dY, wantsInput in
      wantsInput ? dY.reshaped(x.shape) : nil
    }
  }
}
