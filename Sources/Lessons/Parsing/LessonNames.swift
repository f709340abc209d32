/// Which files of a folder are lessons, by their names.
struct LessonNames {
  private static let ending = ".md"
  /// What may lie beside a lesson and is none.
  private static let companions = [".instructor", ".answers"]

  /// Without `.md`, sorted.
  private(set) var lessons: [String] = []
  /// Files that nothing reads though their names say that they are of a lesson, with what to do.
  private(set) var strays: [(file: String, message: String)] = []

  /// - Parameter files: the names of everything in the folder.
  init(_ files: [String]) {
    let visible = files.filter { !$0.hasPrefix(".") }.sorted()
    for file in visible {
      guard file.hasSuffix(Self.ending) else {
        if file.lowercased().hasSuffix(Self.ending) || file.lowercased().hasSuffix(".markdown") {
          strays.append((file, "the name of a lesson ends in .md, so this is not read"))
        }
        continue
      }
      let name = String(file.dropLast(Self.ending.count))
      let stem = name.prefix { $0 != "." }
      guard stem.lowercased() != "readme", !Self.companions.contains(where: name.hasSuffix) else {
        continue
      }
      lessons.append(name)
    }
    for file in visible where file.hasSuffix(".instructor.md") {
      let name = String(file.dropLast(".instructor.md".count))
      guard !lessons.contains(name) else { continue }
      strays.append((file, "there is no lesson \(name).md that these answers would belong to"))
    }
  }
}
