/// A place in a lesson file: line and column from 1, the column in UTF-8 bytes.
public struct SourceLocation: Sendable, Hashable, Comparable, CustomStringConvertible {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

  public var description: String { "\(line):\(column)" }

  public static func < (left: Self, right: Self) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A half-open stretch of a lesson file.
public struct SourceRange: Sendable, Hashable, CustomStringConvertible {
  public var lowerBound: SourceLocation
  public var upperBound: SourceLocation

  public init(_ lowerBound: SourceLocation, _ upperBound: SourceLocation) {
    (self.lowerBound, self.upperBound) = (lowerBound, upperBound)
  }

  public var description: String { "\(lowerBound)-\(upperBound)" }
}

/// A value with the place it was read from.
public struct Located<Value: Sendable & Equatable>: Sendable, Equatable {
  public var value: Value
  public var range: SourceRange

  public init(_ value: Value, at range: SourceRange) { (self.value, self.range) = (value, range) }
}
