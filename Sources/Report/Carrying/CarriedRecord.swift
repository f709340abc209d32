import Foundation
import Records

/// What a page carries so that it can be made again: the record, the answers, and digests of both,
/// of their parts and of the page around them.
///
/// It lies in a `template` element at the page's end as canonical JSON, with every character that
/// could act in a page written as an escape. Browsers neither show nor run it.
package struct CarriedRecord: Codable, Sendable, Equatable {
  static let currentSchemaVersion = 2

  package var schemaVersion = CarriedRecord.currentSchemaVersion
  /// The version of the program that wrote the page.
  package var program: String
  package var record: RunRecord
  /// What the student typed, by the question's id.
  package var answers: [String: String]
  /// The first 16 digits of each part's SHA-256, by the names of ``CarriedParts``.
  package var digests: [String: String]
  /// SHA-256 over record, answers and the program's version; in schema 1 without the last.
  package var sha256: String
  /// SHA-256 of the page without what it carries.
  package var pageSHA256: String
  /// The record as it was read, so that it need not be encoded again; what is edited in it and not
  /// known to ``RunRecord`` is in it too.
  private var recordJSON: JSONValue?

  enum CodingKeys: String, CodingKey {
    case program, record, answers, digests, sha256
    case schemaVersion = "schema_version"
    case pageSHA256 = "page_sha256"
  }

  /// What a page is to carry.
  ///
  /// Throws where the record holds a number that is not finite.
  static func json(
    _ source: ReportDocument.Source, program: String, page: String
  ) throws -> String {
    let record = try source.json ?? CanonicalJSON.value(source.record)
    let value: JSONValue = [
      "schema_version": .int(currentSchemaVersion), "program": .string(program), "record": record,
      "answers": json(source.answers),
      "digests": .object(
        try CarriedParts(record: record, answers: source.answers).digests()
          .mapValues { .string($0) }),
      "sha256": .string(
        try digest(record: record, answers: json(source.answers), program: program)),
      "page_sha256": .string(SHA256Digest.hex(of: page)),
    ]
    return CarriedText.inert(try CanonicalJSON.text(value))
  }

  /// Reads what a page carries.
  ///
  /// Throws what `JSONDecoder` throws, and ``JSONReader/Failure``.
  package init(json text: String) throws {
    let value = try JSONReader.value(of: text)
    // Results are JSON as they stand: they are taken over, and only the rest is decoded.
    var frame = value.object ?? [:]
    var record = value["record"]?.object ?? [:]
    record["steps"] = record["steps"]?.array.map { steps in
      .array(steps.map { Self.frame(of: $0) })
    }
    if value["record"]?.object != nil { frame["record"] = .object(record) }
    self = try JSONDecoder().decode(
      CarriedRecord.self, from: Data(try CanonicalJSON.text(.object(frame)).utf8))
    for (index, step) in (value["record"]?["steps"]?.array ?? []).enumerated() {
      self.record.steps[index].results = step["results"]?.object ?? [:]
    }
    recordJSON = value["record"]
  }

  /// A step without its results; one whose results are none is left to the decoder to refuse.
  private static func frame(of step: JSONValue) -> JSONValue {
    guard var members = step.object, members["results"]?.object != nil else { return step }
    members["results"] = .object([:])
    return .object(members)
  }

  /// What a document of this is built from.
  package var source: ReportDocument.Source {
    ReportDocument.Source(record: record, answers: answers, json: recordJSON)
  }

  /// The digest over all of it, recomputed.
  package func recomputedSHA256() throws -> String {
    try Self.digest(
      record: recordJSON ?? CanonicalJSON.value(record), answers: Self.json(answers),
      program: schemaVersion < 2 ? nil : program)
  }

  /// The parts' digests, recomputed.
  package func recomputedDigests() throws -> [String: String] {
    try CarriedParts(record: recordJSON ?? CanonicalJSON.value(record), answers: answers).digests()
  }

  private static func json(_ answers: [String: String]) -> JSONValue {
    .object(answers.mapValues { .string($0) })
  }

  private static func digest(
    record: JSONValue, answers: JSONValue, program: String?
  ) throws -> String {
    var parts: [String: JSONValue] = ["record": record, "answers": answers]
    parts["program"] = program.map { .string($0) }
    return try CanonicalJSON.sha256(.object(parts))
  }
}

/// The parts of what a page carries, each with a digest of its own, so that an edited one can be
/// named.
///
/// `answers.ID`, `student.name`, `steps.ID.results.KEY`, `steps.ID` for the rest of a step, and the
/// record's other keys as they are.
struct CarriedParts {
  private var parts: [String: JSONValue] = [:]

  init(record: JSONValue, answers: [String: String]) {
    for (id, text) in answers { parts["answers.\(id)"] = .string(text) }
    // In order, since an odd record may have two parts of one name.
    for (key, value) in (record.object ?? [:]).sorted(by: { $0.key < $1.key }) {
      switch (key, value) {
      case ("student", .object(let members)):
        for (name, member) in members { parts["student.\(name)"] = member }
      case ("steps", .array(let steps)): for step in steps { add(step) }
      default: parts[key] = value
      }
    }
  }

  private mutating func add(_ step: JSONValue) {
    var rest = step.object ?? [:]
    var name = "steps.\(rest["id"]?.string ?? "")"
    while parts[name] != nil { name += "'" }
    for (key, value) in rest["results"]?.object ?? [:] { parts["\(name).results.\(key)"] = value }
    rest["results"] = nil
    parts[name] = .object(rest)
  }

  func digests() throws -> [String: String] {
    try parts.mapValues { String(try CanonicalJSON.sha256($0).prefix(16)) }
  }
}
