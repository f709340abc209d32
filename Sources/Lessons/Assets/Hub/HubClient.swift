import Engine
import Foundation
import Host

/// Asks the hub and downloads from it with the machine's own curl, which knows the user's proxy and
/// certificates, follows the hub to where it stores large files, and goes on with half a file.
struct HubClient {
  let settings: HubSettings
  /// What curl runs with.
  let environment: [String: String]

  /// What the hub has of a model.
  ///
  /// Throws `missing` where it has no such model or keeps it from this user, and `download`.
  func listing(
    of model: HubModel, in staging: URL, cancellation: Cancellation
  ) throws(AssetError) -> HubListing {
    let file = staging.appendingPathComponent("listing.json")
    let revision = model.revision ?? "main"
    try download(
      "api/models/\(model.repository)/revision/\(revision)?blobs=true", of: model, to: file,
      in: staging, resumes: false, cancellation: cancellation, progress: { _ in })
    do {
      return try HubListing(try Data(contentsOf: file))
    } catch let error as AssetError {
      throw AssetError(error.kind, "\(model.repository): \(error.message) (\(settings.endpoint))")
    } catch {
      throw AssetError(.io, "\(file.path): cannot be read: \(FileProblem.text(error))")
    }
  }

  /// Downloads one file of a commit, going on where an earlier download was cut off.
  func download(
    _ file: HubListing.File, of model: HubModel, at commit: String, to place: URL, in staging: URL,
    cancellation: Cancellation, progress: (_ bytes: Int) -> Void
  ) throws(AssetError) {
    try download(
      "\(model.repository)/resolve/\(commit)/\(file.name)", of: model, to: place, in: staging,
      resumes: true, cancellation: cancellation, progress: progress)
  }

  private func download(
    _ path: String, of model: HubModel, to place: URL, in staging: URL, resumes: Bool,
    cancellation: Cancellation, progress: (_ bytes: Int) -> Void
  ) throws(AssetError) {
    guard let curl = Curl(environment: environment) else {
      throw AssetError(
        .download,
        "curl is not installed; fetching from the Hugging Face hub needs it. On Debian: "
          + "apt-get install curl")
    }
    let outcome = try curl.download(
      to: place, configuration: header,
      options: (resumes ? ["--continue-at", "-"] : []) + ["\(settings.endpoint)/\(path)"],
      log: staging.appendingPathComponent("curl.log"), cancellation: cancellation,
      progress: progress)
    guard outcome.status != 0 else { return }
    let failure = CurlFailure(status: outcome.status, log: outcome.log)
    if resumes, failure.isAboutResuming, FolderSize.bytes(ofFile: place) > 0 {
      try? FileManager.default.removeItem(at: place)
      return try download(
        path, of: model, to: place, in: staging, resumes: false, cancellation: cancellation,
        progress: progress)
    }
    throw failure.error(fetching: model, from: settings, into: place.deletingLastPathComponent())
  }

  /// The token goes in through standard input: anybody on a machine can read a program's arguments.
  ///
  /// curl sends it to the hub alone, and to no other host that the hub points to.
  private var header: String {
    guard let token = settings.token, !token.isEmpty,
      token.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !#""\"#.utf8.contains($0) })
    else { return "" }
    return "header = \"Authorization: Bearer \(token)\"\n"
  }
}
