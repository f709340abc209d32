import Engine
import Records

/// A tensor in a record: enough to tell whether two runs have the same, not the tensor itself.
enum TensorSummary {
  /// What a head's tensors look like in a record, under their bare names.
  static let headShape = shape(of: headTensors)

  /// What tensors of some names look like in a record.
  static func shape(of tensors: [String]) -> ResultShape {
    .byTensor(tensors, .tensor)
  }

  /// The names of a head's tensors.
  static let headTensors = ["linear1.weight", "linear1.bias", "linear2.weight", "linear2.bias"]

  /// Values of a tensor that a record shows.
  private static let shownValues = 8

  /// Shape, SHA-256 over the values as little-endian bytes, and the first values, by tensor name.
  static func of(_ parameters: [Parameter]) -> JSONValue {
    of(parameters.map { ($0.name, $0.value) })
  }

  static func of(_ tensors: [(name: String, value: Tensor)]) -> JSONValue {
    .object(
      Dictionary(
        tensors.map { name, tensor in
          (
            name,
            JSONValue.members([
              .shape: .ints(tensor.shape),
              .sha256: .string(SHA256Digest.hex(of: tensor.bytes)),
              .first: .floats(tensor.values.prefix(shownValues)),
            ])
          )
        }
      ) { first, _ in first })
  }
}

/// Digests of a model's tensors, by which it shows what a training changed.
///
/// A copy of the weights would show it too, at the price of holding a model twice.
struct ParameterDigests {
  private let digests: [String: String]

  init(_ model: any LessonModel) {
    digests = Dictionary(
      model.namedParameters.map { ($0.name, SHA256Digest.hex(of: $0.parameter.value.bytes)) }
    ) { first, _ in first }
  }

  /// Names of tensors of which a bit is not as it was.
  func changed(since before: ParameterDigests) -> Set<String> {
    Set(digests.filter { before.digests[$0.key] != $0.value }.keys)
  }

  /// How many of some tensors lie in each layer of a model; every layer is named.
  static func countsByLayer(of model: any LessonModel, _ names: Set<String>) -> JSONValue {
    var counts: [String: Int] = [:]
    for (name, _) in model.namedParameters {
      let layer = model is LessonNetwork ? LessonNetwork.layer(of: name) : layer(of: name)
      counts[layer, default: 0] += names.contains(name) ? 1 : 0
    }
    return .object(counts.mapValues(JSONValue.int))
  }

  /// `layer_0` for `encoder.layer.0.attention.self.query.weight`, otherwise the first component.
  private static func layer(of name: String) -> String {
    let parts = name.split(separator: ".")
    return parts.count > 2 && parts[0] == "encoder" ? "layer_\(parts[2])" : String(parts[0])
  }
}
