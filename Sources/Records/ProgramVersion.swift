/// The program's version.
///
/// Reports say which version wrote them, for another may write another page from the same record.
public enum ProgramVersion {
  public static let text = "0.10.0"
}
