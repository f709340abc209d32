import Engine
import Foundation

/// Brings an asset into the cache: downloaded beside its place, every file checked, then moved
/// there in one rename.
///
/// An interrupted fetch leaves only a `.partial` folder, which the next one removes.
struct AssetFetcher {
  let cache: AssetCache
  let downloader: PackageDownloader

  /// Fetches an asset, one process at a time; `replacing` even where its files are all there.
  func fetch(
    _ entry: AssetManifest.Entry, replacing: Bool, cancellation: Cancellation,
    progress: (AssetProgress) -> Void
  ) throws(AssetError) {
    try onDisk("\(cache.assets.path): cannot be made") {
      try FileManager.default.createDirectory(
        at: cache.assets, withIntermediateDirectories: true)
    }
    try FileLock.held(
      on: cache.lock(of: entry), cancellation: cancellation,
      whileWaiting: { progress(.waiting(name: entry.name)) }
    ) { waited throws(AssetError) in
      // Another process may have fetched it while this one waited.
      if (waited || !replacing) && cache.holds(entry) { return }
      let staging = cache.staging(of: entry)
      try? FileManager.default.removeItem(at: staging)
      defer { try? FileManager.default.removeItem(at: staging) }
      try onDisk("\(staging.path): cannot be made") {
        try FileManager.default.createDirectory(at: staging, withIntermediateDirectories: true)
      }
      try fetch(entry, into: staging, cancellation: cancellation, progress: progress)
    }
  }

  private func fetch(
    _ entry: AssetManifest.Entry, into staging: URL, cancellation: Cancellation,
    progress: (AssetProgress) -> Void
  ) throws(AssetError) {
    let unpacked = try downloader.download(
      entry.package, into: staging, cancellation: cancellation
    ) { bytes in
      let total = entry.package.bytes
      progress(.fetching(name: entry.name, bytes: min(bytes, total), total: total))
    }
    progress(.verifying(name: entry.name))
    do {
      try FileDigests.verify(
        entry, in: unpacked,
        remedy: "The package does not hold what the manifest says; nothing was kept.",
        cancellation: cancellation)
    } catch  where error.kind == .missing {
      throw AssetError(.invalid, error.message)
    }
    try install(entry, from: unpacked, through: staging.appendingPathComponent("asset"))
  }

  /// Moves the files that belong to the asset, and only those, to their place.
  private func install(
    _ entry: AssetManifest.Entry, from unpacked: URL, through asset: URL
  ) throws(AssetError) {
    let files = FileManager.default
    let place = cache.folder(of: entry)
    try onDisk("\(place.path): cannot be written") {
      try files.createDirectory(at: asset, withIntermediateDirectories: true)
      for file in entry.files {
        try files.moveItem(
          at: unpacked.appendingPathComponent(file.name),
          to: asset.appendingPathComponent(file.name))
      }
      if files.fileExists(atPath: place.path) { try files.removeItem(at: place) }
      try files.moveItem(at: asset, to: place)
    }
  }

  private func onDisk(_ what: String, _ body: () throws -> Void) throws(AssetError) {
    do {
      try body()
    } catch {
      throw AssetError(.io, "\(what): \(FileProblem.text(error))")
    }
  }
}
