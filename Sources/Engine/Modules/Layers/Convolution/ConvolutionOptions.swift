/// The options that all convolutions have.
struct ConvolutionOptions {
  static let inChannels = NamedOption<Int>.whole("in_channels", "Channels that go in.")
  static let outChannels = NamedOption<Int>.whole("out_channels", "Channels that come out.")
  static let groups = NamedOption<Int>.whole(
    "groups", default: 1, "Groups of channels that have nothing to do with each other.")
  static let bias = NamedOption<Bool>.flag("bias", default: true, "Whether a bias is added.")

  static func kernel(_ dimensions: Int) -> NamedOption<[Int]> {
    .sizes("kernel_size", dimensions, "Extent of the kernel.")
  }
  static func stride(_ dimensions: Int) -> NamedOption<[Int]> {
    .sizes("stride", dimensions, default: 1, "How far the kernel moves.")
  }
  static func dilation(_ dimensions: Int) -> NamedOption<[Int]> {
    .sizes("dilation", dimensions, default: 1, "How far apart the kernel's values lie.")
  }
  static func padding(_ dimensions: Int) -> NamedOption<[Int]> {
    .sizes("padding", dimensions, atLeast: 0, default: 0, "Zeros at each side.")
  }

  /// Zeros at each side, or `same` or `valid`; `nil` for `same`.
  static func anyPadding(_ dimensions: Int) -> NamedOption<[Int]?> {
    let list = dimensions == 1 ? "" : ", a list of \(dimensions)"
    return NamedOption(
      "padding", kind: .sizesOrWords(count: dimensions, ["same", "valid"]),
      expected: "a whole number of at least 0\(list), `same` or `valid`",
      fallback: ("0", [Int](repeating: 0, count: dimensions)),
      "Zeros at each side; `same` keeps the extent, `valid` is 0."
    ) {
      switch $0 {
      case .word("same"): .some(nil)
      case .word("valid"): [Int](repeating: 0, count: dimensions)
      default: $0.sizes(dimensions, atLeast: 0)
      }
    }
  }

  static let refused = [
    "padding_mode": "is not supported: the padding is zeros", "device": "is not needed",
    "dtype": "is not needed: numbers are float32",
  ]

  /// Refuses channels that groups do not divide.
  static func check(
    channels: Int, _ name: String, groups: Int, called option: String? = nil
  ) throws(OptionProblem) {
    guard channels % groups == 0 else {
      throw OptionProblem(option ?? Self.groups.name, "must divide \(name), \(channels)")
    }
  }
}

extension [Int] {
  /// A series' one extent as those of a picture of height 1.
  func asPicture(_ filler: Int) -> [Int] { count == 1 ? [filler] + self : self }
}
