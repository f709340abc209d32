import Records

/// The JSON Schema of a lesson's front matter, beside the parser that it describes.
enum FrontMatterSchema {
  static let document: JSONValue = [
    "description": "The YAML between the two --- lines at the top of a lesson.",
    "type": "object", "properties": properties, "additionalProperties": false,
    "required": .array(FrontMatterParser.required.map(JSONValue.string)),
  ]

  private static let properties: JSONValue = [
    "id": described(
      "The lesson's id, in quotation marks.",
      // A bare 9_1 is a number to some readers of YAML; here it is text.
      ["type": ["string", "number"], "pattern": .string(idPattern), "maxLength": 64]),
    "title": described("Shown at the top of every report.", text),
    "notebook": described(
      "What is mirrored: repository, file, backbone, and what else names it.",
      ["type": "object", "additionalProperties": text]),
    "seed": described(
      "Where the random numbers of every step start.",
      [
        "type": "integer", "minimum": .int(Seed.range.lowerBound),
        "maximum": .int(Seed.range.upperBound),
      ]),
    "parameters": described("Names with their defaults, which also give their types.", values),
    "profiles": described(
      "Named sets of values for parameters.",
      [
        "type": "object", "propertyNames": ["pattern": .string(idPattern), "maxLength": 64],
        "additionalProperties": values,
      ]),
    "departures": described(
      "What the lesson does otherwise than its notebook, and why.",
      [
        "type": "array",
        "items": [
          "type": "object", "properties": ["what": text, "why": text],
          "required": ["what", "why"], "additionalProperties": false,
        ],
      ]),
    "own_variants": described(
      "How many times the lesson's own work and memory a student's variant may ask for.",
      [
        "type": "object", "additionalProperties": false,
        "properties": [
          "work": ["type": "number", "minimum": 1, "maximum": 1000],
          "memory": ["type": "number", "minimum": 1, "maximum": 1000],
        ],
      ]),
    "license": described("The licence of the lesson.", text),
    "attribution": described("Whose work the lesson follows.", text),
  ]

  private static let idPattern = "^[A-Za-z0-9][A-Za-z0-9_-]*$"

  private static let text: JSONValue = ["type": ["string", "number", "boolean"], "minLength": 1]

  private static let values: JSONValue = [
    "type": "object",
    "propertyNames": [
      "pattern": "^[a-z][a-z0-9_]*$", "maxLength": 64,
      "not": ["enum": .array(WhenParser.reserved.map(JSONValue.string))],
    ],
    "additionalProperties": ["type": ["string", "number", "boolean"]],
  ]

  private static func described(_ text: String, _ schema: JSONValue) -> JSONValue {
    var schema = schema.object ?? [:]
    schema["description"] = .string(text)
    return .object(schema)
  }
}
