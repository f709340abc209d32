/// What a learning platform says of a hand-in, by the names under which it unpacks.
///
/// Moodle writes `Ada Lovelace_12345_assignsubmission_file_`, as a folder or in front of the file's own
/// name, and since 4.1 without the last sign. Canvas writes `lovelaceada_12345_67890_report.html`, with
/// `_LATE` behind the name of what came late. Where Canvas hides names, `anon_aB3xY` stands in the place
/// of name and number, behind `LATE_`.
///
/// Sources: Moodle, `mod/assign/feedback/file/importziplib.php`; Canvas, `get_filename` in
/// `lib/content_zipper.rb` and `infer_comment_context_from_filename` in `app/models/assignment.rb`.
package enum PlatformName: Sendable, Equatable {
  /// The participant's number, by which Moodle's worksheets and feedback files name a student.
  case moodle(name: String, participant: String)
  /// The numbers of the user, which is empty where Canvas hides names, and of what was handed in.
  case canvas(name: String, user: String, attachment: String, isLate: Bool)

  /// Reads a path within Moodle's folder; `nil` where no part of it is a name of Moodle's.
  static func moodle(_ path: String) -> PlatformName? {
    for part in path.split(separator: "/") {
      let words = part.split(separator: "_", maxSplits: 4, omittingEmptySubsequences: false)
      guard words.count >= 4, isNumber(words[1]), words[2] == "assignsubmission",
        words[3] == "file",
        !words[0].isEmpty
      else { continue }
      return .moodle(name: String(words[0]), participant: String(words[1]))
    }
    return nil
  }

  /// Reads a file's name as Canvas makes it; `nil` where it is none.
  ///
  /// A student's own name for a file may look the same: see ``all(_:)``.
  static func canvas(_ path: String) -> PlatformName? {
    guard let file = path.split(separator: "/").last else { return nil }
    var words = file.split(separator: "_", omittingEmptySubsequences: false)[...]
    // Names are in small letters.
    var isLate = words.first == "LATE"
    if isLate { words.removeFirst() }
    guard let name = words.popFirst(), !name.isEmpty else { return nil }
    let isAnonymous = name == "anon"
    guard isAnonymous || !isLate else { return nil }
    if !isAnonymous, words.first == "LATE" {
      isLate = true
      words.removeFirst()
    }
    guard words.count >= 3, let user = words.popFirst(), let attachment = words.popFirst(),
      isAnonymous ? isCode(user) : isNumber(user), isNumber(attachment)
    else { return nil }
    return .canvas(
      name: isAnonymous ? "\(name)_\(user)" : String(name), user: isAnonymous ? "" : String(user),
      attachment: String(attachment), isLate: isLate)
  }

  /// What the platform says of each of some paths.
  ///
  /// Canvas names every file so, or it was not Canvas.
  static func all(_ paths: [String]) -> [PlatformName?] {
    let canvas = paths.map(Self.canvas)
    return canvas.allSatisfy { $0 != nil } ? canvas : paths.map(Self.moodle)
  }

  /// Whether it is what Canvas calls somebody whose name it hides.
  private static func isCode(_ text: Substring) -> Bool {
    text.utf8.count == 5 && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.count <= 18 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
