/// Words that several of our outputs share.
public enum Words {
  /// `1 hand-in`, `2 hand-ins`.
  public static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// The first of some names, and how many others there are: `a, b, c and 4 more`.
  public static func list(_ names: [String], most: Int) -> String {
    names.prefix(most).joined(separator: ", ")
      + (names.count > most ? " and \(names.count - most) more" : "")
  }
}
