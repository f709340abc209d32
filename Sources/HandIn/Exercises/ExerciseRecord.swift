import Base
import Records

/// What a student's program has taken down of a lesson's exercises, as `lesson.hand_in` writes it.
///
/// It is never trusted: whatever it holds is numbers to be compared and texts to be shown, and nothing
/// of it is run.
package struct ExerciseRecord: Sendable {
  /// What was recorded of one step.
  package struct Step: Sendable {
    /// One a batch; `nil` for one that was not finite.
    package var losses: [Double?]?
    package var initial: [Tensor]?
    package var final: [Tensor]?
    /// Rows in the order in which the training saw them.
    package var order: [Int]?
    package var printed: [Double?]?
    package var predictions: [Double?]?
    package var values: [String: Double?] = [:]
    /// Where its tensors lay: `cpu`, `cuda`, `mps`.
    package var devices: [String] = []
    /// How precise they were: `float32`, `float64`.
    package var precisions: [String] = []
    /// The class of the exception that ended it.
    package var error: String?
  }

  /// What was recorded of a tensor.
  package struct Tensor: Sendable {
    package var name: String
    package var shape: [Int]
    /// SHA-256 over its values in single precision, as little-endian bytes.
    package var sha256: String
    /// Eight at most.
    package var first: [Double?]
  }

  package static let format = "lesson-exercises"
  /// What a file of them is called at its end.
  package static let ending = ".exercises.json"
  /// More bytes than the record of a course's longest training has.
  package static let byteLimit = 16 << 20

  package var lesson: String
  package var seed: Int?
  package var profile: String?
  package var parameters: [String: JSONValue]
  /// As the record says, on one line.
  package var name: String
  package var id: String
  /// PyTorch's version, on one line; empty where there was none.
  package var torch: String
  package var threads: Int?
  package var steps: [String: Step]
  /// The cells of the notebook, as text.
  package var source: [String]

  /// Reads a record.
  ///
  /// - Throws: a message that names the file, the place and what was expected there.
  package init(_ bytes: some Collection<UInt8>, file: String) throws(HandInProblem) {
    let item: JSONItem
    guard bytes.count <= Self.byteLimit else {
      throw HandInProblem(
        .invalid, "\(file): larger than \(Self.byteLimit >> 20) MiB: no record of exercises")
    }
    do throws(JSONReader.Failure) {
      item = try JSONReader.item(of: bytes)
    } catch {
      throw HandInProblem(
        .invalid, "\(file): no record of exercises: \(error.description). \(Self.remedy)")
    }
    do throws(Misfit) {
      try self.init(item)
    } catch {
      throw HandInProblem(
        .invalid,
        "\(file): no record of exercises: \(OneLine.of(error.place, limit: 80)) \(error.reason). "
          + Self.remedy)
    }
  }

  /// A record in which nothing is recorded.
  package init(lesson: String) {
    self.lesson = lesson
    (parameters, steps, source) = ([:], [:], [])
    (name, id, torch) = ("", "", "")
  }

  private static let remedy = "Write it with lesson.hand_in, and do not edit it"
}

/// What does not stand in a record as it is to be.
struct Misfit: Error {
  /// Such as `steps[1].losses[17]`.
  var place: String
  /// What is wrong with it.
  var reason: String
}

extension ExerciseRecord {
  private init(_ item: JSONItem) throws(Misfit) {
    let top = try RecordFields(item, at: "the file")
    guard try top.text("format", limit: 40) == Self.format, let version = try top.integer("version")
    else {
      throw Misfit(place: "the file", reason: "does not say \"format\": \"\(Self.format)\"")
    }
    guard version == 1 else {
      throw Misfit(
        place: "version", reason: "is \(version), and this program reads 1: a newer one is needed")
    }
    guard let lesson = try top.text("lesson", limit: 64), !lesson.isEmpty else {
      throw Misfit(place: "lesson", reason: "is missing: a lesson's id is expected")
    }
    self.lesson = lesson
    seed = try top.integer("seed")
    profile = try top.text("profile", limit: 64)
    parameters = try top.scalars("parameters")
    let student = try top.object("student")
    name = OneLine.of(try student?.text("name", limit: 1000) ?? "", limit: 200)
    id = OneLine.of(try student?.text("id", limit: 1000) ?? "", limit: 100)
    let environment = try top.object("environment")
    torch = OneLine.of(try environment?.text("torch", limit: 200) ?? "", limit: 40)
    threads = try environment?.integer("threads")
    source = try top.list("source", limit: 100_000) { (value, place) throws(Misfit) in
      guard let text = value.text else {
        throw Misfit(place: place, reason: "is no text: a notebook's cell is expected")
      }
      return text
    }
    steps = [:]
    let read = try top.list("steps", limit: 1000) { (value, place) throws(Misfit) in
      try Self.step(value, place)
    }
    for (id, step) in read {
      guard steps.updateValue(step, forKey: id) == nil else {
        throw Misfit(place: "steps", reason: "names the step \(OneLine.of(id, limit: 64)) twice")
      }
    }
  }

  private static func step(_ item: JSONItem, _ place: String) throws(Misfit) -> (String, Step) {
    let fields = try RecordFields(item, at: place)
    guard let id = try fields.text("id", limit: 64), !id.isEmpty else {
      throw Misfit(place: "\(place).id", reason: "is missing: a step's id is expected")
    }
    var step = Step()
    step.losses = try fields.numbers("losses")
    step.printed = try fields.numbers("printed")
    step.predictions = try fields.numbers("predictions")
    step.initial = try fields.tensors("initial")
    step.final = try fields.tensors("final")
    step.order = try fields.integers("order")
    step.values = try fields.named("values")
    step.devices = try fields.words("devices")
    step.precisions = try fields.words("dtypes")
    step.error = try fields.text("error", limit: 200).map { OneLine.of($0, limit: 60) }
    return (id, step)
  }
}
