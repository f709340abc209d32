import Foundation
import Records

/// A YAML scalar with its parameter put in.
///
/// Plain scalars are typed as YAML's core schema types them; a plain `$name` is the parameter's
/// value; a plain scalar that starts with `$$` is a text that starts with one dollar; a quoted
/// scalar is a text as it stands.
struct Scalar: Sendable, Equatable {
  var value: JSONValue
  /// As written, for arguments that are texts: an id `9_1` or `007` is no number there.
  var text: String
  /// The parameter it came from.
  var parameter: String?

  /// - Parameter parameters: what `$name` stands for.
  init(
    _ text: String, isPlain: Bool, parameters: [String: JSONValue]
  ) throws(ArgumentProblem) {
    self.text = text
    guard isPlain else {
      value = .string(text)
      return
    }
    if text.hasPrefix("$$") {
      self.text = String(text.dropFirst())
      value = .string(self.text)
    } else if text.hasPrefix("$") {
      let name = String(text.dropFirst())
      guard let value = parameters[name] else {
        throw .unknown(
          code: "unknown-parameter", "there is no parameter '\(name)'", name: name,
          candidates: parameters.keys.sorted(),
          note: "a text that starts with a dollar is written with two: $\(text)")
      }
      self.value = value
      parameter = name
    } else {
      value = Self.typed(text)
    }
  }

  /// A plain scalar's value by YAML 1.2's core schema, save that numbers are finite decimals.
  static func typed(_ text: String) -> JSONValue {
    switch text {
    case "", "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: number(text).map(JSONValue.number) ?? .string(text)
    }
  }

  /// A decimal number such as `-3`, `.5` or `5e-5`; `nil` for anything else.
  static func number(_ text: String) -> Double? {
    guard let last = text.last,
      text.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }),
      last.isNumber || last == ".", let value = Double(text), value.isFinite
    else { return nil }
    return value
  }
}

extension YAMLValue {
  /// The value as JSON, parameters put in everywhere.
  func json(_ parameters: [String: JSONValue]) throws(ArgumentProblem) -> JSONValue {
    switch self {
    case .scalar(let text, let isPlain):
      do {
        return try Scalar(text.value, isPlain: isPlain, parameters: parameters).value
      } catch {
        throw error.at(text.range)
      }
    case .list(let elements, _):
      var list: [JSONValue] = []
      for element in elements { list.append(try element.json(parameters)) }
      return .array(list)
    case .mapping(let members, _):
      var object: [String: JSONValue] = [:]
      for member in members { object[member.key.value] = try member.value.json(parameters) }
      return .object(object)
    }
  }
}
