/// What is known of a file of separated values that lies beside a notebook.
package struct FoundTable: Sendable, Equatable {
  /// In the order of the file.
  package var columns: [String]
  /// Those that hold words, and so classes.
  package var words: Set<String>
  package var rows: Int

  package init(columns: [String], words: Set<String>, rows: Int) {
    (self.columns, self.words, self.rows) = (columns, words, rows)
  }
}

/// A table that a notebook reads from a file, and what of it a model gets, which the first use of its
/// columns decides.
struct FrameInfo: Equatable {
  /// What goes into a model: columns by name, or all but one.
  enum Inputs: Equatable {
    case columns([String])
    case allBut(String)
  }

  /// `nil` where the file does not lie beside the notebook.
  var found: FoundTable?
  var inputs: Inputs?
  /// The place of an action that is none until the target is known to hold classes.
  var relabel: Int
  /// The classes of the target by the values that the notebook has numbered, once that is known.
  var classes: [DraftEntry]?
  /// Columns whose values the notebook has put numbers in the place of.
  var numbered: [String: [DraftEntry]] = [:]
}

extension DraftAction {
  /// The place of an action that may still be needed.
  static var reserved: DraftAction { DraftAction("", .word("")) }

  var isReserved: Bool { name.isEmpty }
}
