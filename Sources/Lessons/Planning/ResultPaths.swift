import Records

extension LessonPlan {
  /// Why a path leads to no result of this plan; `nil` where it does, or where that is not known
  /// before it runs.
  package func problem(with path: ResultPath) -> String? {
    guard let outline = outlines.first(where: { $0.id.value == path.step }) else {
      let ids = steps.map(\.id)
      let nearest = NearestName.of(path.step, in: ids).map { "; did you mean \($0)?" } ?? ""
      return "there is no step \(path.step)\(nearest)"
    }
    guard outline.isComplete else { return nil }
    do {
      _ = try ResultShape.object(outline.results).shape(
        at: path.components[...], models: modelNames)
      return nil
    } catch {
      let nearest = NearestName.of(error.name, in: error.candidates)
      return "\(path) leads nowhere: \(error.message)"
        + (nearest.map { "; did you mean \($0)?" } ?? "")
    }
  }
}
