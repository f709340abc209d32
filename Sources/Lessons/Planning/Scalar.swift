import Foundation
import Records

/// A YAML scalar with its parameter put in.
///
/// Plain scalars are typed as ``PlainScalar`` types them; a plain `$name` is the parameter's
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
          code: "unknown-parameter", "there is no parameter `\(name)`", name: name,
          candidates: parameters.keys.sorted(),
          note: "a text that starts with a dollar is written with two: $\(text)")
      }
      self.value = value
      parameter = name
    } else {
      value = PlainScalar.value(text)
    }
  }
}

extension YAMLValue {
  /// The value as JSON, parameters put in everywhere.
  func resolved(_ parameters: [String: JSONValue]) throws(ArgumentProblem) -> JSONValue {
    switch self {
    case .scalar(let text, let isPlain):
      do {
        return try Scalar(text.value, isPlain: isPlain, parameters: parameters).value
      } catch {
        throw error.at(text.range)
      }
    case .list(let elements, _):
      var list: [JSONValue] = []
      for element in elements { list.append(try element.resolved(parameters)) }
      return .array(list)
    case .mapping(let members, _):
      var object: [String: JSONValue] = [:]
      for member in members { object[member.key.value] = try member.value.resolved(parameters) }
      return .object(object)
    }
  }
}
