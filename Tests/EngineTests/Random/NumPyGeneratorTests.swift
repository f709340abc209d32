import Testing

@testable import Engine

/// Expected values: `numpy.random.default_rng(seed).permutation(n)`, NumPy 2.4.6.
@Suite struct NumPyGeneratorTests {
  @Test(arguments: [
    (0, [4, 19, 6, 2, 13, 16, 3, 11, 10, 8, 0, 12, 7, 5, 18, 17, 14, 9, 1, 15]),
    (7, [3, 8, 12, 13, 14, 16, 10, 15, 1, 6, 0, 7, 4, 18, 5, 19, 17, 2, 9, 11]),
    (123_456_789, [18, 9, 16, 17, 10, 5, 11, 4, 15, 0, 8, 3, 7, 14, 2, 1, 6, 12, 19, 13]),
    // A seed of more than 32 bits enters as two words.
    (
      1_099_511_627_781, [12, 3, 7, 13, 18, 2, 9, 16, 17, 10, 1, 5, 6, 0, 19, 8, 14, 4, 15, 11]
    ),
  ])
  func permutesTwentyRows(seed: Int, expected: [Int]) {
    var generator = NumPyGenerator(seed: seed)
    #expect(generator.permutation(20) == expected)
  }

  @Test func permutesTheReviews() {
    var generator = NumPyGenerator(seed: 42)
    let order = generator.permutation(25000)
    #expect(
      Array(order.prefix(10))
        == [19923, 18453, 12236, 16941, 8218, 20850, 22290, 4237, 747, 12573])
    #expect(order.sorted() == Array(0..<25000))
  }
}
