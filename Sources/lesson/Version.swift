import Records

/// What `lesson --version` says.
enum Version {
  static let text = ProgramVersion.text
}
