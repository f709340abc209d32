import Foundation

/// Reads out of curl's exit code and messages why a download failed.
struct CurlFailure {
  let status: Int32
  /// The hub's answer, such as 404; 0 where there was none.
  private let answer: Int
  /// curl's own words.
  private let reason: String

  /// - Parameter log: curl's messages, and the answer's code at the end.
  init(status: Int32, log: String) {
    self.status = status
    answer = Int(log.suffix(3)) ?? 0
    let messages = log.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("curl: (") }
    let words = messages.last.map { $0.drop { $0 != ")" }.dropFirst() } ?? ""
    reason = words.trimmingCharacters(in: .whitespaces)
  }

  /// Whether the hub does not go on with half a file, or not with this one.
  var isAboutResuming: Bool { status == 33 || status == 36 || answer == 416 }

  /// Says that a package could not be fetched.
  func error(_ what: String, from address: String, into folder: URL) -> AssetError {
    switch status {
    case 22: return AssetError(.download, "\(what): \(address) answered \(answer)")
    case 23:
      return AssetError(
        .io, "\(what): \(reason). Downloads go to \(folder.path); LESSON_HOME names another place")
    case 63: return AssetError(.download, "\(what): \(address) is larger than it should be")
    default:
      return AssetError(
        .download,
        "\(what): \(words)\nIs this machine online, and does it need a proxy (HTTPS_PROXY) or "
          + "another index (PIP_INDEX_URL)?")
    }
  }

  /// curl's words, or that it has none.
  private var words: String {
    reason.isEmpty ? "curl ended with code \(status) and did not say why" : reason
  }

  /// Says that a model could not be fetched.
  func error(fetching model: HubModel, from settings: HubSettings, into folder: URL) -> AssetError {
    let what = "fetching \(model.repository) from \(settings.endpoint) failed"
    switch (status, answer) {
    case (22, 401), (22, 403), (22, 404):
      let revision = model.revision.map { " at \($0)" } ?? ""
      return AssetError(
        .missing,
        """
        the hub (\(settings.endpoint)) knows no model \(model.repository)\(revision), or keeps it \
        from you: one that is private, or whose terms have to be accepted, needs HF_TOKEN \
        (\(settings.token == nil ? "which is not set" : "which is set"); answer \(answer))
        """)
    case (22, _):
      return AssetError(.download, "\(what): the answer was \(answer). Try again later")
    case (23, _):
      return AssetError(
        .io, "\(what): \(reason). Downloads go to \(folder.path); HF_HOME names another place")
    default:
      return AssetError(
        .download,
        "\(what): \(words)\nIs this machine online, and does it need a proxy (HTTPS_PROXY) or a "
          + "mirror (HF_ENDPOINT)?")
    }
  }
}
