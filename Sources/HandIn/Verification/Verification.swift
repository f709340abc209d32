import Records

/// What can be said of a hand-in without running anything.
///
/// Evidence, not proof: whoever can run the program can also make a page that agrees with itself.
package struct Verification: Sendable {
  package enum Verdict: Sendable {
    /// The page is what this program writes from the record and answers in it.
    case intact
    /// Something was changed after the program wrote it.
    case edited
    /// Another version of the program wrote it, and nothing in it shows that it was edited.
    case otherVersion
  }

  package var verdict: Verdict
  package var findings: [Finding]
  /// What is worth knowing and no sign of an edit.
  package var notes: [String]
  /// The version of the program that says it wrote the page.
  package var program: String
  /// What the page carries; `nil` where that cannot be read.
  package var record: RunRecord?
  package var answers: [String: String]
}
