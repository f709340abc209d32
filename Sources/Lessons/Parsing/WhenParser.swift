import Records

/// Reads what stands after `when:`, and checks its names against the front matter.
enum WhenParser {
  /// What a `when` may name besides the lesson's parameters.
  static let reserved = ["profile", "seed", "variant", "kernel_fingerprint"]

  /// The runs it names, `nil` where it cannot be used.
  ///
  /// Without front matter, names are not checked.
  static func parse(
    _ text: Located<String>, frontMatter: FrontMatter?, _ bag: inout DiagnosticBag
  ) -> When? {
    if text.value == "any" { return .any }
    let errors = bag.diagnostics.count
    let value = YAMLReader.read([text.value], at: text.range.lowerBound, &bag)
    guard bag.diagnostics.count == errors else { return nil }
    guard case .mapping(let pairs, _)? = value, !pairs.isEmpty else {
      bag.error(
        "when-syntax", at: text.range, "`when` is `any` or a list of values in braces",
        notes: ["such as `when: {rows: 1000, seed: 42}`"])
      return nil
    }
    var wanted: [String: JSONValue] = [:]
    var isSound = true
    for (name, value) in pairs {
      wanted[name.value] = value.json
      if let frontMatter {
        isSound = check(name, value, frontMatter, &bag) && isSound
      }
    }
    return isSound ? .matching(wanted) : nil
  }

  private static func check(
    _ name: Located<String>, _ value: YAMLValue, _ frontMatter: FrontMatter,
    _ bag: inout DiagnosticBag
  ) -> Bool {
    let known: JSONValue
    switch name.value {
    case "profile":
      let profiles = frontMatter.profiles.map(\.name.value)
      if value.json == .null { return true }
      guard let profile = value.json.string, profiles.contains(profile) else {
        bag.error(
          "unknown-profile", at: value.range, "the lesson has no such profile",
          notes: NearestName.note(value.json.string ?? "", in: profiles) + allowed(profiles))
        return false
      }
      return true
    case "seed": known = .int(0)
    // Whether there is such a variant is known once the whole lesson is.
    case "variant": known = .string("")
    case "kernel_fingerprint":
      bag.warning(
        "kernel-fingerprint", at: name.range, "`kernel_fingerprint` is ignored",
        notes: ["results are the same bits on every processor; leave it out"])
      known = .string("")
    default:
      guard let parameter = frontMatter.parameters.first(where: { $0.name.value == name.value })
      else {
        let names = frontMatter.parameters.map(\.name.value) + reserved
        bag.error(
          "unknown-parameter", at: name.range, "the lesson has no parameter `\(name.value)`",
          notes: NearestName.note(name.value, in: names) + allowed(names))
        return false
      }
      known = parameter.value.value
    }
    guard value.json.kind == known.kind else {
      bag.error(
        "wrong-type", at: value.range,
        "`\(name.value)` is a \(known.kind), and this is a \(value.json.kind)")
      return false
    }
    return true
  }

  private static func allowed(_ names: [String]) -> [String] {
    names.isEmpty ? [] : ["it has " + names.map { "`\($0)`" }.joined(separator: ", ")]
  }
}
