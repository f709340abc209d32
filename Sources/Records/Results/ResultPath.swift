import Base

/// A place in a run's results: `train-head.mean_loss[0]`, `train-head.moved_tensors.backbone`.
///
///     path      -> name component*
///     component -> "." name | "[" integer "]" | "[]"
///     name      -> (letter | digit | "_" | "-")+ | '"' any character but '"' + '"'
///
/// The first name is a step's id. A negative index counts from the end; `[]` stands for each element:
/// `test.predictions[].actual` is a list.
package struct ResultPath: Sendable, Equatable, CustomStringConvertible {
  package enum Component: Sendable, Equatable {
    case key(String)
    case index(Int)
    case each
  }

  package var step: String
  package var components: [Component]

  package init(step: String, components: [Component]) {
    (self.step, self.components) = (step, components)
  }

  /// Reads a path that starts with a step's id; `nil` where the text is not a path.
  package init?(_ text: some StringProtocol) {
    guard let components = Self.components(of: text), case .key(let step)? = components.first
    else { return nil }
    self.init(step: step, components: Array(components.dropFirst()))
  }

  /// Reads a path in which the step is left out, as in an `expect` block.
  package init?(_ text: some StringProtocol, inStep step: String) {
    guard let components = Self.components(of: text), case .key? = components.first else {
      return nil
    }
    self.init(step: step, components: components)
  }

  package var description: String {
    components.reduce(into: step) { text, component in
      switch component {
      case .key(let key): text += ".\(Self.name(key))"
      case .index(let index): text += "[\(index)]"
      case .each: text += "[]"
      }
    }
  }

  /// The value at this path of one step's results, `nil` where there is nothing.
  ///
  /// A key may itself hold dots, as tensors' names do: `initial.linear1.weight` finds the member
  /// `linear1.weight` of `initial` where there is no member `linear1`.
  package func value(in results: [String: JSONValue]) -> JSONValue? {
    Self.value(at: components[...], in: .object(results))
  }

  private static func value(at path: ArraySlice<Component>, in value: JSONValue) -> JSONValue? {
    guard let first = path.first else { return value }
    switch first {
    case .index(let index):
      guard let list = value.array else { return nil }
      let position = index < 0 ? list.count + index : index
      guard list.indices.contains(position) else { return nil }
      return Self.value(at: path.dropFirst(), in: list[position])
    case .each:
      guard let list = value.array else { return nil }
      let values = list.compactMap { Self.value(at: path.dropFirst(), in: $0) }
      return values.count == list.count ? .array(values) : nil
    case .key(var key):
      guard value.object != nil else { return nil }
      var rest = path.dropFirst()
      while true {
        if let found = value[key].flatMap({ Self.value(at: rest, in: $0) }) { return found }
        guard case .key(let next)? = rest.popFirst() else { return nil }
        key += ".\(next)"
      }
    }
  }

  /// The value at this path of a run, `nil` where the step did not complete or has no such result.
  package func value(in record: RunRecord) -> JSONValue? {
    guard let step = record.step(step), step.status == .complete else { return nil }
    return value(in: step.results)
  }

  /// Where the path leads nowhere in a run, in words; `nil` where the step did not complete.
  package func absence(in record: RunRecord) -> String? {
    guard let step = record.step(step), step.status == .complete else { return nil }
    let known = components.indices.reversed().first { end in
      Self.value(at: components[..<end], in: .object(step.results)) != nil
    }
    guard let known, let value = Self.value(at: components[..<known], in: .object(step.results))
    else { return nil }
    let place = ResultPath(step: self.step, components: Array(components[..<known])).description
    switch components[known] {
    case .index(let index):
      return value.array.map { "`\(place)` has \($0.count) values, and there is no [\(index)]" }
    case .key(let key): return "there is no `\(Self.name(key))` in `\(place)`"
    case .each: return nil
    }
  }

  /// A key as a path has it: in quotation marks where it is made of other characters than a name is.
  package static func name(_ key: String) -> String {
    key.allSatisfy(isPlain) && !key.isEmpty ? key : "\"\(key)\""
  }

  private static func isPlain(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "_-".contains(character))
  }

  private static func components(of text: some StringProtocol) -> [Component]? {
    var components: [Component] = []
    var rest = Substring(text)
    var expectsName = true
    while expectsName || !rest.isEmpty {
      if expectsName, rest.first == "\"", !components.isEmpty {
        rest = rest.dropFirst()
        guard let close = rest.firstIndex(of: "\""), close > rest.startIndex else { return nil }
        components.append(.key(String(rest[..<close])))
        rest = rest[close...].dropFirst()
        expectsName = false
      } else if expectsName {
        let name = rest.prefix(while: isPlain)
        guard !name.isEmpty else { return nil }
        components.append(.key(String(name)))
        rest = rest.dropFirst(name.count)
        expectsName = false
      } else if rest.first == "." {
        rest = rest.dropFirst()
        expectsName = true
      } else if rest.hasPrefix("[]") {
        components.append(.each)
        rest = rest.dropFirst(2)
      } else if rest.first == "[", let close = rest.firstIndex(of: "]"),
        let index = Int(rest[rest.index(after: rest.startIndex)..<close])
      {
        components.append(.index(index))
        rest = rest[rest.index(after: close)...]
      } else {
        return nil
      }
    }
    return components
  }
}
