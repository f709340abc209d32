import Base

/// Why a value cannot be what an argument asks for.
struct ArgumentProblem: Error {
  /// `nil` for a value of the wrong type: the reader says then what the argument takes.
  var code: String?
  var message = ""
  var notes: [String] = []
  /// Where in the argument's value, where that is not the whole of it.
  var range: SourceRange?

  /// Whether it follows from what has been reported already, and is not told of.
  var isSaid = false

  static let wrongType = ArgumentProblem()
  static let said = ArgumentProblem(isSaid: true)

  /// A name that is not there, with the nearest that is.
  static func unknown(
    code: String, _ message: String, name: String, candidates: [String], note: String? = nil
  ) -> ArgumentProblem {
    var notes: [String] = []
    if let nearest = NearestName.of(name, in: candidates) {
      notes.append("did you mean `\(nearest)`?")
    } else if !candidates.isEmpty {
      notes.append("there are: " + candidates.joined(separator: ", "))
    }
    if let note { notes.append(note) }
    return ArgumentProblem(code: code, message: message, notes: notes)
  }

  /// The same problem at a place, unless it has one already.
  func at(_ range: SourceRange) -> ArgumentProblem {
    var copy = self
    copy.range = copy.range ?? range
    return copy
  }
}
