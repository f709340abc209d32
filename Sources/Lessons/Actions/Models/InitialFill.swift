import Engine
import Records

/// Tensors of a model that begin with other values than those that their layers draw.
struct InitialFill: Sendable, Equatable {
  /// By their full names, in the order in which they are filled.
  var tensors: [Located<String>]
  var values: InitialValues

  /// When tensors are filled: once their own layer has drawn its values, once all have, or in the place of
  /// that: nothing else is drawn.
  enum Time: String, CaseIterable, Sendable { case layers, end, instead }

  static let of = "of"

  /// The schemes, each with what it takes.
  static let schemes = [
    "constant: 0.0", "normal: [mean, deviation]", "uniform: [low, high]", "xavier_uniform: gain",
    "xavier_normal: gain", "kaiming_uniform: [fan_in, relu]", "kaiming_normal: [fan_out, relu]",
  ]
  private static let names = schemes.map { String($0.prefix { $0 != ":" }) }

  /// Reports names that the model does not have, and tensors that a scheme cannot fill.
  static func check(
    _ fills: [InitialFill], of shapes: [String: [Int]], _ reader: ActionReader
  ) -> Bool {
    var isSound = true
    for fill in fills {
      for tensor in fill.tensors {
        guard let shape = shapes[tensor.value] else {
          isSound = false
          reader.scope.report(
            .unknown(
              code: "unknown-name", "the model has no tensor `\(tensor.value)`",
              name: tensor.value, candidates: shapes.keys.sorted()), at: tensor.range)
          continue
        }
        guard fill.values.needsFans, shape.count < 2 else { continue }
        isSound = false
        reader.report(
          "wrong-type", at: tensor.range,
          "`\(tensor.value)` has no inputs and outputs, by which its values could be drawn",
          notes: [
            "it is a list of \(shape.first ?? 0) numbers: constant, normal and uniform fill it"
          ])
      }
    }
    return isSound
  }

  fileprivate static func read(
    _ value: YAMLValue, _ scope: PlanScope
  ) throws(ArgumentProblem) -> InitialFill {
    guard case .mapping(let members, _) = value, members.count == 2,
      let named = members.first(where: { $0.key.value == of }),
      let scheme = members.first(where: { $0.key.value != of })
    else { throw .wrongType }
    let items: [YAMLValue] =
      if case .list(let items, _) = named.value { items } else { [named.value] }
    guard !items.isEmpty else { throw .wrongType }
    var tensors: [Located<String>] = []
    for item in items { tensors.append(Located(try scope.scalar(item).text, at: item.range)) }
    return InitialFill(tensors: tensors, values: try values(scheme.key, scheme.value, scope))
  }

  private static func values(
    _ name: Located<String>, _ value: YAMLValue, _ scope: PlanScope
  ) throws(ArgumentProblem) -> InitialValues {
    guard names.contains(name.value) else {
      throw ArgumentProblem.unknown(
        code: "unknown-argument", "there is no first value `\(name.value)`", name: name.value,
        candidates: names
      ).at(name.range)
    }
    let items: [YAMLValue] = if case .list(let items, _) = value { items } else { [value] }
    var scalars: [Scalar] = []
    for item in items { scalars.append(try scope.scalar(item)) }
    let numbers = scalars.compactMap(\.value.number)
    if numbers.count == scalars.count, let values = InitialValues(name.value, numbers) {
      return values
    }
    if let fan = scalars.first.flatMap({ InitialValues.Fan(rawValue: $0.text) }),
      let gain = gain(scalars.dropFirst()), let values = InitialValues(name.value, fan, gain)
    {
      return values
    }
    let form = schemes.first { $0.hasPrefix(name.value + ":") } ?? ""
    throw ArgumentProblem(
      code: "wrong-type", message: "it is written `\(form)`", range: value.range)
  }

  /// A nonlinearity, of a leaky ReLU with its slope.
  private static func gain(_ scalars: ArraySlice<Scalar>) -> InitialValues.Gain? {
    guard let name = scalars.first, scalars.count < 3 else { return nil }
    guard let slope = scalars.dropFirst().first else {
      return InitialValues.Gain(name.text, slope: nil)
    }
    return slope.value.number.flatMap { InitialValues.Gain(name.text, slope: $0) }
  }
}

extension ArgumentType where Value == [InitialFill] {
  /// A list of mappings, each with tensors and what fills them.
  static let fills = ArgumentType(
    "a list of mappings such as {of: [hidden.weight], normal: [0.0, 0.1]}",
    schema: [
      "type": "array",
      "items": [
        "type": "object", "required": ["of"], "minProperties": 2, "maxProperties": 2,
        "properties": ["of": ["type": ["string", "array"]]],
      ],
    ]
  ) { value, scope throws(ArgumentProblem) in
    guard case .list(let items, _) = value else { throw .wrongType }
    var fills: [InitialFill] = []
    for item in items {
      do throws(ArgumentProblem) {
        fills.append(try InitialFill.read(item, scope))
      } catch {
        throw error.at(item.range)
      }
    }
    return fills
  }
}
