extension Parameter {
  /// Puts values back that the parameter had before.
  ///
  /// What was computed from the values until now holds no longer.
  public func restore(_ saved: Tensor) {
    precondition(saved.shape == value.shape, "\(name): \(saved.shape) into \(value.shape)")
    _ = value.values.update(from: saved.values)
    version += 1
    gradient = nil
  }
}
