/// Something in a lesson's marking that cannot be trusted.
public struct ScoringProblem: Sendable, Equatable, CustomStringConvertible {
  /// Where the answer stands; `nil` where that is not known.
  public var file: String?
  public var line: Int?
  public var question: String
  public var message: String

  public var description: String {
    let place = file.map { "\($0):\(line.map { "\($0): " } ?? " ")" } ?? ""
    return "\(place)answer \(question): \(message)"
  }
}
