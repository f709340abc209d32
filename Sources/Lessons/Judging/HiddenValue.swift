import Foundation
import Records

/// A number that a file holds without showing it: a salted digest of the value, rounded.
///
///     hidden:TOLERANCE:SALT:DIGEST        DIGEST = SHA-256("hidden:TOLERANCE:SALT:" + bucket)
///
/// The bucket is the number of tolerances in the value, rounded; without a tolerance (`0`) it is the
/// value as it is written in a record. A number is taken where its own bucket or one of the two
/// beside it has the digest: everything within the tolerance, and nothing from twice the tolerance
/// on. It hides a value from those who read the file, not from those who try all values in turn.
package struct HiddenValue: Sendable, Equatable, CustomStringConvertible {
  /// Half the width of what is taken for certain; 0 for a value that has to be met exactly.
  package let tolerance: Double
  private let salt: String
  private let digest: String

  /// Hides a number.
  ///
  /// `nil` where the value is too many tolerances large to be counted in them.
  ///
  /// - Parameter salt: 16 random bytes, so that equal values do not look alike.
  package init?(hiding value: Double, tolerance: Double, salt: [UInt8]) {
    guard value.isFinite, tolerance.isFinite, tolerance >= 0 else { return nil }
    let hex = Hexadecimal.text(of: salt)
    guard let bucket = Self.buckets(of: value, tolerance).first else { return nil }
    self.tolerance = tolerance
    self.salt = hex
    digest = Self.digest(tolerance, hex, bucket)
  }

  /// Hides what an author types: `46`, `0.6927`, `0.6927 ± 0.001`.
  ///
  /// A decimal without a tolerance is meant to as many places as are written.
  package init(typed text: String, salt: [UInt8]) throws(UsageError) {
    guard case .success(let constraint) = ConstraintParser.parse(text) else {
      throw .badValue("`\(text)` is no number, alone or with a tolerance: 46, 0.69, 0.6927 ± 0.001")
    }
    let hidden: HiddenValue? =
      switch constraint {
      case .near(let value, let tolerance): Self(hiding: value, tolerance: tolerance, salt: salt)
      case .equals(let value, nil): Self(hiding: value, tolerance: 0, salt: salt)
      case .equals(let value, let places?):
        Double("5e-\(places + 1)").flatMap { Self(hiding: value, tolerance: $0, salt: salt) }
      default: nil
      }
    guard let hidden else {
      throw .badValue("`\(text)`: only a number can be hidden, alone or with a tolerance")
    }
    self = hidden
  }

  /// Reads what ``description`` writes; `nil` for anything else.
  init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let isHex = { (text: String, digits: Int) in
      text.utf8.count == digits
        && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
    guard parts.count == 4, parts[0] == "hidden", isHex(parts[2], 32), isHex(parts[3], 64),
      let tolerance = Double(parts[1]), tolerance.isFinite, tolerance >= 0,
      CanonicalJSON.number(tolerance) == parts[1]
    else { return nil }
    (self.tolerance, salt, digest) = (tolerance, parts[2], parts[3])
  }

  package var description: String {
    "hidden:\(CanonicalJSON.number(tolerance)):\(salt):\(digest)"
  }

  /// Whether a number is the hidden one, as nearly as the tolerance asks.
  func isMet(by value: Double) -> Bool {
    Self.buckets(of: value, tolerance).contains { Self.digest(tolerance, salt, $0) == digest }
  }

  /// A value's own bucket, then its neighbours; none where it cannot be counted.
  private static func buckets(of value: Double, _ tolerance: Double) -> [String] {
    guard tolerance > 0 else {
      // Zero is one value, whatever its sign.
      return value.isFinite ? [CanonicalJSON.number(value == 0 ? 0 : value)] : []
    }
    let count = (value / tolerance + 0.5).rounded(.down)
    guard abs(count) < 0x1p52 else { return [] }
    return [Int(count), Int(count) - 1, Int(count) + 1].map(String.init)
  }

  private static func digest(_ tolerance: Double, _ salt: String, _ bucket: String) -> String {
    SHA256Digest.hex(of: "hidden:\(CanonicalJSON.number(tolerance)):\(salt):\(bucket)")
  }
}
