import ArgumentParser

extension CompletionKind {
  /// The names of the lessons there are; nothing where there are none to be found.
  static let lessons = CompletionKind.custom { _, _, _ in
    guard let installation = try? Installation.find() else { return [] }
    return (try? LessonFinder(installation).names()) ?? []
  }
}
