import Foundation
import KernelInterface
import KernelsPortable
import Testing

@testable import Engine

@Suite struct KernelSetTests {
  private static func digests<K: KernelSet>(_ kernels: K.Type) -> [String: UInt64] {
    Dictionary(
      uniqueKeysWithValues: KernelDigest.all(kernels).map { (String(describing: $0.name), $0.1) })
  }

  /// On this processor; `make test-arm` and an emulator show the others.
  @Test(arguments: KernelChoice.names)
  func hasTheBitsOfThePortableKernels(name: String) throws {
    let kernels = try #require(KernelChoice.available.first { $0.name == name })
    #expect(Self.digests(kernels) == Self.digests(KernelsPortable.VectorKernels.self))
  }

  /// The definition itself, element by element, in every order of operands.
  @Test(arguments: KernelChoice.names)
  func multipliesAsTheDefinitionSays(name: String) throws {
    let kernels = try #require(KernelChoice.available.first { $0.name == name })
    var samples = Samples(5)
    for (m, n, k) in [(1, 1, 1), (5, 37, 513), (17, 50, 256), (241, 18, 300), (3, 130, 40)] {
      for order in 0..<3 {
        let (a, b) = (samples.tensor([m * k]), samples.tensor([k * n]))
        let (out, bias) = (samples.tensor([m, n]), samples.tensor([n]))
        let before = out.array
        let starts: [MatrixProduct.Start] = [.nothing, .output, .row(bias.start)]
        let scale: Float = order == 0 ? 1 : 0.3
        kernels.multiply(
          MatrixProduct(
            m: m, n: n, k: k, a: a.start, aStride: order == 2 ? m : k, aIsTransposed: order == 2,
            b: order == 0 ? .columns(b.start, stride: k) : .rows(b.start, stride: n), scale: scale,
            start: starts[order], out: out.start, outStride: n))
        var wrong = 0
        for i in 0..<m {
          for j in 0..<n {
            let expected = KernelCheck.element(
              k: k, scale: scale,
              start: order == 0 ? nil : order == 1 ? before[i * n + j] : bias.array[j],
              a: { a.values[order == 2 ? $0 * m + i : i * k + $0] },
              b: { b.values[order == 0 ? j * k + $0 : $0 * n + j] })
            if expected.bitPattern != out.values[i * n + j].bitPattern { wrong += 1 }
          }
        }
        #expect(wrong == 0, "\(m) x \(k) x \(n), order \(order)")
      }
    }
  }

  /// The rounding of a fused multiply-add without the instruction, on every kind of number.
  @Test func roundsOnceWithoutAnInstructionForIt() {
    var generator = MersenneTwister(seed: 9)
    func hard(_ kind: UInt32) -> Float {
      let word = generator.next()
      return switch kind % 5 {
      case 0: Float(bitPattern: word)
      // Exponents near each other, so that sums cancel.
      case 1: Float(bitPattern: word & 0x81FF_FFFF | 0x3E00_0000)
      // Few bits, so that sums lie halfway between two singles, or a little beside.
      case 2: Float(bitPattern: word & 0x807F_F000 | 0x3F80_0000)
      case 3: Float(bitPattern: (word & 0x8000_0001) + (127 - (word >> 8) % 60) << 23)
      // Subnormal and nearly so.
      default: Float(bitPattern: word & 0x80FF_FFFF)
      }
    }
    let x = UnsafeMutablePointer<Float>.allocate(capacity: 2)
    let y = UnsafeMutablePointer<Float>.allocate(capacity: 2)
    defer {
      x.deallocate()
      y.deallocate()
    }
    var (wrong, midpoints) = (0, 0)
    for _ in 0..<400_000 {
      let kinds = generator.next()
      let (a, b) = (hard(kinds), hard(kinds >> 8))
      let c = kinds % 7 == 0 ? -(a * b) : hard(kinds >> 16)
      // The first product is what the second is added to.
      (x[0], x[1], y[0], y[1]) = (c, a, 1, b)
      let start = Float(0).addingProduct(c, 1)
      var out: Float = 0
      KernelsPortable.VectorKernels.multiply(
        MatrixProduct(
          m: 1, n: 1, k: 2, a: x, aStride: 2, b: .rows(y, stride: 1), out: &out, outStride: 1))
      let expected = start.addingProduct(a, b)
      if out.bitPattern != expected.bitPattern, !(out.isNaN && expected.isNaN) { wrong += 1 }
      let sum = Double(a) * Double(b) + Double(start)
      if Float(sum).bitPattern != expected.bitPattern, !expected.isNaN { midpoints += 1 }
    }
    #expect(wrong == 0)
    #expect(midpoints > 5, "sums that two roundings would get wrong")
  }

  @Test func findsKernelsThatDoNotComputeTheDefinition() {
    #expect(KernelChoice.available.allSatisfy { KernelCheck.agrees($0) })
    #expect(KernelChoice.passedOver.isEmpty)
  }

  @Test(arguments: KernelChoice.names)
  func computesExponentialAndErrorFunctionToTheirBounds(name: String) throws {
    let kernels = try #require(KernelChoice.available.first { $0.name == name })
    let count = 200_000
    let x = (0..<count).map { -87 + 175 * Float($0) / Float(count) }
    let y = Tensor(shape: [count], values: x)
    kernels.exponential(y.start, count: count)
    let error = zip(x, y.values).reduce(0.0) { largest, pair in
      let exact = Elementary.exp(Double(pair.0))
      return max(largest, abs(Double(pair.1) - exact) / exact)
    }
    #expect(error < 2e-7)
    let narrow = x.map { $0 / 15 }
    let z = Tensor(shape: [count], values: narrow)
    kernels.errorFunction(z.start, count: count)
    let worst = zip(narrow, z.values).reduce(0.0) { largest, pair in
      max(largest, abs(Double(pair.1) - Foundation.erf(Double(pair.0))))
    }
    #expect(worst < 4.2e-7)
  }

  @Test(arguments: KernelChoice.names)
  func computesGatesToTheirBounds(name: String) throws {
    let kernels = try #require(KernelChoice.available.first { $0.name == name })
    let count = 400_000
    // The whole range where the results are normal numbers, and around 0 once more, finely.
    for (low, high) in [(Float(-87.2), Float(87.2)), (-1.5, 1.5), (-1e-3, 1e-3)] {
      let x = (0..<count).map { low + (high - low) * Float($0) / Float(count) }
      let (sigmoid, tanh) = (Tensor(shape: [count], values: x), Tensor(shape: [count], values: x))
      kernels.sigmoid(sigmoid.start, count: count)
      kernels.hyperbolicTangent(tanh.start, count: count)
      var worst = (sigmoid: 0.0, tanh: 0.0)
      for i in 0..<count {
        let exact = 1 / (1 + Foundation.exp(-Double(x[i])))
        worst.sigmoid = max(worst.sigmoid, abs(Double(sigmoid.values[i]) / exact - 1))
        let tangent = Foundation.tanh(Double(x[i]))
        if tangent == 0 {
          #expect(tanh.values[i] == 0)
        } else {
          worst.tanh = max(worst.tanh, abs(Double(tanh.values[i]) / tangent - 1))
        }
      }
      #expect(worst.sigmoid < 2e-7 && worst.tanh < 1.6e-7, "\(worst)")
    }
  }

  @Test(arguments: KernelChoice.names)
  func saturatesGatesAndPassesNaNOn(name: String) throws {
    let kernels = try #require(KernelChoice.available.first { $0.name == name })
    let values: [Float] = [-.infinity, -200, -0.0, 0, 200, .infinity, .nan]
    let (y, z) = (Tensor(shape: [7], values: values), Tensor(shape: [7], values: values))
    kernels.sigmoid(y.start, count: 7)
    kernels.hyperbolicTangent(z.start, count: 7)
    #expect(y.array.prefix(6) == [0, 0, 0.5, 0.5, 1, 1] && y.values[6].isNaN)
    #expect(z.array.prefix(6) == [-1, -1, 0, 0, 1, 1] && z.values[6].isNaN)
    #expect(z.values[2].sign == .minus && z.values[3].sign == .plus)
  }

  @Test(arguments: KernelChoice.names)
  func saturatesTheExponentialAndPassesNaNOn(name: String) throws {
    let kernels = try #require(KernelChoice.available.first { $0.name == name })
    let y = Tensor(
      shape: [9], values: [-.infinity, -200, -87.4, 0, -0.0, 89, 200, .infinity, .nan])
    let z = Tensor(shape: [9], values: y.array)
    kernels.exponential(y.start, count: 9)
    #expect(y.array.prefix(3) == [0, 0, 0] && y.array[3...4] == [1, 1])
    #expect(y.array[5...7] == [.infinity, .infinity, .infinity] && y.values[8].isNaN)
    kernels.errorFunction(z.start, count: 9)
    #expect(z.values[0] == -1 && z.values[7] == 1 && z.values[8].isNaN)
  }
}
