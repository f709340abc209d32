import Foundation

/// Why something that was handed in, or is to be handed out, cannot be used.
package struct HandInProblem: Error, Equatable, CustomStringConvertible {
  package enum Kind: Sendable { case invalid, missing, io }

  package var kind: Kind
  /// Names the file, and the line where there is one.
  package var description: String

  package init(_ kind: Kind, _ description: String) {
    (self.kind, self.description) = (kind, description)
  }
}
