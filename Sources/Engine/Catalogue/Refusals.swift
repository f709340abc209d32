extension [String: String] {
  /// The same refusals of options, and one more.
  func refusing(_ option: String, _ instead: String) -> [String: String] {
    // Not `merging`, whose closure may throw: embedded Swift has no such casts.
    var refusals = self
    refusals[option] = instead
    return refusals
  }
}
