/// Escaping goes by Unicode scalars: as characters a quotation mark and an accent that combines with
/// it are one, which equals no quotation mark, although whoever reads the text takes it for one.
extension String {
  /// The text with each place of `old` replaced, whatever combines with it.
  public func replacingScalars(_ old: String, with new: String) -> String {
    String(unicodeScalars.replacing(old.unicodeScalars, with: new.unicodeScalars))
  }

  /// The text without what nobody sees: joiners, spaces of no width, soft hyphens.
  public var withoutIgnorables: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }))
  }
}
