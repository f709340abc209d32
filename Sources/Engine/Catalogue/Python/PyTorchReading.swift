/// How a call in PyTorch is read: the way back from ``CatalogueEntry/python(_:first:)``.
extension CatalogueEntry {
  /// The options that PyTorch's constructor takes by their place, in its order.
  public var pythonPlaces: [String] {
    let own = options.map { $0.name }.filter { !spelling.elsewhere.contains($0) }
    return Array(own.prefix(spelling.byPlace ?? own.count))
  }

  /// Every option of its own that PyTorch's constructor has.
  public var pythonNames: Set<String> {
    Set(options.map { $0.name }).subtracting(spelling.elsewhere)
  }

  /// What may be said in PyTorch and changes no result.
  public var pythonIdle: Set<String> {
    Set(refused.filter { $0.value.hasPrefix("changes no result") }.keys)
  }

  /// Whether a function of `torch.nn.functional`, of `torch` or of tensors is this.
  public func isPythonFunction(_ path: String) -> Bool {
    if case .function = spelling.use { return path == pytorch }
    return path == name
  }
}
