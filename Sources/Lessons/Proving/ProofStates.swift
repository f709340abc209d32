import Base
import Engine
import Files
import Foundation
import Records

/// The tensors that a run has at the start of each step, on disk: what a script in PyTorch starts its
/// own steps from.
///
/// A tensor that has not changed since is not written again.
package final class ProofStates {
  /// The file that says what lies where.
  package static let fileName = "states.json"

  private let folder: URL
  private let names: PythonNames
  private var steps: [String: JSONValue] = [:]
  private var end: JSONValue = .null
  /// Where tensors lie, by their digest.
  private var places: [String: JSONValue] = [:]
  private var files = 0

  /// - Parameters:
  ///   - folder: an empty one.
  ///   - exporter: of the script that will read it.
  package init(folder: URL, for exporter: PythonExporter) {
    (self.folder, names) = (folder, exporter.names)
  }

  /// Writes what the names are bound to before a step, or with `nil` at the end.
  func write(before step: String?, _ values: [String: Any]) throws(EngineError) {
    var file = TensorFile(name: String(format: "%04d.safetensors", files))
    var models: [String: JSONValue] = [:]
    var tables: [String: JSONValue] = [:]
    var subsets: [String: JSONValue] = [:]
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      guard let name = names.existing(name) else { continue }
      switch value {
      case let model as any LessonModel: models[name] = entry(of: model, &file)
      case let table as Table: tables[name] = entry(of: table, &file)
      case let subset as LessonSubset: subsets[name] = entry(of: subset, &file)
      default: break
      }
    }
    let state: JSONValue = [
      "models": .object(models), "tables": .object(tables), "subsets": .object(subsets),
    ]
    if let step { steps[step] = state } else { end = state }
    guard !file.isEmpty else { return }
    files += 1
    let url = folder.appendingPathComponent(file.name)
    do throws(POSIXError) {
      try NewFile.write(Data(file.bytes()), to: url, replaces: false) { _ throws(POSIXError) in }
    } catch {
      throw .unreadable(path: url.path, reason: "it cannot be written: \(error.words)")
    }
  }

  /// Writes the list of it all.
  ///
  /// - Parameter record: of the run; a step's results say how exactly its losses can be compared.
  package func finish(_ record: RunRecord) throws {
    for step in record.steps {
      guard var state = steps[step.id]?.object else { continue }
      state["tolerance"] = .number(ProofBars.ofLosses(step.results))
      // What a step shows of an earlier one, the script shows of it, too.
      state["results"] = .object(step.results)
      steps[step.id] = .object(state)
    }
    let text = try CanonicalJSON.text(["steps": .object(steps), "end": end])
    let url = folder.appendingPathComponent(Self.fileName)
    try NewFile.write(Data(text.utf8), to: url, replaces: false) { _ throws(POSIXError) in }
  }

  // MARK: - What there is

  private func entry(of model: any LessonModel, _ file: inout TensorFile) -> JSONValue {
    var tensors: [String: JSONValue] = [:]
    for (name, parameter) in model.namedParameters {
      tensors[name] = place(of: parameter.value, &file)
    }
    if let network = model as? LessonNetwork {
      for (name, buffer) in network.namedBuffers { tensors[name] = place(of: buffer.value, &file) }
    }
    let frozen = model.namedParameters.filter { !$0.parameter.requiresGradient }.map(\.name)
    return [
      "tensors": .object(tensors), "training": .bool(model.isTraining),
      "frozen": .array(frozen.map(JSONValue.string)),
    ]
  }

  private func entry(of table: Table, _ file: inout TensorFile) -> JSONValue {
    var columns: [String: JSONValue] = [:]
    for column in table.columns where column.pictures == nil {
      columns[column.name] = place(of: column.values, [table.rows] + column.shape, &file)
    }
    return [
      "columns": .object(columns),
      "places": place(of: table.places.map(Double.init), [table.rows], &file),
    ]
  }

  private func entry(of subset: LessonSubset, _ file: inout TensorFile) -> JSONValue {
    let ids = subset.rows.flatMap { $0.ids.map(Double.init) }
    let lengths = subset.rows.map { Double($0.ids.count) }
    return [
      "ids": place(of: ids, [ids.count], &file),
      "lengths": place(of: lengths, [lengths.count], &file),
      "labels": place(of: subset.rows.map { Double($0.label) }, [lengths.count], &file),
    ]
  }

  private func place(of tensor: Tensor, _ file: inout TensorFile) -> JSONValue {
    let digest = SHA256Digest.hex(of: tensor.bytes) + "\(tensor.shape)"
    return place(digest, &file) { $0.add($1, tensor) }
  }

  private func place(
    of values: [Double], _ shape: [Int], _ file: inout TensorFile
  ) -> JSONValue {
    let digest = values.withUnsafeBytes { SHA256Digest.hex(of: $0) } + "double\(shape)"
    return place(digest, &file) { $0.add($1, values, shape: shape) }
  }

  private func place(
    _ digest: String, _ file: inout TensorFile, add: (inout SafetensorsWriter, String) -> Void
  ) -> JSONValue {
    if let known = places[digest] { return known }
    let key = "\(file.count)"
    add(&file.writer, key)
    file.count += 1
    let place: JSONValue = [.string(file.name), .string(key)]
    places[digest] = place
    return place
  }
}

/// A file of tensors that is being filled.
private struct TensorFile {
  let name: String
  var writer = SafetensorsWriter()
  var count = 0

  init(name: String) { self.name = name }

  var isEmpty: Bool { count == 0 }

  func bytes() -> [UInt8] {
    var bytes: [UInt8] = []
    writer.write { (piece: UnsafeRawBufferPointer) in bytes.append(contentsOf: piece) }
    return bytes
  }
}
