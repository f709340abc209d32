import Records

/// A JSON Schema (draft 2020-12) for the two places of a lesson where YAML stands: the front matter,
/// and the body of a step.
///
/// It is made from what the actions say of themselves. What depends on other lines (a name that has
/// to be bound before, an argument that needs another one) no schema can say: `lesson check` does.
package enum LessonSchema {
  /// The schema.
  ///
  /// An editor points at `#/$defs/front_matter` or `#/$defs/step`; the whole takes either.
  package static var document: JSONValue {
    var definitions: [String: JSONValue] = [
      "parameter": [
        "description": "A parameter of the lesson in the place of a value: $name.",
        "type": "string", "pattern": "^[$][a-z][a-z0-9_]*$",
      ],
      "front_matter": FrontMatterSchema.document,
      "layer": LayerSchema.layer,
      "step": [
        "description": "The body of a step: a list of actions.",
        "type": "array", "minItems": 1,
        "items": ["anyOf": .array(ActionCatalog.names.map { reference("action_\($0)") })],
      ],
    ]
    for type in ActionCatalog.all {
      definitions["action_\(type.manual.name)"] = action(type.manual)
    }
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "The YAML of a lesson",
      "oneOf": [reference("front_matter"), reference("step")],
      "$defs": .object(definitions),
    ]
  }

  /// A value, or a parameter that stands for it.
  static func orParameter(_ schema: JSONValue) -> JSONValue {
    ["anyOf": [schema, reference("parameter")]]
  }

  /// A mapping with these arguments and no others.
  static func mapping(_ arguments: [ArgumentDescription]) -> JSONValue {
    var properties: [String: JSONValue] = [:]
    for argument in arguments { properties[argument.name] = property(argument) }
    return [
      "type": "object", "properties": .object(properties), "additionalProperties": false,
      "required": .array(
        arguments.filter { $0.defaultText == nil }.map { .string($0.name) }),
    ]
  }

  /// An action is a mapping whose first key is its name.
  private static func action(_ manual: ActionManual) -> JSONValue {
    var value = manual.value
    value.name = manual.name
    var schema = mapping([value] + manual.arguments).object ?? [:]
    schema["description"] = .string(manual.summary)
    return .object(schema)
  }

  private static func property(_ argument: ArgumentDescription) -> JSONValue {
    var schema = orParameter(argument.schema).object ?? [:]
    let defaultText = argument.defaultText.map { " Default: \($0)." } ?? ""
    schema["description"] = .string("\(argument.help) Takes \(argument.type).\(defaultText)")
    return .object(schema)
  }

  private static func reference(_ name: String) -> JSONValue {
    ["$ref": .string("#/$defs/\(name)")]
  }
}
