import Engine
import Records

/// JSON Schemas made from what a catalogue's entries say of themselves.
enum CatalogueSchema {
  /// A name, or a mapping of the name and options.
  static func of<Product>(_ entries: [CatalogueEntry<Product>]) -> JSONValue {
    ["anyOf": .array([names(entries)] + entries.map { mapping($0) })]
  }

  static func names<Product>(_ entries: [CatalogueEntry<Product>]) -> JSONValue {
    ["enum": .array(entries.map { .string($0.name) })]
  }

  /// - Parameter more: what may stand beside the options.
  static func mapping<Product>(
    _ entry: CatalogueEntry<Product>, more: [String: JSONValue] = [:]
  ) -> JSONValue {
    var properties = more
    for option in entry.options {
      properties[option.name] = describe(option.schema, "\(option.summary)")
    }
    let values = entry.positional.map { LessonSchema.orParameter($0.schema) }
    properties[entry.name] = describe(
      [
        "anyOf": .array(
          values + [["type": "null"], ["type": "array", "maxItems": .int(max(values.count, 64))]])
      ], "\(entry.summary) \(entry.pytorch)")
    return [
      "type": "object", "properties": .object(properties), "additionalProperties": false,
      "required": [.string(entry.name)],
    ]
  }

  private static func describe(_ schema: JSONValue, _ text: String) -> JSONValue {
    var schema = LessonSchema.orParameter(schema).object ?? [:]
    schema["description"] = .string(text)
    return .object(schema)
  }
}

extension DescribedOption {
  /// What it takes, as a JSON Schema.
  var schema: JSONValue {
    switch kind {
    case .flag: ["type": "boolean"]
    case .whole(let least): ["type": "integer", "minimum": .int(least)]
    case .number(let least?): ["type": "number", "minimum": .number(least)]
    case .number: ["type": "number"]
    case .words(let words): ["enum": .array(words.map(JSONValue.string))]
    case .sizes: ["type": ["integer", "array"], "items": ["type": "integer"]]
    case .sizesOrWords: ["type": ["integer", "array", "string"], "items": ["type": "integer"]]
    case .numbers: ["type": "array", "items": ["type": "number"]]
    case .wholes: ["type": ["integer", "array"], "items": ["type": "integer"]]
    }
  }
}
