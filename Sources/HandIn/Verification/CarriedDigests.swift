import Records
import Report

/// Recomputes the digests of what a page carries, and says from them which part was edited.
enum CarriedDigests {
  private static let limit = 20

  static func findings(_ carried: CarriedRecord) -> [Finding] {
    guard let digests = try? carried.recomputedDigests(),
      let sha256 = try? carried.recomputedSHA256()
    else { return [Finding(subject: .record("numbers"), detail: "not finite")] }
    var findings: [Finding] = []
    let names = Set(digests.keys).union(carried.digests.keys).sorted()
    for name in names where digests[name] != carried.digests[name] {
      // With the digest over everything intact it is the part's digest that was edited.
      if sha256 == carried.sha256 {
        findings.append(
          Finding(subject: .digest(name), detail: "edited; what it is the digest of is not"))
      } else {
        findings.append(finding(part: name, carried, isGone: digests[name] == nil))
      }
    }
    if sha256 != carried.sha256, findings.isEmpty {
      findings.append(
        Finding(subject: .digest("of the record"), detail: "does not recompute; it was edited"))
    }
    if findings.count > limit {
      let more = findings.count - limit
      findings =
        findings.prefix(limit) + [
          Finding(subject: .record("further parts"), detail: "\(more) more were edited")
        ]
    }
    if let finding = resultsFinding(carried.record) { findings.append(finding) }
    return findings
  }

  /// Whether the results have the digest that the record gives for them.
  static func resultsFinding(_ record: RunRecord) -> Finding? {
    for run in record.beside ?? []
    where (try? RunRecord.resultsDigest(of: run.steps)) != run.resultsSHA256 {
      let name = run.variant.map { "variant \(OneLine.of($0))" } ?? "the lesson itself"
      return Finding(
        subject: .digest("results_sha256 of \(name)"),
        detail: "the results do not have the digest that the record gives for them")
    }
    let digest = (try? RunRecord.resultsDigest(of: record.steps)) ?? "none"
    guard digest != record.resultsSHA256 else { return nil }
    return Finding(
      subject: .digest("results_sha256"),
      detail: "recomputes to \(digest.prefix(16))…, and the record says "
        + "\(OneLine.of(record.resultsSHA256, limit: 17))")
  }

  private static func finding(part name: String, _ carried: CarriedRecord, isGone: Bool) -> Finding
  {
    let detail =
      isGone
      ? "no longer in the record, but its digest is"
      : "edited in the record: its digest does not recompute"
    let words = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard words.count == 2 else {
      return Finding(
        subject: name == "results_sha256" ? .digest(name) : .record(name), detail: detail)
    }
    switch words[0] {
    case "student": return Finding(subject: .student, detail: detail)
    case "answers": return Finding(subject: .answer(words[1]), detail: detail)
    case "steps":
      guard let results = words[1].firstRange(of: ".results.") else {
        return Finding(subject: .figure(step: words[1], path: nil), detail: detail)
      }
      let step = String(words[1][..<results.lowerBound])
      let key = words[1][results.upperBound...]
      return Finding(subject: .figure(step: step, path: "\(step).\(key)"), detail: detail)
    default: return Finding(subject: .record(name), detail: detail)
    }
  }
}
