import Records

/// An argument of an action: its name, its type, what it is when left out, and a sentence for the
/// manual.
///
/// The empty name is the value that stands after the action's name.
struct Argument<Value: Sendable>: Sendable {
  let name: String
  let type: ArgumentType<Value>
  let defaultValue: Value?
  let description: ArgumentDescription

  /// An argument that has to be given.
  init(_ name: String, _ type: ArgumentType<Value>, _ help: String) {
    (self.name, self.type, defaultValue) = (name, type, nil)
    description = ArgumentDescription(
      name: name, type: type.text, schema: type.schema, defaultText: nil, help: help)
  }

  /// An argument that may be left out.
  ///
  /// - Parameter text: the default as the manual writes it.
  init(
    _ name: String, _ type: ArgumentType<Value>, default defaultValue: Value, _ text: String,
    _ help: String
  ) {
    (self.name, self.type, self.defaultValue) = (name, type, defaultValue)
    description = ArgumentDescription(
      name: name, type: type.text, schema: type.schema, defaultText: text, help: help)
  }
}

/// What values an argument takes.
struct ArgumentType<Value: Sendable>: Sendable {
  /// In the words of a message after "takes": "a whole number of at least 1".
  let text: String
  /// The same as a JSON Schema, without the parameter that may stand in its place.
  let schema: JSONValue
  let read: @Sendable (YAMLValue, PlanScope) throws(ArgumentProblem) -> Value

  init(
    _ text: String, schema: JSONValue = ["type": "string"],
    _ read: @escaping @Sendable (YAMLValue, PlanScope) throws(ArgumentProblem) -> Value
  ) {
    (self.text, self.schema, self.read) = (text, schema, read)
  }

  /// A type read from one scalar; `nil` from `read` is a value of the wrong type.
  static func scalar(
    _ text: String, schema: JSONValue = ["type": "string"],
    _ read: @escaping @Sendable (Scalar) -> Value?
  ) -> ArgumentType {
    ArgumentType(text, schema: schema) { value, scope throws(ArgumentProblem) in
      guard let result = read(try scope.scalar(value)) else { throw .wrongType }
      return result
    }
  }

  /// The same type where leaving the argument out means `nil`.
  var optional: ArgumentType<Value?> {
    let read = read
    return ArgumentType<Value?>(text, schema: schema) { value, scope throws(ArgumentProblem) in
      try read(value, scope)
    }
  }
}

extension ArgumentType where Value == Int {
  static func whole(atLeast least: Int) -> ArgumentType {
    ArgumentType(
      "a whole number of at least \(least)", schema: ["type": "integer", "minimum": .int(least)]
    ) { value, scope throws(ArgumentProblem) in
      let value = try scope.scalar(value).value
      guard let number = value.int, number >= least else {
        throw ArgumentProblem(notes: Self.note(on: value))
      }
      return number
    }
  }

  /// What to say of a number that is larger than whole numbers can be told apart.
  private static func note(on value: JSONValue) -> [String] {
    guard let number = value.number, number >= 0x1p53 else { return [] }
    return ["whole numbers go up to \(1 << 53)"]
  }
}

extension ArgumentType where Value == Double {
  /// A number in a range that `text` describes.
  static func number(
    _ text: String, atLeast least: Double? = nil, _ allows: @escaping @Sendable (Double) -> Bool
  ) -> Self {
    var schema: [String: JSONValue] = ["type": "number"]
    schema["minimum"] = least.map(JSONValue.number)
    return scalar(text, schema: .object(schema)) { scalar in
      scalar.value.number.flatMap { allows($0) ? $0 : nil }
    }
  }

  static let notNegative = number("a number of at least 0", atLeast: 0) { $0 >= 0 }
}

extension ArgumentType where Value == Bool {
  static let flag = scalar("true or false", schema: ["type": "boolean"]) { $0.value.bool }
}

extension ArgumentType where Value == String {
  /// Without quotation marks it may look like a number.
  static let text = scalar("a text", schema: ["type": ["string", "number", "boolean"]]) {
    $0.parameter == nil ? $0.text : $0.value.string
  }

  /// One of a few words.
  static func choice(_ words: [String]) -> ArgumentType {
    // A bare `false` is a boolean to whoever reads YAML.
    let booleans: [JSONValue] = words.contains("false") ? [false] : []
    return ArgumentType(
      words.joined(separator: " or "),
      schema: ["enum": .array(words.map(JSONValue.string) + booleans)]
    ) { value, scope throws(ArgumentProblem) in
      let scalar = try scope.scalar(value)
      let text = scalar.parameter == nil ? scalar.text : scalar.value.string ?? ""
      guard !words.contains(text) else { return text }
      guard let nearest = NearestName.of(text, in: words) else { throw .wrongType }
      throw ArgumentProblem(notes: ["did you mean `\(nearest)`?"])
    }
  }

  /// A name to be bound: letters, digits and `_`, not starting with a digit.
  static let newName = scalar(
    "a name of letters, digits and _",
    schema: ["type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"]
  ) { scalar in
    let text = scalar.text
    let allowed = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    return allowed && text.first.map { !$0.isNumber } == true ? text : nil
  }
}

extension ArgumentType {
  /// A list, each element of one type.
  static func list<Element>(
    of type: ArgumentType<Element>, _ text: String
  ) -> ArgumentType where Value == [Element] {
    ArgumentType(
      text, schema: ["type": "array", "items": LessonSchema.orParameter(type.schema)]
    ) { value, scope throws(ArgumentProblem) in
      guard case .list(let elements, _) = value else { throw .wrongType }
      var list: [Element] = []
      for element in elements {
        do throws(ArgumentProblem) {
          list.append(try type.read(element, scope))
        } catch {
          throw error.at(element.range)
        }
      }
      return list
    }
  }
}
