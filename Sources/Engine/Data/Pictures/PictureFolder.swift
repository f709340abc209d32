import Foundation

/// A folder of pictures in folders of their classes, in the order of torchvision's `ImageFolder`: with
/// or without `train`, `val` and `test` above the classes.
public struct PictureFolder: Sendable, Equatable {
  /// Why files are no such folder, in a few words.
  public struct Problem: Error, Equatable {
    /// For a message's end: the folder's name is put before it.
    public var reason: String

    public init(reason: String) { self.reason = reason }
  }

  /// The columns of the table.
  public static let pictureColumn = "picture"
  /// The target: each picture's class, named after its folder.
  public static let classColumn = "class"

  /// Names of parts, in the order in which they are handed out.
  private static let partNames = ["train", "val", "valid", "validation", "test"]
  /// How parts are called elsewhere.
  private static let otherPartNames: Set = ["training", "testing", "dev", "eval", "evaluation"]
  private static let endings = [".png", ".jpg", ".jpeg"]

  /// Whether a file's name says that it is a picture.
  public static func isPicture(_ path: String) -> Bool {
    let path = path.lowercased()
    return endings.contains { path.hasSuffix($0) }
  }

  /// The classes, by name: class 0 first.
  public let classNames: [String]
  /// Empty where the classes lie at the top.
  public let parts: [Table.Part]
  /// Paths within the folder, in order, and the class of each.
  public let files: [String]
  /// For each of ``files`` its class's place in ``classNames``.
  public let labels: [Int]

  /// - Parameter paths: of all files in the folder, relative to it, in any order.
  /// - Throws: for a file that is no picture or in no class, parts of other classes than the first has,
  ///   and fewer than two classes.
  public init(paths: [String]) throws(Problem) {
    var pictures: [(part: Int, path: [Substring])] = []
    let tops = Set(paths.compactMap { $0.split(separator: "/").first.map(String.init) })
    let hasParts = !tops.isEmpty && tops.isSubset(of: Self.partNames)
    if !hasParts, tops.contains("train"), let other = tops.subtracting(Self.partNames).min() {
      throw Problem(
        reason:
          "'\(other)' lies beside 'train': a folder holds classes, or train, val and test alone")
    }
    let areLikeParts = tops.allSatisfy { top in
      let name = top.lowercased()
      return Self.partNames.contains(name) || Self.otherPartNames.contains(name)
    }
    if !hasParts, !tops.isEmpty, areLikeParts {
      throw Problem(
        reason:
          "\(tops.sorted().map { "'\($0)'" }.joined(separator: ", ")) look like parts and not like classes: parts are called train, val, validation and test"
      )
    }
    for path in paths {
      guard Self.isPicture(path) else {
        throw Problem(
          reason: "'\(path)' is named neither .png, .jpg nor .jpeg; take it out of the folder")
      }
      let all = path.split(separator: "/")
      let part = hasParts ? Self.partNames.firstIndex(of: String(all[0])) ?? 0 : 0
      let own = Array(all.dropFirst(hasParts ? 1 : 0))
      guard own.count > 1 else {
        throw Problem(reason: "'\(path)' lies in no class: each class has a folder of its own")
      }
      pictures.append((part, own))
    }
    // The parts in their order, then the classes, then folders, then names: as `os.walk` sorted.
    let keyed = pictures.map { picture in
      (
        part: picture.part,
        key: [
          Array(picture.path[0].utf8),
          Array(picture.path.dropFirst().dropLast().joined(separator: "/").utf8),
          Array((picture.path.last ?? "").utf8),
        ],
        picture: picture
      )
    }
    let sorted = keyed.sorted { a, b in
      a.part == b.part
        ? a.key.lexicographicallyPrecedes(b.key) { $0.lexicographicallyPrecedes($1) }
        : a.part < b.part
    }
    var classes: [Int: Set<String>] = [:]
    for entry in sorted { classes[entry.part, default: []].insert(String(entry.picture.path[0])) }
    let first = sorted.first.flatMap { classes[$0.part] } ?? []
    classNames = first.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    guard classNames.count > 1 else {
      throw Problem(
        reason: classNames.isEmpty
          ? "there is no picture in it" : "there is one class only, '\(classNames[0])'")
    }
    let firstPart = sorted.first.map { Self.partNames[$0.part] } ?? ""
    for (part, names) in classes.sorted(by: { $0.key < $1.key }) where names != first {
      let part = Self.partNames[part]
      if let missing = first.subtracting(names).min() {
        throw Problem(reason: "'\(part)' has no class '\(missing)', and '\(firstPart)' has it")
      }
      let odd = names.subtracting(first).min() ?? ""
      throw Problem(
        reason: "'\(part)' has a class '\(odd)', and '\(firstPart)' has none of that name")
    }
    let places = Dictionary(uniqueKeysWithValues: classNames.enumerated().map { ($1, $0) })
    labels = sorted.map { places[String($0.picture.path[0])] ?? 0 }
    files = sorted.map { entry in
      ((hasParts ? [Self.partNames[entry.part]] : []) + entry.picture.path.map(String.init))
        .joined(separator: "/")
    }
    var parts: [Table.Part] = []
    for (row, entry) in sorted.enumerated() where hasParts {
      let name = Self.partNames[entry.part]
      if let last = parts.last, last.name == name {
        parts[parts.count - 1].rows = last.rows.lowerBound..<row + 1
      } else {
        parts.append(Table.Part(name: name, rows: row..<row + 1))
      }
    }
    self.parts = parts
  }

  /// The table; its pictures are read when they are needed.
  public func table(in folder: URL) -> Table {
    var table = Table(
      columns: [
        Table.Column(
          Self.pictureColumn, values: [],
          pictures: files.map { .file(folder.appendingPathComponent($0)) }),
        Table.Column(
          Self.classColumn, values: labels.map { Double($0) }, classNames: classNames),
      ], target: Self.classColumn, places: Array(0..<files.count))
    table.parts = parts
    return table
  }
}
