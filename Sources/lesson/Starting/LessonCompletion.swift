import ArgumentParser
import Lessons

/// What the shells offer for a word that is being typed; nothing where there is nothing to be found.
extension CompletionKind {
  /// The names of the lessons there are.
  static let lessons = CompletionKind.custom { _, _, _ in
    guard let finder = finder() else { return [] }
    return (try? finder.names()) ?? []
  }

  /// The profiles of the lesson that the command line names.
  static let profiles = CompletionKind.custom { words, _, _ in
    lesson(in: words)?.frontMatter.profiles.map(\.name.value) ?? []
  }

  /// Its parameters, each with the sign after which its value follows.
  static let parameters = CompletionKind.custom { words, _, _ in
    lesson(in: words)?.frontMatter.parameters.map { $0.name.value + "=" } ?? []
  }

  /// Its steps.
  static let steps = CompletionKind.custom { words, _, _ in
    lesson(in: words)?.blocks.compactMap { block in
      if case .step(let step) = block { step.id.value } else { nil }
    } ?? []
  }

  /// The assets of the manifest.
  static let assets = CompletionKind.custom { _, _, _ in
    let store = try? Installation.find().store(offline: true)
    return store?.manifest.assets.map(\.name) ?? []
  }

  private static func finder() -> LessonFinder? {
    (try? Installation.find()).map(LessonFinder.init)
  }

  /// The first of the words after the subcommand that is a lesson.
  private static func lesson(in words: [String]) -> ParsedLesson? {
    guard let finder = finder() else { return nil }
    return words.dropFirst(2).lazy
      .filter { !$0.hasPrefix("-") }
      .compactMap { try? finder.load($0).lesson }
      .first
  }
}
