import Foundation

/// Why something that was handed in, or is to be handed out, cannot be used.
public struct HandInProblem: Error, Equatable, CustomStringConvertible {
  public enum Kind: Sendable { case invalid, missing, io }

  public var kind: Kind
  /// Names the file, and the line where there is one.
  public var description: String

  public init(_ kind: Kind, _ description: String) {
    (self.kind, self.description) = (kind, description)
  }
}
