import Records

/// What the command line changes in a lesson.
package struct PlanOptions: Sendable {
  /// `-p name=value`, as typed.
  package var parameters: [String: String]
  /// What `--params` names; `parameters` go over it.
  package var file: ParametersFile?
  package var profile: String?
  package var seed: Int?
  /// The id of the lesson's variant that is meant; `nil` for the lesson itself.
  package var variant: String?
  /// `--step`, `--from` and `--until`.
  package var selection: StepSelection
  /// Whether each of the lesson's variants is planned as well, so that one that cannot run is an
  /// error: for whoever checks a lesson, not for whoever runs it.
  package var plansVariants = false
  /// What a student has changed, where the lesson's steps are theirs: `variant` is its name then.
  var own: OwnVariant? = nil

  package init(
    parameters: [String: String] = [:], file: ParametersFile? = nil, profile: String? = nil,
    seed: Int? = nil, variant: String? = nil, selection: StepSelection = StepSelection()
  ) {
    self.variant = variant
    (self.parameters, self.file, self.profile, self.seed) = (parameters, file, profile, seed)
    self.selection = selection
  }
}

/// Something wrong with what the command line asks of a lesson.
package enum UsageError: Error, Equatable, CustomStringConvertible {
  case unknownParameter(String, known: [String])
  case unknownProfile(String, known: [String])
  case unknownStep(String, known: [String])
  case unknownVariant(String, known: [String])
  /// A value that does not fit; the message names the parameter and what it takes.
  case badValue(String)
  /// Data of the user's own that cannot be used.
  case unusableData(AssetError)

  package var description: String {
    switch self {
    case .unknownParameter(let name, let known): unknown("parameter", name, known)
    case .unknownProfile(let name, let known): unknown("profile", name, known)
    case .unknownStep(let name, let known): unknown("step", name, known)
    case .unknownVariant(let name, let known): unknown("variant", name, known)
    case .badValue(let message): message
    case .unusableData(let problem): problem.message
    }
  }

  private func unknown(_ what: String, _ name: String, _ known: [String]) -> String {
    let message = "this lesson has no \(what) `\(name)`"
    if let nearest = NearestName.of(name, in: known) {
      return "\(message); did you mean `\(nearest)`?"
    }
    return known.isEmpty
      ? "\(message); it has none" : "\(message); it has: \(known.joined(separator: ", "))"
  }
}
