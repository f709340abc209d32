/// What a code cell does.
struct RecognizedCell: Equatable {
  /// Something that lessons have no word for.
  struct Problem: Equatable {
    /// The line of the cell, from 1.
    var line: Int
    var text: String
  }

  /// What the cell prints.
  struct Prints: Equatable {
    struct Line: Equatable {
      var pieces: [Piece]
      /// The training in each of whose epochs it is printed; `nil` for once.
      var training: Int?
      /// Every how manieth epoch; 0 for nobody knows which, `nil` for each.
      var every: Int?
    }

    var lines: [Line] = []
    /// Whether nothing else is printed, as far as is known.
    var isWhole = true
    /// For each training its epochs and the place of its action.
    var trainings: [Int: (epochs: Int, action: Int)] = [:]
    /// Trainings of which it is not known how many lines they print.
    var open: Set<Int> = []
    /// Predictions whose words are known, by the place of their action.
    var labelled: Set<Int> = []

    static func == (one: Prints, other: Prints) -> Bool { one.lines == other.lines }
  }

  var actions: [DraftAction]
  /// The place of the first of them among the notebook's.
  var firstAction: Int
  var problems: [Problem]
  /// Where the lesson does almost the same.
  var notes: [String]
  var prints: Prints
}
