import Records

/// A lesson whose backbone is not its notebook's says so.
enum DepartureCheck {
  /// The front matter's name for the notebook's own backbone, and the parameter's.
  private static let backbone = "backbone"

  static func run(_ lesson: ParsedLesson, _ scope: PlanScope) {
    let frontMatter = lesson.frontMatter
    guard let original = frontMatter.notebook[backbone],
      let parameter = frontMatter.parameters.first(where: { $0.name.value == backbone }),
      let used = parameter.value.value.string, used != original,
      !frontMatter.departures.contains(where: { $0.what.contains(used) })
    else { return }
    scope.report(
      "missing-departure", at: parameter.value.range,
      "the notebook's backbone is \(original), and no departure says that this lesson takes \(used)",
      notes: ["add to departures: {what: \"\(used) stands in for \(original)\", why: \"…\"}"])
  }

  /// The departures of a run: the lesson's, with those about a backbone that the run does not use
  /// replaced by what it does use.
  static func departures(of frontMatter: FrontMatter, _ parameters: RunParameters) -> [Departure] {
    guard let original = frontMatter.notebook[backbone],
      let defaultValue = parameters.defaults[backbone]?.string,
      let used = parameters.values[backbone]?.string, used != defaultValue
    else { return frontMatter.departures }
    let others = frontMatter.departures.filter { !$0.what.contains(defaultValue) }
    if used == original { return others }
    let name = used.split(separator: "/").last.map(String.init) ?? used
    let departure = Departure(
      what: "\(name) stands in for \(original)", why: "the run was started with this backbone")
    return [departure] + others
  }
}
