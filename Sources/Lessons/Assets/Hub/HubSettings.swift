import Files
import Foundation

/// What Hugging Face's own variables say, under the names and with the defaults of `huggingface_hub`.
package struct HubSettings: Sendable {
  /// `HF_ENDPOINT`: the hub's address or a mirror's, without a slash at the end.
  package var endpoint: String
  /// `HF_TOKEN`, or what `HF_TOKEN_PATH` or `token` in `HF_HOME` holds.
  package var token: String?
  /// `HF_HUB_OFFLINE`.
  package var isOffline: Bool
  /// `HF_HUB_CACHE`, or `hub` in `HF_HOME`.
  package var cache: HubCache

  private static let tokenBytes = 1 << 16

  package init(environment: [String: String]) {
    func value(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    let caches = value("XDG_CACHE_HOME") ?? Home.path(environment) + "/.cache"
    let home = value("HF_HOME") ?? caches + "/huggingface"
    endpoint = value("HF_ENDPOINT") ?? "https://huggingface.co"
    while endpoint.hasSuffix("/") { endpoint.removeLast() }
    let tokenFile = value("HF_TOKEN_PATH") ?? home + "/token"
    let written = try? NamedFile.read(
      URL(typed: tokenFile, environment: environment), limit: Self.tokenBytes)
    token = value("HF_TOKEN") ?? written.flatMap { String(data: $0, encoding: .utf8) }
    token = token?.trimmingCharacters(in: .whitespacesAndNewlines)
    isOffline = ["1", "ON", "YES", "TRUE"].contains(value("HF_HUB_OFFLINE")?.uppercased())
    let folder = value("HF_HUB_CACHE") ?? home + "/hub"
    cache = HubCache(
      folder: URL(typed: folder, isFolder: true, environment: environment))
  }
}
