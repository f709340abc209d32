import Testing

@testable import Engine

@Suite struct ParameterTests {
  private func output(_ layer: LinearLayer) throws -> [Float] {
    try ModuleRun(layer, [.numbers(Tensor(shape: [1, 2], values: [1, 10]))]).outputs[0].array
  }

  /// Products read a copy of a weight, laid out for them, which must not outlive the weight.
  @Test func isReadAnewOnceItHasChanged() throws {
    let layer = LinearLayer(2, 1, bias: false)
    let weight = try #require(layer.parameters.first)
    weight.fill { 1 }
    #expect(try output(layer) == [11])
    weight.fill { 2 }
    #expect(try output(layer) == [22])
    weight.restore(Tensor(shape: [1, 2], values: [3, 4]))
    #expect(try output(layer) == [43])
  }

  @Test func forgetsTheGradientOfWhatItWasBefore() {
    let parameter = Parameter(name: "p", value: Tensor(shape: [2], values: [1, 2]))
    parameter.gradient = Tensor(shape: [2], values: [5, 6])
    parameter.restore(Tensor(shape: [2], values: [3, 4]))
    #expect(parameter.value.array == [3, 4] && parameter.gradient == nil)
  }
}
