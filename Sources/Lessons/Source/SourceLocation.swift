/// A place in a lesson file: line and column from 1, the column in UTF-8 bytes.
package struct SourceLocation: Sendable, Hashable, Comparable, CustomStringConvertible {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

  package var description: String { "\(line):\(column)" }

  package static func < (left: Self, right: Self) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A half-open stretch of a lesson file.
package struct SourceRange: Sendable, Hashable, CustomStringConvertible {
  package var lowerBound: SourceLocation
  package var upperBound: SourceLocation

  package init(_ lowerBound: SourceLocation, _ upperBound: SourceLocation) {
    (self.lowerBound, self.upperBound) = (lowerBound, upperBound)
  }

  package var description: String { "\(lowerBound)-\(upperBound)" }
}

/// A value with the place it was read from.
package struct Located<Value: Sendable & Equatable>: Sendable, Equatable {
  package var value: Value
  package var range: SourceRange

  package init(_ value: Value, at range: SourceRange) { (self.value, self.range) = (value, range) }
}
