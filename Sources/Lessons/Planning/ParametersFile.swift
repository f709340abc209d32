import Records

/// Values for a lesson's parameters in a file of their own: one YAML or JSON mapping.
public struct ParametersFile: Sendable, Equatable {
  /// The path, as the user named it.
  public var path: String
  var entries: [FrontMatter.Parameter]

  /// Reads a file's text.
  ///
  /// Whether the lesson has such parameters is found out when it is planned.
  ///
  /// - Returns: `nil` where it is no mapping of names to single values; the diagnostics say why.
  public static func read(_ text: String, path: String) -> (
    file: ParametersFile?, diagnostics: [Diagnostic]
  ) {
    let source = SourceText(file: path, text: text)
    var bag = DiagnosticBag(file: path)
    let origin = SourceLocation(line: 1, column: 1)
    let value = YAMLReader.read(source.lines, at: origin, &bag)
    guard bag.diagnostics.isEmpty else { return (nil, bag.sorted) }
    guard case .mapping(let pairs, _)? = value else {
      bag.error(
        "parameters-syntax", at: value?.range ?? source.range(ofLine: 1),
        "parameters are written `name: value`, a line each")
      return (nil, bag.sorted)
    }
    var file = ParametersFile(path: path, entries: [])
    for (name, value) in pairs {
      guard case .scalar(let text, let isPlain) = value else {
        bag.error(
          "parameters-syntax", at: value.range, "parameter `\(name.value)` takes a single value")
        continue
      }
      let json = isPlain ? PlainScalar.value(text.value) : .string(text.value)
      file.entries.append(.init(name: name, value: Located(json, at: text.range)))
    }
    return bag.diagnostics.isEmpty ? (file, []) : (nil, bag.sorted)
  }
}
