import Testing

@testable import Engine

/// Points as scikit-learn 1.9.1 makes them with NumPy 2.4.6.
@Suite struct MadePointsTests {
  struct Points: Sendable, CustomTestStringConvertible {
    var shape: MadePoints.Shape
    var rows: Int
    var noise: Double
    var isShuffled: Bool
    var seed: Int
    /// Of all numbers in single precision, row by row, and of all classes, a byte each.
    var numbers, classes: UInt64

    init(
      _ shape: MadePoints.Shape, _ rows: Int, _ noise: Double, _ isShuffled: Bool, _ seed: Int,
      _ numbers: UInt64, _ classes: UInt64
    ) {
      (self.shape, self.rows, self.noise, self.isShuffled) = (shape, rows, noise, isShuffled)
      (self.seed, self.numbers, self.classes) = (seed, numbers, classes)
    }

    var testDescription: String { "\(shape), \(rows) rows, noise \(noise), seed \(seed)" }
  }

  @Test(arguments: [
    Points(.circles(factor: 0.8), 100, 0, true, 0, 0x49f9_15a2_e0f8_3799, 0x0458_c489_1cdc_c9d7),
    .init(
      .circles(factor: 0.8), 1000, 0.03, true, 42, 0x0143_e316_9bd5_2031, 0x4c9e_68d0_16ca_51e3),
    .init(.circles(factor: 0.5), 501, 0.2, true, 7, 0xe924_b2d6_9ad0_adb9, 0xa508_d7de_63a6_b078),
    .init(.circles(factor: 0.8), 3, 0.1, true, 1, 0x044f_9555_e7d9_513c, 0xd949_ad18_6c0c_4e41),
    .init(.circles(factor: 0.8), 1000, 0, false, 0, 0x0682_c0db_0c52_fc33, 0x1416_07bb_509f_08d9),
    .init(
      .circles(factor: 0.3), 20000, 0.05, false, 9, 0xa972_d8ae_da49_777e, 0xc359_5a85_ee67_70b5),
    .init(.moons, 100, 0, true, 0, 0x5457_3165_0536_875b, 0x0458_c489_1cdc_c9d7),
    .init(.moons, 1000, 0.07, true, 42, 0xafb1_66f9_cbbb_8ebc, 0x4c9e_68d0_16ca_51e3),
    .init(.moons, 501, 0.3, true, 7, 0xba59_ed6f_1024_8227, 0xa508_d7de_63a6_b078),
    .init(.moons, 3, 0.1, true, 1, 0xd057_80f1_d5b0_fe8b, 0xd949_ad18_6c0c_4e41),
    .init(.moons, 2, 0, false, 1, 0x6210_4a59_0276_77f5, 0x0832_8707_b4eb_6e3a),
    .init(.moons, 1000, 0, false, 0, 0xd8ce_b947_e9ed_1949, 0x1416_07bb_509f_08d9),
    .init(.moons, 20000, 0.2, false, 4_294_967_295, 0x4f5e_9767_82a8_9e03, 0xc359_5a85_ee67_70b5),
  ])
  func makesThePointsOfScikitLearn(_ points: Points) throws {
    let table = MadePoints(
      points.shape, rows: points.rows, noise: points.noise, isShuffled: points.isShuffled
    ).table(seed: points.seed)
    let inputs = try table.inputs.tensor("a test")
    #expect(inputs.shape == [points.rows, 2])
    let bytes = (0..<points.rows * 2).flatMap { index in
      withUnsafeBytes(of: inputs.start[index].bitPattern.littleEndian) { Array($0) }
    }
    #expect(Self.digest(bytes) == points.numbers)
    let classes = (table.targetColumn?.values ?? []).map { UInt8($0) }
    #expect(Self.digest(classes) == points.classes)
    #expect(table.targetColumn?.classNames == ["0", "1"])
  }

  /// `RandomState(42).normal(size=5)`; the logarithm is our own, so the last bit may differ.
  @Test func drawsNormalNumbersOfNumPy() {
    let expected = [
      0.4967141530112327, -0.13826430117118466, 0.6476885381006925, 1.5230298564080254,
      -0.23415337472333597,
    ]
    var generator = NumPyLegacyGenerator(seed: 42)
    for value in expected { #expect(abs(generator.normal() - value) <= 4 * value.ulp) }
  }

  /// π in double precision is no half circle, and NumPy's sine of it is not 0.
  @Test func takesTheSineOfTheNumberItself() {
    #expect(abs(MadePoints.sineAndCosine(.pi).sine - 1.2246467991473532e-16) < 1e-31)
    #expect(abs(MadePoints.sineAndCosine(.pi / 2).cosine - 6.123233995736766e-17) < 1e-31)
  }

  /// FNV-1a.
  private static func digest(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
