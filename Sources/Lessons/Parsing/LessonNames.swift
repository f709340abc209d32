/// Which files of a folder are lessons, by their names.
struct LessonNames {
  /// A file that nothing reads, with what to do.
  typealias Stray = (file: String, message: String)

  private static let ending = ".md"
  /// What may lie beside a lesson and is none.
  private static let companions = [".instructor", ".answers"]
  /// Endings of other programs' Markdown.
  private static let otherEndings = [
    ".markdown", ".mdown", ".mkdn", ".mkd", ".mdwn", ".mdtxt", ".mdtext", ".mdx", ".rmd", ".qmd",
  ]

  /// Without `.md`, sorted.
  private(set) var lessons: [String] = []
  /// Files whose names say that they are of a lesson though nothing reads them.
  private(set) var strays: [Stray] = []
  /// Files that are passed over for their names, unless a whole lesson lies in them.
  private(set) var others: [Stray] = []

  /// - Parameter files: the names of everything in the folder.
  init(_ files: [String]) {
    let visible = files.filter { !$0.hasPrefix(".") }.sorted()
    for file in visible {
      if let message = Self.mistake(in: file) {
        strays.append((file, message))
      } else if file.hasSuffix(Self.ending) {
        let name = String(file.dropLast(Self.ending.count))
        if let message = Self.reason(toPassOver: name) {
          others.append((file, message))
        } else {
          lessons.append(name)
        }
      }
    }
    for (ending, what) in [(".instructor.md", "answers"), (".cells.json", "cells")] {
      for file in visible where file.hasSuffix(ending) {
        let name = String(file.dropLast(ending.count))
        guard !lessons.contains(name) else { continue }
        strays.append((file, "there is no lesson \(name).md that these \(what) would belong to"))
      }
    }
  }

  /// What is wrong with a name that is nearly a lesson's; `nil` where nothing is, or where it is far
  /// from one.
  private static func mistake(in file: String) -> String? {
    let ends = "the name of a lesson ends in .md, so this is not read"
    // What a person does not see, and what systems put behind a name that they think has no ending.
    var scalars = file.unicodeScalars
    while let last = scalars.last,
      last == "." || last.properties.isWhitespace || last.properties.isDefaultIgnorableCodePoint
    {
      scalars.removeLast()
    }
    let bare = String(scalars)
    let small = bare.lowercased()
    if bare != file, small.hasSuffix(ending) {
      return "the name ends in a space or a dot behind .md, so this is not read; rename it"
    }
    if small.hasSuffix(".md.md") {
      return "the name ends in .md twice, so this is not read; one of them has to go"
    }
    if file.hasSuffix(ending) { return nil }
    let isOther = small.hasSuffix(ending) || otherEndings.contains(where: small.hasSuffix)
    return isOther || small.hasSuffix(".md.txt") || small.hasSuffix(".md.text") ? ends : nil
  }

  /// Why a name is none of a lesson though it ends in `.md`.
  private static func reason(toPassOver name: String) -> String? {
    if name.prefix(while: { $0 != "." }).lowercased() == "readme" {
      return "a lesson lies in it, and no README is read as one; give it another name"
    }
    guard let companion = companions.first(where: name.hasSuffix) else { return nil }
    return
      "a lesson lies in it, and a name that ends in \(companion).md is not read as one; give it "
      + "another name"
  }
}
