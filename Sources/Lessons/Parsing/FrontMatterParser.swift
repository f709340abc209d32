import Records

/// Reads the YAML between the two `---` lines at the top of a lesson.
struct FrontMatterParser {
  static let keys = [
    "id", "title", "notebook", "seed", "parameters", "profiles", "departures", "license",
    "attribution", "own_variants",
  ]
  static let required = ["id", "title", "seed"]

  private let range: SourceRange
  private var bag: DiagnosticBag

  /// The number of the line that closes the front matter; `nil` where the file has none.
  static func closingLine(of source: SourceText) -> Int? {
    guard isFence(source.line(1)) else { return nil }
    return source.lines.indices.dropFirst().first { isFence(source.lines[$0]) }.map { $0 + 1 }
  }

  private static func isFence(_ line: String) -> Bool {
    line.hasPrefix("---") && line.dropFirst(3).allSatisfy { $0 == " " || $0 == "\t" }
  }

  /// The front matter, up to the line that ``closingLine(of:)`` found; `nil` where it cannot be used.
  static func parse(
    _ source: SourceText, closingLine: Int, _ bag: inout DiagnosticBag
  ) -> FrontMatter? {
    let errors = bag.diagnostics.count
    let value = YAMLReader.read(
      Array(source.lines[1..<(closingLine - 1)]), at: SourceLocation(line: 2, column: 1), &bag)
    guard bag.diagnostics.count == errors else { return nil }
    let range = source.range(ofLines: 1...closingLine)
    guard case .mapping(let pairs, _)? = value else {
      bag.error(
        "front-matter", at: source.range(ofLine: 1), "the front matter is no list of `key: value`",
        notes: ["it may have " + quoted(keys)], losing: true)
      return nil
    }
    var parser = FrontMatterParser(range: range, bag: bag)
    defer { bag = parser.bag }
    return parser.read(pairs, opening: source.range(ofLine: 1))
  }

  private mutating func read(
    _ pairs: [(key: Located<String>, value: YAMLValue)], opening: SourceRange
  ) -> FrontMatter? {
    var id: Located<String>?
    var title: Located<String>?
    var seed: Located<Int>?
    var front = FrontMatter(
      id: Located("", at: opening), title: Located("", at: opening), notebook: [:],
      seed: Located(0, at: opening), parameters: [], profiles: [], departures: [], license: nil,
      attribution: nil, range: range)
    for (key, value) in pairs {
      switch key.value {
      case "id": id = self.id(value)
      case "title": title = text(value, of: "title")
      case "notebook": front.notebook = texts(value, of: "notebook")
      case "seed": seed = self.seed(value)
      case "parameters": front.parameters = parameters(value, of: "parameters")
      case "profiles": front.profiles = profiles(value)
      case "departures": front.departures = departures(value)
      case "license": front.license = text(value, of: "license")?.value
      case "own_variants": front.ownVariants = ownLimits(value)
      case "attribution": front.attribution = text(value, of: "attribution")?.value
      default:
        bag.error(
          "unknown-key", at: key.range, "the front matter has no key `\(key.value)`",
          notes: NearestName.note(key.value, in: Self.keys) + [
            "it may have " + Self.quoted(Self.keys)
          ])
      }
    }
    for key in Self.required where !pairs.contains(where: { $0.key.value == key }) {
      bag.error(
        "missing-key", at: opening, "the front matter has no `\(key)`", losing: true)
    }
    guard let id, let title, let seed else { return nil }
    (front.id, front.title, front.seed) = (id, title, seed)
    return front
  }

  // MARK: - Values

  private mutating func id(_ value: YAMLValue) -> Located<String>? {
    guard let text = text(value, of: "id") else { return nil }
    guard DirectiveHeader.isID(text.value) else {
      fail(
        "bad-id", text.range, "`\(text.value)` cannot be an id",
        notes: ["letters, digits, `-` and `_`, at most 64"])
      return nil
    }
    return text
  }

  private mutating func seed(_ value: YAMLValue) -> Located<Int>? {
    guard let seed = value.json.int, Seed.range.contains(seed) else {
      fail("wrong-type", value.range, Seed.message)
      return nil
    }
    return Located(seed, at: value.range)
  }

  /// Text, quoted or not: a bare `9_1` is text here.
  private mutating func text(_ value: YAMLValue, of key: String) -> Located<String>? {
    guard case .scalar(let text, _) = value, !text.value.isEmpty else {
      fail("wrong-type", value.range, "`\(key)` must be text")
      return nil
    }
    return text
  }

  private mutating func pairs(
    _ value: YAMLValue, of key: String, _ shape: String
  ) -> [(key: Located<String>, value: YAMLValue)] {
    if case .mapping(let pairs, _) = value { return pairs }
    fail("wrong-type", value.range, "`\(key)` must be a list of \(shape)")
    return []
  }

  private mutating func texts(_ value: YAMLValue, of key: String) -> [String: String] {
    var texts: [String: String] = [:]
    for (name, value) in pairs(value, of: key, "`name: text`") {
      texts[name.value] = text(value, of: name.value)?.value
    }
    return texts
  }

  private mutating func parameters(
    _ value: YAMLValue, of key: String
  ) -> [FrontMatter.Parameter] {
    pairs(value, of: key, "`name: value`").compactMap { name, value in
      guard Self.isParameterName(name.value), !WhenParser.reserved.contains(name.value) else {
        fail(
          "bad-name", name.range, "`\(name.value)` cannot be a parameter's name",
          notes: [
            "lower-case letters, digits and `_`; not " + Self.quoted(WhenParser.reserved)
          ])
        return nil
      }
      switch value.json {
      case .bool, .number, .string:
        return FrontMatter.Parameter(name: name, value: Located(value.json, at: value.range))
      default:
        fail("wrong-type", value.range, "a parameter is a number, a text, `true` or `false`")
        return nil
      }
    }
  }

  private static func isParameterName(_ name: String) -> Bool {
    guard let first = name.utf8.first, (0x61...0x7A).contains(first), name.utf8.count <= 64 else {
      return false
    }
    return name.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
    }
  }

  private mutating func profiles(_ value: YAMLValue) -> [FrontMatter.Profile] {
    pairs(value, of: "profiles", "`name: {parameter: value}`").compactMap { name, value in
      guard DirectiveHeader.isID(name.value) else {
        fail(
          "bad-name", name.range, "`\(name.value)` cannot be a profile's name",
          notes: ["letters, digits, `-` and `_`, at most 64"])
        return nil
      }
      return FrontMatter.Profile(
        name: name, values: parameters(value, of: name.value))
    }
  }

  private mutating func departures(_ value: YAMLValue) -> [Departure] {
    guard case .list(let items, _) = value else {
      fail("wrong-type", value.range, "`departures` must be a list of `{what: …, why: …}`")
      return []
    }
    return items.compactMap { item in
      let members = pairs(item, of: "a departure", "`what` and `why`")
      for (key, _) in members where key.value != "what" && key.value != "why" {
        fail(
          "unknown-key", key.range, "a departure has no key `\(key.value)`",
          notes: NearestName.note(key.value, in: ["what", "why"]))
      }
      guard let what = members.first(where: { $0.key.value == "what" })?.value,
        let why = members.first(where: { $0.key.value == "why" })?.value
      else {
        fail("missing-key", item.range, "a departure says `what` and `why`")
        return nil
      }
      guard let what = text(what, of: "what"), let why = text(why, of: "why") else { return nil }
      return Departure(what: what.value, why: why.value)
    }
  }

  private mutating func ownLimits(_ value: YAMLValue) -> OwnLimits {
    var limits = OwnLimits()
    for (key, value) in pairs(value, of: "own_variants", "`work: TIMES` and `memory: TIMES`") {
      guard key.value == "work" || key.value == "memory" else {
        fail(
          "unknown-key", key.range, "`own_variants` has no key `\(key.value)`",
          notes: NearestName.note(key.value, in: ["work", "memory"]))
        continue
      }
      guard let times = value.json.number, times >= 1, times <= 1000 else {
        fail(
          "wrong-type", value.range,
          "`\(key.value)` says how many times the lesson’s own a student’s variant may ask for, "
            + "from 1 to 1000")
        continue
      }
      if key.value == "work" { limits.work = times } else { limits.memory = times }
    }
    return limits
  }

  private mutating func fail(
    _ code: String, _ range: SourceRange, _ message: String, notes: [String] = []
  ) {
    bag.error(code, at: range, message, notes: notes, losing: true)
  }

  private static func quoted(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }
}
