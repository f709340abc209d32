/// Words that several of our outputs share.
public enum Words {
  /// `1 hand-in`, `2 hand-ins`.
  public static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
