import KernelInterface

/// What kernels compute of a fixed set of inputs, as digests: one a function, so that a difference is
/// named.
///
/// Free of everything but the standard library, so that it can be compiled for a processor that has no
/// more than that (`make test-arm`).
struct KernelDigest {
  /// FNV-1a, 64 bits, over the bits of the results.
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ values: UnsafePointer<Float>, _ count: Int) {
    for i in 0..<count {
      // Which NaN it is differs between processors, and means nothing.
      add(values[i].isNaN ? 0x7FC0_0000 : values[i].bitPattern)
    }
  }

  mutating func add(_ word: UInt32) {
    for shift in 0..<4 {
      value ^= UInt64(word >> UInt32(8 * shift) & 0xFF)
      value = value &* 0x100_0000_01B3
    }
  }

  /// Every function, with its digest.
  static func all<Kernels: KernelSet>(_ kernels: Kernels.Type) -> [(name: StaticString, UInt64)] {
    [
      ("products", products(kernels, scaled: false)),
      ("hard products", products(kernels, scaled: true)),
      ("sums", sums(kernels)), ("double sums", doubleSums(kernels)),
      ("elementary functions", elementary(kernels)),
      ("gates", gates(kernels)), ("attention", attention(kernels)),
      ("layer normalization", norm(kernels)),
      ("random numbers", random(kernels)), ("optimizers", optimizers(kernels)),
    ]
  }

  /// Shapes at and around the edges of every tile, panel and block; operands in all three orders,
  /// packed and not, with rows further apart than they are long.
  ///
  /// - Parameter scaled: whether values run from the subnormal to the infinite.
  private static func products<K: KernelSet>(_ kernels: K.Type, scaled: Bool) -> UInt64 {
    var digest = KernelDigest()
    var numbers = Numbers(seed: scaled ? 2 : 1)
    let lengths = [1, 2, 3, 4, 5, 6, 7, 8, 13, 14, 15, 16, 17, 29, 31, 32, 33, 48, 65]
    let blocks = [0, 1, 5, 32, 255, 256, 257, 300, 600]
    for trial in 0..<240 {
      let m = trial % 40 == 0 ? 241 + trial / 40 : lengths[Int(numbers.word()) % lengths.count]
      let n = lengths[Int(numbers.word()) % lengths.count] + (trial % 60 == 0 ? 500 : 0)
      let k = blocks[Int(numbers.word()) % blocks.count]
      let order = trial % 3
      let (aColumns, bColumns) = (order == 2 ? m : k, order == 0 ? k : n)
      let (aStride, bStride) = (aColumns + trial % 5, bColumns + trial % 7)
      let a = numbers.memory((order == 2 ? k : m) * aStride + 1, wild: scaled)
      let b = numbers.memory((order == 0 ? n : k) * bStride + 1, wild: scaled)
      let out = numbers.memory(m * (n + 3), wild: scaled)
      let bias = numbers.memory(n, wild: scaled)
      // How much memory that takes is each kind's own.
      let packed = UnsafeMutablePointer<Float>.allocate(
        capacity: max(1, kernels.packedCount(k: k, n: n)))
      defer { for memory in [a, b, out, bias, packed] { memory.deallocate() } }
      let right: MatrixProduct.Right =
        order == 0 ? .columns(b, stride: bStride) : .rows(b, stride: bStride)
      kernels.pack(right, k: k, n: n, into: packed)
      let starts: [MatrixProduct.Start] = [.nothing, .output, .row(bias)]
      for operand in [right, .packed(packed)] {
        kernels.multiply(
          MatrixProduct(
            m: m, n: n, k: k, a: a, aStride: aStride, aIsTransposed: order == 2, b: operand,
            scale: trial % 2 == 0 ? 1 : 0.176_776_7, start: starts[trial / 3 % 3], out: out,
            outStride: n + 3))
        digest.add(out, m * (n + 3))
      }
    }
    return digest.value
  }

  private static func sums<K: KernelSet>(_ kernels: K.Type) -> UInt64 {
    var digest = KernelDigest()
    var numbers = Numbers(seed: 3)
    for columns in [1, 5, 15, 16, 17, 40, 64] {
      let (a, b) = (numbers.memory(7 * columns, wild: false), numbers.memory(columns, wild: false))
      defer { for memory in [a, b] { memory.deallocate() } }
      kernels.add(a, to: b, count: columns)
      kernels.addRows(a, rows: 7, columns: columns, to: b)
      kernels.scale(b, by: 0.3, count: columns)
      digest.add(b, columns)
      kernels.mean(a, rows: 7, columns: columns, into: b)
      digest.add(b, columns)
      kernels.meanBackward(dOutput: b, rows: 7, columns: columns, into: a)
      kernels.embed(word: a, tokenType: b, position: a + 6 * columns, into: b, columns: columns)
      digest.add(a, 7 * columns)
      digest.add(b, columns)
      let squares = kernels.sumOfSquares(a, count: 7 * columns).bitPattern
      digest.add(UInt32(truncatingIfNeeded: squares))
      digest.add(UInt32(truncatingIfNeeded: squares >> 32))
    }
    return digest.value
  }

  private static func doubleSums<K: KernelSet>(_ kernels: K.Type) -> UInt64 {
    var digest = KernelDigest()
    var numbers = Numbers(seed: 10)
    for count in [1, 5, 15, 16, 17, 40, 900] {
      let (a, b) = (numbers.memory(count, wild: false), numbers.memory(count, wild: false))
      defer { for memory in [a, b] { memory.deallocate() } }
      let both = kernels.sums(a, b, count: count)
      for value in [kernels.sum(a, count: count), both.values, both.products] {
        digest.add(UInt32(truncatingIfNeeded: value.bitPattern))
        digest.add(UInt32(truncatingIfNeeded: value.bitPattern >> 32))
      }
    }
    return digest.value
  }

  private static func elementary<K: KernelSet>(_ kernels: K.Type) -> UInt64 {
    var digest = KernelDigest()
    var numbers = Numbers(seed: 4)
    for count in [1, 16, 37, 2000] {
      let x = numbers.memory(count, wild: false)
      let (y, bias) = (numbers.memory(count, wild: true), numbers.memory(count, wild: false))
      defer { for memory in [x, y, bias] { memory.deallocate() } }
      kernels.scale(x, by: 90, count: count)
      for function in [kernels.exponential, kernels.errorFunction] {
        let copy = numbers.copy(count > 100 ? x : y, count)
        function(copy, count)
        digest.add(copy, count)
        copy.deallocate()
      }
      kernels.scale(x, by: 0.05, count: count)
      kernels.gelu(addingBias: bias, to: x, into: y, rows: 1, columns: count)
      digest.add(y, count)
      kernels.geluBackward(x, dOutput: y, count: count)
      digest.add(x, count)
      kernels.relu(y, count: count)
      kernels.reluBackward(x, output: y, count: count)
      digest.add(x, count)
    }
    return digest.value
  }

  private static func gates<K: KernelSet>(_ kernels: K.Type) -> UInt64 {
    var digest = KernelDigest()
    var numbers = Numbers(seed: 9)
    for count in [1, 16, 37, 2000] {
      // Values on both sides of every case: small, around 1, saturated, and wild.
      for (scale, wild): (Float, Bool) in [(1, true), (2, false), (100, false)] {
        for function in [kernels.sigmoid, kernels.hyperbolicTangent] {
          let x = numbers.memory(count, wild: wild)
          defer { x.deallocate() }
          kernels.scale(x, by: scale, count: count)
          function(x, count)
          digest.add(x, count)
        }
      }
    }
    return digest.value
  }

  private static func attention<K: KernelSet>(_ kernels: K.Type) -> UInt64 {
    var digest = KernelDigest()
    var numbers = Numbers(seed: 5)
    for columns in [1, 9, 16, 33, 275, 530] {
      let (rows, stride) = (3, (columns + 15) / 16 * 16)
      let mask = Mask(kernels, rows: rows, columns: columns, &numbers)
      let (x, y) = (
        numbers.memory(rows * stride, wild: false), numbers.memory(rows * stride, wild: false)
      )
      let dropped = numbers.memory(rows * stride, wild: false)
      defer {
        for memory in [x, y, dropped] { memory.deallocate() }
        mask.groups.deallocate()
      }
      for bits in [nil, mask.bits] {
        kernels.softmax(
          x, dropped: dropped, rows: rows, columns: columns, stride: stride, dropout: bits)
        kernels.softmaxBackward(
          y, probabilities: x, dropped: dropped, rows: rows, columns: columns, stride: stride,
          dropout: bits)
        for memory in [x, y, dropped] { digest.add(memory, rows * stride) }
      }
      kernels.dropout(x, mask.bits, into: y, rows: rows, columns: columns)
      digest.add(y, rows * columns)
    }
    return digest.value
  }

  private static func norm<K: KernelSet>(_ kernels: K.Type) -> UInt64 {
    var digest = KernelDigest()
    var numbers = Numbers(seed: 6)
    for columns in [1, 7, 16, 24, 100, 384] {
      let rows = 4
      let mask = Mask(kernels, rows: rows, columns: columns, &numbers)
      let values = (0..<4).map { _ in numbers.memory(rows * columns, wild: false) }
      let weights = (0..<4).map { _ in numbers.memory(columns, wild: false) }
      let inverse = numbers.memory(rows, wild: false)
      defer {
        for memory in values + weights + [inverse] { memory.deallocate() }
        mask.groups.deallocate()
      }
      let norm = NormWeights(weight: weights[0], bias: weights[1], epsilon: 1e-12)
      let kept = NormalizedRows(normalized: values[3], inverse: inverse)
      for (bits, kept) in [(nil, nil), (mask.bits, kept)] {
        kernels.normalize(
          adding: values[0], bias: weights[2], dropout: bits, to: values[1], norm, into: values[2],
          rows: rows, columns: columns, keeping: kept)
        kernels.normalize(values[1], norm, rows: rows, columns: columns, keeping: nil)
        for memory in values { digest.add(memory, rows * columns) }
      }
      kernels.normalizeBackward(
        values[2], weight: weights[0], kept: kept, rows: rows, columns: columns,
        dWeight: weights[2], dBias: weights[3])
      digest.add(values[2], rows * columns)
      for memory in weights { digest.add(memory, columns) }
      digest.add(inverse, rows)
    }
    return digest.value
  }

  private static func random<K: KernelSet>(_ kernels: K.Type) -> UInt64 {
    var digest = KernelDigest()
    var numbers = Numbers(seed: 7)
    let state = UnsafeMutablePointer<UInt32>.allocate(capacity: 1264)
    defer { state.deallocate() }
    for i in 0..<1264 { state[i] = numbers.word() }
    for _ in 0..<3 { kernels.twist(state) }
    for i in 0..<624 { digest.add(state[i]) }
    for columns in [1, 16, 100, 600] {
      let groups = UnsafeMutablePointer<SIMD16<UInt32>>.allocate(capacity: 2)
      defer { groups.deallocate() }
      kernels.decideDropout(
        state, columns: columns, limit: 0x1C_CCCC_CCCC_CCCD, into: groups)
      for column in 0..<columns {
        let within = column % 512
        digest.add(groups[column / 512][within % 16] >> UInt32(within / 16) & 1)
      }
    }
    return digest.value
  }

  private static func optimizers<K: KernelSet>(_ kernels: K.Type) -> UInt64 {
    var digest = KernelDigest()
    var numbers = Numbers(seed: 8)
    for count in [1, 16, 70] {
      let values = (0..<4).map { _ in numbers.memory(count, wild: false) }
      defer { for memory in values { memory.deallocate() } }
      for i in 0..<count { values[3][i] *= values[3][i] }
      for decay: Float in [0, 0.01] {
        let adam = AdamStep(
          kept: 1 - decay, decay: decay, meanWeight: 0.1, squareKept: 0.999, squareWeight: 0.001,
          stepSize: -0.003, rootScale: 0.04, epsilon: 1e-8)
        kernels.adam(
          adam, value: values[0], gradient: values[1], mean: values[2], square: values[3],
          count: count)
        for memory in values { digest.add(memory, count) }
        for isFirst in [true, false] {
          let sgd = SGDStep(
            decay: decay, momentum: 0.9, gradientWeight: 1, nesterov: isFirst, stepSize: -0.01,
            isFirst: isFirst)
          kernels.sgd(
            sgd, value: values[0], gradient: values[1], velocity: values[2], count: count)
          kernels.sgd(sgd, value: values[0], gradient: values[1], velocity: nil, count: count)
          for memory in values { digest.add(memory, count) }
        }
      }
    }
    return digest.value
  }
}

/// Decisions of which about a tenth is to drop, drawn from made-up words.
private struct Mask {
  let groups: UnsafeMutablePointer<SIMD16<UInt32>>
  let bits: DropoutBits

  init<K: KernelSet>(_ kernels: K.Type, rows: Int, columns: Int, _ numbers: inout Numbers) {
    let perRow = DropoutBits.groups(columns: columns)
    groups = .allocate(capacity: rows * perRow)
    let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 2 * columns + 32)
    defer { words.deallocate() }
    for row in 0..<rows {
      for i in 0..<(2 * columns + 32) { words[i] = numbers.word() }
      kernels.decideDropout(
        words, columns: columns, limit: 0x1C_CCCC_CCCC_CCCD, into: groups + row * perRow)
    }
    bits = DropoutBits(groups: groups, groupsPerRow: perRow, scale: 1.111_111_1)
  }
}

/// Repeatable numbers (a linear congruential generator, Knuth's constants).
private struct Numbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func word() -> UInt32 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt32(truncatingIfNeeded: state >> 33)
  }

  /// Numbers in (-1, 1), or where `wild` any: subnormal, infinite, zero with either sign.
  mutating func memory(_ count: Int, wild: Bool) -> UnsafeMutablePointer<Float> {
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: max(1, count))
    for i in 0..<count {
      var value = Float(Int32(bitPattern: word() << 1) >> 8) * 0x1p-23
      if wild {
        switch word() % 64 {
        case 0: value = 0
        case 1: value = -0.0
        case 2: value *= 0x1p-126
        case 3: value *= 0x1p-70
        case 4: value *= 0x1p70
        case 5 where word() % 64 == 0: value = .infinity
        default: break
        }
      }
      memory[i] = value
    }
    return memory
  }

  func copy(_ source: UnsafeMutablePointer<Float>, _ count: Int) -> UnsafeMutablePointer<Float> {
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: count)
    memory.update(from: source, count: count)
    return memory
  }
}
