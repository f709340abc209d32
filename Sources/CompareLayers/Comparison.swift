/// The result of a comparison: how far apart one kind of figure was, and how far it may be.
package struct Finding: Sendable {
  /// A layer, a loss, an optimizer or a schedule.
  package let subject: String
  /// Such as `gradient`.
  package let kind: String
  /// As a share of what was expected; infinite where shapes differ or a value is not finite.
  package let distance: Double
  /// The tensor with the largest distance.
  package let place: String
  /// The largest distance that counts as equal.
  package let bar: Double

  package init(subject: String, kind: String, distance: Double, place: String, bar: Double) {
    (self.subject, self.kind, self.distance) = (subject, kind, distance)
    (self.place, self.bar) = (place, bar)
  }

  /// A distance that is no number is not within.
  package var isWithin: Bool { distance <= bar }
}
