import Files
import Foundation

/// The Python package index that pip would ask (PEP 503), found without pip.
struct PackageIndex: Equatable {
  /// Such as `https://pypi.org/simple`.
  let address: String

  private static let usual = "https://pypi.org/simple"

  /// `PIP_INDEX_URL`, or `index-url` in pip's own settings, or the usual one.
  init(environment: [String: String]) {
    let variable = environment["PIP_INDEX_URL"].flatMap { $0.isEmpty ? nil : $0 }
    let address =
      variable
      ?? Self.settings(environment).lazy.compactMap(Self.address).first ?? Self.usual
    self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
  }

  /// pip's files of settings, the strongest first.
  private static func settings(_ environment: [String: String]) -> [String] {
    let home = Home.path(environment)
    let named = environment["PIP_CONFIG_FILE"].flatMap { $0.isEmpty ? nil : $0 }
    let user = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.config"
    return [named].compactMap { $0 }
      + [user + "/pip/pip.conf", home + "/.pip/pip.conf", "/etc/xdg/pip/pip.conf", "/etc/pip.conf"]
  }

  /// `index-url` in a file of pip's settings.
  private static func address(in path: String) -> String? {
    guard let data = try? NamedFile.read(URL(fileURLWithPath: path), limit: 1 << 20) else {
      return nil
    }
    var section = ""
    for line in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.hasPrefix("[") { section = line }
      guard section == "[global]" || section == "[install]",
        let sign = line.firstIndex(where: { $0 == "=" || $0 == ":" }),
        ["index-url", "index_url"].contains(
          line[..<sign].trimmingCharacters(in: .whitespaces).lowercased())
      else { continue }
      return line[line.index(after: sign)...].trimmingCharacters(in: .whitespaces)
    }
    return nil
  }

  /// An address without the name and the password that may be in it, for messages.
  static func shown(_ address: String) -> String {
    guard var parts = URLComponents(string: address) else { return address }
    (parts.user, parts.password) = (nil, nil)
    return parts.string ?? address
  }

  /// The address of a package's page.
  func page(of package: String) -> String {
    // PEP 503: letters small, runs of `-`, `_` and `.` one hyphen.
    let words = package.lowercased().split { "-_.".contains($0) }
    return "\(address)/\(words.joined(separator: "-"))/"
  }

  /// The address of the file with a digest on a package's page, whatever the file is called.
  ///
  /// - Parameter base: the page's own address.
  static func link(to sha256: String, in page: String, base: String) -> String? {
    guard let mark = page.range(of: "#sha256=\(sha256)") else { return nil }
    let before = page[..<mark.lowerBound]
    guard let quote = before.lastIndex(where: { $0 == "\"" || $0 == "'" }) else { return nil }
    let reference = String(before[before.index(after: quote)...]).replacing("&amp;", with: "&")
    return URL(string: reference, relativeTo: URL(string: base))?.absoluteString
  }
}
