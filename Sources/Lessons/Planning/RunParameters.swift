import Records

/// The parameters of one run: the lesson's defaults, over them a profile's values, over those the
/// values of a file, and over all the command line's.
struct RunParameters {
  /// What the lesson says.
  private(set) var defaults: [String: JSONValue] = [:]
  /// The lesson's values with the profile's.
  private(set) var profiled: [String: JSONValue] = [:]
  private(set) var values: [String: JSONValue] = [:]
  /// Parameters set by a file or on the command line.
  private(set) var overridden: Set<String> = []

  /// The names of parameters whose value is not the lesson's default.
  var changed: [String] { values.keys.filter { values[$0] != defaults[$0] }.sorted() }

  /// Reports what is wrong in the lesson's profiles, and throws what is wrong on the command line.
  init(
    _ frontMatter: FrontMatter, _ options: PlanOptions, report: (Diagnostic) -> Void, file: String
  ) throws(UsageError) {
    for parameter in frontMatter.parameters {
      defaults[parameter.name.value] = parameter.value.value
    }
    (profiled, values) = (defaults, defaults)
    let known = frontMatter.parameters.map(\.name.value)
    for profile in frontMatter.profiles {
      for entry in profile.values {
        if let problem = check(entry, known: known, file: file) {
          report(problem)
        } else if profile.name.value == options.profile {
          profiled[entry.name.value] = entry.value.value
        }
      }
    }
    let profiles = frontMatter.profiles.map(\.name.value)
    if let profile = options.profile, !profiles.contains(profile) {
      throw .unknownProfile(profile, known: profiles)
    }
    values = profiled
    try take(options.file, known: known)
    for (name, text) in options.parameters.sorted(by: { $0.key < $1.key }) {
      guard let defaultValue = defaults[name] else { throw .unknownParameter(name, known: known) }
      guard let value = Self.value(text, like: defaultValue) else {
        let isTooLarge = defaultValue.int != nil && abs(PlainScalar.number(text) ?? 0) >= 0x1p53
        throw .badValue(
          "parameter \(name) takes \(Self.kind(of: defaultValue)), not `\(text)`"
            + (isTooLarge ? "; whole numbers go up to \(1 << 53)" : ""))
      }
      values[name] = value
      overridden.insert(name)
    }
  }

  private mutating func take(_ file: ParametersFile?, known: [String]) throws(UsageError) {
    for entry in file?.entries ?? [] {
      let name = entry.name.value
      let place = { (range: SourceRange) in "\(file?.path ?? ""):\(range.lowerBound): " }
      guard let defaultValue = defaults[name] else {
        throw .badValue(
          place(entry.name.range) + UsageError.unknownParameter(name, known: known).description)
      }
      guard Self.isSameKind(entry.value.value, defaultValue) else {
        throw .badValue(
          place(entry.value.range) + "parameter \(name) takes \(Self.kind(of: defaultValue)), not "
            + "`\((try? CanonicalJSON.text(entry.value.value)) ?? "")`")
      }
      values[name] = entry.value.value
      overridden.insert(name)
    }
  }

  private func check(
    _ entry: FrontMatter.Parameter, known: [String], file: String
  ) -> Diagnostic? {
    let name = entry.name.value
    guard let defaultValue = defaults[name] else {
      let problem = ArgumentProblem.unknown(
        code: "unknown-parameter", "there is no parameter `\(name)`", name: name, candidates: known)
      return Diagnostic(
        code: "unknown-parameter", file: file, range: entry.name.range, message: problem.message,
        notes: problem.notes)
    }
    guard Self.isSameKind(entry.value.value, defaultValue) else {
      return Diagnostic(
        code: "wrong-type", file: file, range: entry.value.range,
        message: "parameter `\(name)` takes \(Self.kind(of: defaultValue)), as its default is")
    }
    return nil
  }

  /// What a default value says its parameter takes.
  private static func kind(of defaultValue: JSONValue) -> String {
    switch defaultValue {
    case .number: defaultValue.int == nil ? "a number" : "a whole number"
    case .bool: "true or false"
    case .string: "a text"
    default: "nothing from the command line"
    }
  }

  private static func isSameKind(_ value: JSONValue, _ defaultValue: JSONValue) -> Bool {
    value.kind == defaultValue.kind && (defaultValue.int == nil || value.int != nil)
  }

  /// A value as typed, read as its parameter's default is.
  private static func value(_ text: String, like defaultValue: JSONValue) -> JSONValue? {
    switch defaultValue {
    case .string: return text.isEmpty ? nil : .string(text)
    case .number, .bool:
      let value = PlainScalar.value(text)
      return isSameKind(value, defaultValue) ? value : nil
    default: return nil
    }
  }
}
