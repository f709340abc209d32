/// The program's version.
///
/// Reports say which version wrote them, for another may write another page from the same record.
package enum ProgramVersion {
  package static let text = "0.12.0"
}
