import Records

/// Values for a lesson's parameters in a file of their own: one YAML or JSON mapping.
package struct ParametersFile: Sendable, Equatable {
  /// The path, as the user named it.
  package var path: String
  var entries: [FrontMatter.Parameter]

  /// Whether a file is JSON: by its name, or because it is nothing else.
  ///
  /// YAML writes escapes in another way, and an object without quotes is YAML alone.
  private static func isJSON(_ text: String, path: String) -> Bool {
    path.lowercased().hasSuffix(".json")
      || text.utf8.first { !" \t\r\n\u{FEFF}".utf8.contains($0) } == UInt8(ascii: "{")
        && JSONReader.failure(in: text.utf8) == nil
  }

  /// Reads a file's text.
  ///
  /// Whether the lesson has such parameters is found out when it is planned.
  ///
  /// - Returns: `nil` where it is no mapping of names to single values; the diagnostics say why.
  package static func read(_ text: String, path: String) -> (
    file: ParametersFile?, diagnostics: [Diagnostic]
  ) {
    let source = SourceText(file: path, text: text)
    var bag = DiagnosticBag(file: path)
    if isJSON(text, path: path) {
      let entries = ParametersJSON.read(text, source, &bag)
      return (entries.map { ParametersFile(path: path, entries: $0) }, bag.sorted)
    }
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
