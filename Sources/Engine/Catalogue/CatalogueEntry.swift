/// What is known of one layer, loss, optimizer or schedule: what its own file says of it, for the
/// planner, the manual and the schema.
public struct CatalogueEntry<Product>: Sendable {
  /// As lessons name it, such as `conv2d`.
  public let name: String
  /// What stands for it in PyTorch, such as `torch.nn.Conv2d`.
  public let pytorch: String
  /// One sentence for the manual, with a full stop.
  public let summary: String
  /// Options that may be given by their place, in order; then those with names alone.
  public let positional: [DescribedOption]
  /// Options that are given by their names only, as after Python's `*`.
  public let named: [DescribedOption]
  /// Options that PyTorch has and this engine does not have: name and what to do instead.
  public let refused: [String: String]
  /// How it is written in PyTorch, where that is more than its class with its options.
  public let spelling: PyTorchSpelling
  private let build: @Sendable (Options) throws(OptionProblem) -> Product

  /// - Parameter build: reads the options, which checks each, and throws for those that do not fit one
  ///   another.
  public init(
    name: String, pytorch: String, summary: String, positional: [DescribedOption] = [],
    named: [DescribedOption] = [], refused: [String: String] = [:],
    spelling: PyTorchSpelling = PyTorchSpelling(),
    build: @escaping @Sendable (Options) throws(OptionProblem) -> Product
  ) {
    (self.name, self.pytorch, self.summary) = (name, pytorch, summary)
    (self.positional, self.named, self.refused) = (positional, named, refused)
    (self.spelling, self.build) = (spelling, build)
  }

  /// All options.
  public var options: [DescribedOption] { positional + named }

  /// Builds one with these options.
  public func make(_ options: Options) throws(OptionProblem) -> Product {
    let known = Set(self.options.map { $0.name })
    for name in options.values.keys.sorted() where !known.contains(name) {
      if let instead = refused[name] { throw OptionProblem(name, instead) }
      throw OptionProblem(
        name, "is no option of \(self.name): it has \(known.sorted().joined(separator: ", "))")
    }
    return try build(options)
  }

  /// Builds one with options by their place, then by their names.
  public func make(
    _ values: OptionValue..., named: [String: OptionValue] = [:]
  ) throws(OptionProblem) -> Product {
    guard values.count <= positional.count else {
      throw OptionProblem(name, "takes \(positional.count) values by their place at most")
    }
    var all = named
    for (value, option) in zip(values, positional) { all[option.name] = value }
    return try make(Options(all))
  }
}

extension Array {
  /// The entry of that name.
  public func named<Product>(
    _ name: String
  ) throws(OptionProblem) -> CatalogueEntry<Product> where Element == CatalogueEntry<Product> {
    guard let entry = first(where: { $0.name == name }) else {
      throw OptionProblem(
        name, "is not known: there are \(map { $0.name }.joined(separator: ", "))")
    }
    return entry
  }
}

extension [String: String] {
  /// The same refusals of options, and one more.
  func refusing(_ option: String, _ instead: String) -> [String: String] {
    // Not `merging`, whose closure may throw: embedded Swift has no such casts.
    var refusals = self
    refusals[option] = instead
    return refusals
  }
}
