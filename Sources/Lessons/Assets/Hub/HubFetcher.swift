import Engine
import Files
import Foundation
import Records

/// Brings a model from the hub into Hugging Face's own cache, laid out as `huggingface_hub` does.
///
/// Every file is compared with the hub's digest before it takes its place in one rename. A fetch that
/// was interrupted goes on where it was.
struct HubFetcher {
  let cache: HubCache
  let client: HubClient

  /// Fetches what a model's folder needs, one process at a time.
  ///
  /// - Parameter replacing: `true` where a file that is there, too, is compared, and fetched again
  ///   if it was altered.
  func fetch(
    _ model: HubModel, name: String, replacing: Bool, cancellation: Cancellation,
    progress: (AssetProgress) -> Void
  ) throws(AssetError) {
    let lock = cache.lock(of: model)
    try makeFolder(lock.deletingLastPathComponent())
    try FileLock.held(
      on: lock, cancellation: cancellation, whileWaiting: { progress(.waiting(name: name)) }
    ) { waited throws(AssetError) in
      let staging = lock.deletingPathExtension().appendingPathExtension("partial")
      try makeFolder(staging)
      defer { try? FileManager.default.removeItem(at: staging) }
      let listing = try client.listing(of: model, in: staging, cancellation: cancellation)
      let files = listing.files.filter { LocalAsset.modelFiles.contains($0.name) }
      try LocalAsset.checkModel(
        "\(model.repository), as \(client.settings.endpoint) has it", has: files.map(\.name))
      let total = files.reduce(0) { $0 + $1.bytes }
      var arrived = 0
      for file in files {
        try fetch(
          file, of: model, at: listing.commit, checksBlob: replacing, in: staging, cancellation
        ) { progress(.fetching(name: name, bytes: min(arrived + $0, total), total: total)) }
        arrived += file.bytes
      }
      if model.revision == nil { try refer(model, to: listing.commit) }
    }
  }

  private func fetch(
    _ file: HubListing.File, of model: HubModel, at commit: String, checksBlob: Bool,
    in staging: URL, _ cancellation: Cancellation, progress: (_ bytes: Int) -> Void
  ) throws(AssetError) {
    let blob = cache.blob(file.digest.hex, of: model)
    try makeFolder(blob.deletingLastPathComponent())
    var isThere = FileManager.default.fileExists(atPath: blob.path)
    if isThere, checksBlob { isThere = try isWhole(blob, file, cancellation) }
    if !isThere {
      // The name that `huggingface_hub` looks for, too.
      let partial = blob.appendingPathExtension("incomplete")
      if try !isWhole(partial, file, cancellation) {
        if FolderSize.bytes(ofFile: partial) >= file.bytes {
          try? FileManager.default.removeItem(at: partial)
        }
        try client.download(
          file, of: model, at: commit, to: partial, in: staging, cancellation: cancellation,
          progress: progress)
      }
      guard try isWhole(partial, file, cancellation) else {
        try? FileManager.default.removeItem(at: partial)
        throw AssetError(
          .invalid,
          """
          \(file.name) of \(model.repository) did not arrive as \(client.settings.endpoint) lists \
          it (\(file.bytes) bytes, digest \(file.digest.hex)); nothing of it was kept. Try again
          """)
      }
      try onDisk(blob) { try move(partial, to: blob) }
    }
    try link(file.name, to: blob, in: cache.snapshot(of: model, at: commit))
  }

  /// Whether a file is there with the size and the digest that the hub lists.
  private func isWhole(
    _ url: URL, _ file: HubListing.File, _ cancellation: Cancellation
  ) throws(AssetError) -> Bool {
    guard FolderSize.bytes(ofFile: url) == file.bytes else { return false }
    switch file.digest {
    case .sha256(let hex):
      return try FileDigests.digest(url, name: file.name, cancellation: cancellation).sha256 == hex
    case .gitBlob(let hex):
      guard let data = try? Data(contentsOf: url) else { return false }
      return GitBlob.hex(of: data) == hex
    }
  }

  /// Names a blob in the folder of a commit, by a relative link, so that the cache can be moved.
  private func link(_ name: String, to blob: URL, in snapshot: URL) throws(AssetError) {
    try makeFolder(snapshot)
    let place = snapshot.appendingPathComponent(name)
    try onDisk(place) {
      // Made beside its place: the file must not be gone for a moment.
      let new = snapshot.appendingPathComponent(".\(name).\(UUID().uuidString)")
      try FileManager.default.createSymbolicLink(
        atPath: new.path, withDestinationPath: "../../blobs/\(blob.lastPathComponent)")
      guard rename(new.path, place.path) == 0 else {
        let problem = POSIXError.last
        unlink(new.path)
        throw problem
      }
    }
  }

  private func refer(_ model: HubModel, to commit: String) throws(AssetError) {
    let reference = cache.reference(of: model)
    try makeFolder(reference.deletingLastPathComponent())
    try onDisk(reference) { try NewFile.write(Data(commit.utf8), to: reference) }
  }

  private func move(_ source: URL, to place: URL) throws {
    guard rename(source.path, place.path) == 0 else {
      throw POSIXError.last
    }
  }

  private func makeFolder(_ folder: URL) throws(AssetError) {
    try onDisk(folder) { try NewFolder.make(folder) }
  }

  private func onDisk(_ place: URL, _ body: () throws -> Void) throws(AssetError) {
    try AssetError.onDisk("\(place.path): cannot be written", body)
  }
}
