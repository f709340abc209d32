import Records

/// The folder a run's report goes into: the lesson's id, and what makes the run another than the
/// lesson's own.
enum OutputName {
  /// - Parameters:
  ///   - variant: `nil` for the lesson itself.
  ///   - set: parameters that the command line gave another value, with that value.
  ///   - seed: `nil` for the lesson's own.
  static func of(
    lesson: String, variant: String? = nil, profile: String?, set: [String: JSONValue], seed: Int?
  ) -> String {
    var parts = [safe(lesson)]
    if let variant { parts.append(safe(variant)) }
    if let profile { parts.append(safe(profile)) }
    for (name, value) in set.sorted(by: { $0.key < $1.key }) {
      switch value {
      case .number(let number): parts.append(safe(name + CanonicalJSON.number(number)))
      case .bool(let bool): parts.append(safe("\(name)-\(bool)"))
      case .string(let text): parts.append("\(safe(name))-\(safe(text))")
      default: parts.append(safe(name))
      }
    }
    if let seed { parts.append("seed\(seed)") }
    return parts.joined(separator: "-")
  }

  /// The folder of a sweep's summary.
  ///
  /// - Parameters:
  ///   - common: what its runs have in common.
  ///   - swept: parameters and variants.
  static func ofSweep(_ common: String, over swept: [String]) -> String {
    let name = ([common, "sweep"] + swept.map(safe)).joined(separator: "-")
    // A file's name has 255 bytes at most.
    return name.utf8.count <= 150
      ? name : "\(name.prefix(140))_\(SHA256Digest.hex(of: name).prefix(6))"
  }

  /// A text as a part of a file name.
  ///
  /// Of a path its last component is shown; where anything had to go, a few digits of a digest keep
  /// two values from sharing a folder.
  static func safe(_ text: String) -> String {
    let allowed = { (c: Character) in c.isASCII && (c.isLetter || c.isNumber || "_-.".contains(c)) }
    let shown = String(text.split(separator: "/").last ?? "").prefix(60)
    var name = String(shown.map { allowed($0) ? $0 : "_" })
    while name.first == "." { name.removeFirst() }
    return name == text ? name : "\(name)_\(SHA256Digest.hex(of: text).prefix(6))"
  }
}
