import Records

/// Something that a run started from, in both runs.
package struct InputComparison: Sendable, Equatable {
  package var name: String
  package var a: String
  package var b: String
  /// Whether no result depends on it: only the time does.
  package var isCircumstance = false

  package var isSame: Bool { a == b }

  /// Everything that two runs started from.
  static func of(_ a: RunRecord, _ b: RunRecord) -> [InputComparison] {
    var inputs = [
      InputComparison("lesson", a.lesson.id, b.lesson.id),
      InputComparison("lesson file", a.lessonSHA256, b.lessonSHA256, isDigest: true),
      InputComparison("variant", a.variant ?? "–", b.variant ?? "–"),
      InputComparison("profile", a.profile ?? "–", b.profile ?? "–"),
      InputComparison("seed", "\(a.seed)", "\(b.seed)"),
    ]
    for name in Set(a.parameters.keys).union(b.parameters.keys).sorted() {
      inputs.append(
        InputComparison("parameter \(name)", text(a.parameters[name]), text(b.parameters[name])))
    }
    let assets = a.assets.map(\.name) + b.assets.map(\.name)
    for name in assets.reduce(into: [String](), { if !$0.contains($1) { $0.append($1) } }) {
      inputs.append(
        InputComparison("data or weights \(name)", files(name, a), files(name, b), isDigest: true))
    }
    inputs += [
      InputComparison("engine", a.engine.version, b.engine.version),
      InputComparison("products", a.engine.rounding, b.engine.rounding),
      InputComparison(
        "kernels", a.engine.kernels ?? a.engine.core ?? "–",
        b.engine.kernels ?? b.engine.core ?? "–", isCircumstance: true),
      InputComparison(
        "processor", a.environment.processor, b.environment.processor, isCircumstance: true),
      InputComparison(
        "threads", "\(a.environment.threads)", "\(b.environment.threads)", isCircumstance: true),
    ]
    return inputs
  }

  /// Digests are shown by their first digits, unless those are all that two have in common.
  private init(
    _ name: String, _ a: String, _ b: String, isDigest: Bool = false, isCircumstance: Bool = false
  ) {
    self.name = OneLine.of(name)
    let isShort = isDigest && (a == b || a.prefix(16) != b.prefix(16))
    let limit = isShort ? 17 : 120
    (self.a, self.b) = (OneLine.of(a, limit: limit), OneLine.of(b, limit: limit))
    self.isCircumstance = isCircumstance
    // What differs must not look the same for being cut.
    if a != b, self.a == self.b { self.b += " (another)" }
  }

  private static func text(_ value: JSONValue?) -> String {
    value.flatMap { try? CanonicalJSON.text($0) } ?? "–"
  }

  private static func files(_ name: String, _ record: RunRecord) -> String {
    let assets = record.assets.filter { $0.name == name }
    let files = assets.flatMap(\.files).map { "\($0.name) \($0.sha256)" }
    if files.isEmpty { return "–" }
    // The same file with other classes is other data.
    return SHA256Digest.hex(of: (files + assets.compactMap(\.readAs)).joined(separator: "\n"))
  }
}
