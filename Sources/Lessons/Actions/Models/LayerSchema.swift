import Engine
import Records

/// What a list of layers looks like, as a JSON Schema.
enum LayerSchema {
  /// The list, with what its elements are made of.
  static var list: JSONValue {
    ["type": "array", "minItems": 1, "items": ["$ref": "#/$defs/layer"]]
  }

  /// A layer: its name, its name with options, or either under a name of the lesson's.
  static var layer: JSONValue {
    let options = LayerCatalogue.entries.map {
      CatalogueSchema.mapping($0, more: ["of": inputs])
    }
    let own: JSONValue = [
      "anyOf": .array([CatalogueSchema.names(LayerCatalogue.entries), shared] + options)
    ]
    return [
      "description": "A layer of a model.",
      "anyOf": [
        own,
        [
          "type": "object", "minProperties": 1, "maxProperties": 1,
          "additionalProperties": ["anyOf": [own, list]],
        ],
      ],
    ]
  }

  private static let inputs: JSONValue = [
    "type": ["string", "array"], "items": ["type": "string"],
    "description": "The layers whose outputs go in; `input` is what goes into the model.",
  ]

  private static let shared: JSONValue = [
    "type": "object", "additionalProperties": false, "required": ["shared"],
    "properties": ["shared": ["type": "string"], "of": inputs],
  ]
}
