import Engine
import Foundation
import Records

/// The assets of a manifest in a cache, and the user's own by path.
///
/// Every file's SHA-256 is compared each time an asset is asked for, before anything is read from
/// it: the two assets of the lessons take about a tenth of a second.
package struct AssetStore: AssetProvider {
  package let manifest: AssetManifest
  package let cache: AssetCache
  /// Whether nothing may be fetched.
  package let offline: Bool
  private let downloader: PackageDownloader
  private let hub: HubClient

  /// - Parameter environment: what pip and curl run with; Hugging Face's own variables are read from
  ///   it, and `LESSON_PYTHON`.
  package init(
    manifest: AssetManifest, cache: AssetCache, offline: Bool,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.manifest = manifest
    self.cache = cache
    self.offline = offline
    downloader = PackageDownloader(environment: environment)
    hub = HubClient(settings: HubSettings(environment: environment), environment: environment)
  }

  package func locate(
    _ request: AssetRequest, cancellation: Cancellation, progress: (AssetProgress) -> Void
  ) throws(AssetError) -> LocatedAsset {
    guard !request.isPath else {
      return try LocalAsset.locate(request, cancellation: cancellation)
    }
    let entry = try entry(for: request)
    if holds(entry) {
      progress(.verifying(name: entry.name))
      try verify(entry, cancellation)
    } else {
      try fetch(entry, replacing: false, cancellation, progress)
    }
    progress(.ready(name: entry.name))
    return try located(entry, cancellation)
  }

  /// A plan's assets as they should be: those of the manifest are neither looked for nor checked.
  package func expected(of plan: LessonPlan) throws(AssetError) -> [LocatedAsset] {
    var assets: [LocatedAsset] = []
    for request in plan.assets { assets.append(try expected(request)) }
    return assets
  }

  /// An asset as it should be: one of the manifest is neither looked for nor checked.
  func expected(_ request: AssetRequest) throws(AssetError) -> LocatedAsset {
    guard !request.isPath else {
      return try LocalAsset.locate(request, cancellation: Cancellation())
    }
    return try located(try entry(for: request), Cancellation())
  }

  /// Brings one asset into the cache, and again where what is there was altered.
  package func fetch(
    _ entry: AssetManifest.Entry, cancellation: Cancellation, progress: (AssetProgress) -> Void
  ) throws(AssetError) {
    if holds(entry) {
      progress(.verifying(name: entry.name))
      do {
        try verify(entry, cancellation)
        return progress(.ready(name: entry.name))
      } catch  where error.kind == .invalid && !offline {
        // Fetched again below.
      }
    }
    try fetch(entry, replacing: true, cancellation, progress)
    progress(.ready(name: entry.name))
  }

  private func fetch(
    _ entry: AssetManifest.Entry, replacing: Bool, _ cancellation: Cancellation,
    _ progress: (AssetProgress) -> Void
  ) throws(AssetError) {
    guard mayFetch(entry) else { throw AssetError(.missing, absence(of: entry)) }
    switch entry.source {
    case .package(let package):
      try PackageFetcher(cache: cache, downloader: downloader).fetch(
        entry, from: package, replacing: replacing, cancellation: cancellation, progress: progress)
    case .beside: throw AssetError(.missing, absence(of: entry))
    case .hub(let model):
      do {
        try HubFetcher(cache: cache.hub, client: hub).fetch(
          model, name: entry.name, replacing: replacing, cancellation: cancellation,
          progress: progress)
      } catch  where entry.files.isEmpty && [.missing, .download].contains(error.kind) {
        // It may have been meant as a place.
        throw AssetError(
          error.kind, "there is no folder \(entry.name) here, and \(error.message)")
      }
      progress(.verifying(name: entry.name))
      try verify(entry, cancellation)
    }
  }

  /// Where an entry's files lie or would lie; `nil` where that is not known.
  private func folder(of entry: AssetManifest.Entry) -> URL? {
    if case .beside = entry.source { manifest.folder } else { cache.folder(of: entry) }
  }

  /// Whether every file of an asset is there, whatever is in it.
  package func holds(_ entry: AssetManifest.Entry) -> Bool {
    guard case .beside = entry.source else { return cache.holds(entry) }
    return manifest.folder.map { folder in
      entry.files.allSatisfy {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent($0.name).path)
      }
    } ?? false
  }

  private func verify(
    _ entry: AssetManifest.Entry, _ cancellation: Cancellation
  ) throws(AssetError) {
    guard let folder = folder(of: entry) else { return }
    var remedy = "`lesson fetch \(entry.name)` fetches it again."
    if case .beside = entry.source {
      try BesideAsset.check(entry, in: folder)
      remedy = """
        It lies beside the lesson: put back what it was, or take the entry \(entry.name) out of \
        \(AssetManifest.fileName) and add it anew with `lesson assets add`.
        """
    }
    try FileDigests.verify(
      entry, in: folder, remedy: remedy,
      cancellation: cancellation)
  }

  /// Refuses data beside a lesson that are not what the list says.
  package func checkBeside(
    _ requests: [AssetRequest], cancellation: Cancellation
  ) throws(AssetError) {
    var checked: Set<String> = []
    for request in requests where !request.isPath && checked.insert(request.name).inserted {
      let entry = try entry(for: request)
      guard case .beside = entry.source, let folder = manifest.folder else { continue }
      try verify(entry, cancellation)
      try BesideAsset.checkListed(entry, in: folder, manifest)
    }
  }

  /// The entries among these requests that would have to be fetched.
  ///
  /// Throws for a name that is not in the manifest, or is of the other kind.
  package func absent(_ requests: [AssetRequest]) throws(AssetError) -> [AssetManifest.Entry] {
    var entries: [AssetManifest.Entry] = []
    for request in requests where !request.isPath {
      let entry = try entry(for: request)
      if !holds(entry), !entries.contains(entry) { entries.append(entry) }
    }
    return entries
  }

  /// Whether what is not here may be fetched.
  package func mayFetch(_ entry: AssetManifest.Entry) -> Bool {
    if case .beside = entry.source { return false }
    guard case .hub = entry.source else { return !offline }
    return !offline && !hub.settings.isOffline
  }

  /// What is missing, where it would lie and where it would come from.
  package func absence(of entry: AssetManifest.Entry) -> String {
    if case .beside = entry.source {
      let missing = entry.files.first { file in
        manifest.folder.map {
          !FileManager.default.fileExists(atPath: $0.appendingPathComponent(file.name).path)
        } ?? true
      }
      return """
        \(entry.name) lies beside the lesson, but \(missing?.name ?? "a file") is not in \
        \(manifest.folder?.path ?? "its folder"); get it from whoever wrote the lesson
        """
    }
    let place = (folder(of: entry) ?? cache.hub.folder).path
    let remedy =
      if offline || mayFetch(entry) {
        "`lesson fetch \(entry.name)` fetches it."
      } else {
        "HF_HUB_OFFLINE forbids fetching it."
      }
    return """
      \(entry.name) is not on this machine (looked in \(place)). It comes from \
      \(origin(of: entry)); \(remedy)
      """
  }

  /// Where an entry comes from, and how much is downloaded where that is known.
  package func origin(of entry: AssetManifest.Entry) -> String {
    switch entry.source {
    case .package(let package):
      return "the package \(package.name) \(package.version) of the Python package index "
        + "(\(ByteCount.text(package.bytes)))"
    case .hub(let model):
      let revision = model.revision.map { " at \($0.prefix(12))" } ?? ""
      let bytes = entry.bytes > 0 ? " (\(ByteCount.text(entry.bytes)))" : ""
      return "\(model.repository)\(revision) on the Hugging Face hub\(bytes)"
    case .beside: return "the lesson's own folder"
    }
  }

  /// The entry for a request, of the manifest or made for a model of the hub's.
  ///
  /// Throws `unknown` for a name that is not in the manifest, or is of the other kind.
  package func entry(for request: AssetRequest) throws(AssetError) -> AssetManifest.Entry {
    if let model = request.hubModel {
      return AssetManifest.Entry(
        name: request.name, kind: .model, summary: "a model of the Hugging Face hub",
        license: "", citation: "", source: .hub(model), files: [])
    }
    let entry = try manifest.entry(named: request.name)
    guard entry.kind == request.kind else {
      let wanted = request.kind == .model ? "a model" : "a data set"
      throw AssetError(.unknown, "\(entry.name) is not \(wanted): \(entry.summary)")
    }
    return entry
  }

  /// The entry that a user names: of the manifest, or a model of the hub's as `OWNER/NAME`.
  package func entry(named name: String) throws(AssetError) -> AssetManifest.Entry {
    let request = AssetRequest(name: name, kind: .model)
    return try request.hubModel == nil ? manifest.entry(named: name) : entry(for: request)
  }

  /// Where an entry's folder is or would be, or its file where it is a table.
  package func place(of entry: AssetManifest.Entry) -> URL {
    let folder = folder(of: entry) ?? cache.hub.folder
    guard entry.table != nil, let file = entry.files.first else { return folder }
    return folder.appendingPathComponent(file.name)
  }

  /// How much the files of an entry take that are here.
  package func bytes(of entry: AssetManifest.Entry) -> Int {
    guard let folder = folder(of: entry) else { return 0 }
    let names = entry.files.isEmpty ? LocalAsset.modelFiles : entry.files.map(\.name)
    return names.reduce(0) {
      $0 + FolderSize.bytes(ofFile: folder.appendingPathComponent($1))
    }
  }

  /// What no manifest lists is digested where it lies; nothing where it is not here yet.
  private func located(
    _ entry: AssetManifest.Entry, _ cancellation: Cancellation
  ) throws(AssetError) -> LocatedAsset {
    var files = entry.files
    if files.isEmpty, holds(entry) {
      files = try LocalAsset.model(place(of: entry), cancellation: cancellation)
    }
    func known(_ text: String) -> String? { text.isEmpty ? nil : text }
    let record = AssetRecord(
      name: entry.name, files: files, license: known(entry.license),
      citation: known(entry.citation), readAs: entry.format?.digest)
    return LocatedAsset(
      name: entry.name, kind: entry.kind, url: place(of: entry),
      data: entry.format,
      record: record)
  }
}
