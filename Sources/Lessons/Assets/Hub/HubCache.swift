import Foundation

/// Hugging Face's own cache: what a notebook has fetched is used here, and the other way round.
///
///     models--OWNER--NAME/blobs/DIGEST              the files
///     models--OWNER--NAME/snapshots/COMMIT/FILE     a link to one of them
///     models--OWNER--NAME/refs/main                 the commit that `main` was
package struct HubCache: Sendable {
  package let folder: URL

  package init(folder: URL) { self.folder = folder }

  /// The folder of a model's files; `nil` where it is not known which commit they would be of.
  func snapshot(of model: HubModel) -> URL? {
    let commit = model.revision ?? main(of: model)
    return commit.map { snapshot(of: model, at: $0) }
  }

  func snapshot(of model: HubModel, at commit: String) -> URL {
    place(of: model).appendingPathComponent("snapshots/\(commit)", isDirectory: true)
  }

  func blob(_ digest: String, of model: HubModel) -> URL {
    place(of: model).appendingPathComponent("blobs/\(digest)")
  }

  func reference(of model: HubModel) -> URL {
    place(of: model).appendingPathComponent("refs/main")
  }

  func lock(of model: HubModel) -> URL {
    folder.appendingPathComponent(".locks/\(name(of: model))/lesson.lock")
  }

  func place(of model: HubModel) -> URL {
    folder.appendingPathComponent(name(of: model), isDirectory: true)
  }

  private func name(of model: HubModel) -> String {
    "models--" + model.repository.replacing("/", with: "--")
  }

  /// The commit that `main` was when the model was fetched.
  private func main(of model: HubModel) -> String? {
    let text = try? String(contentsOf: reference(of: model), encoding: .utf8)
    guard let commit = text?.trimmingCharacters(in: .whitespacesAndNewlines),
      HubListing.isCommit(commit)
    else { return nil }
    return commit
  }
}
