import Foundation

/// Files of a person's own that are written anew: whole or not at all, where a link leads, with the
/// mode and the owner they had.
package enum UserFile {
  /// Why a file is not written anew; nothing of it has been changed.
  package struct Refusal: Error, Equatable, CustomStringConvertible {
    package enum Kind: Sendable {
      /// A link leads nowhere.
      case missing
      /// What is there cannot be replaced without a loss.
      case unfit
      case io
    }

    package var kind: Kind
    package var description: String
  }

  /// Makes a file that is not there yet.
  ///
  /// - Parameter isPrivate: whether nobody else may read it.
  package static func create(_ data: Data, at url: URL, isPrivate: Bool = false) throws(Refusal) {
    do {
      try NewFile.write(data, to: url, replaces: false) { descriptor throws(POSIXError) in
        guard !isPrivate || fchmod(descriptor, 0o600) == 0 else { throw POSIXError.last }
      }
    } catch  where error.code == .EEXIST {
      throw Refusal(kind: .unfit, description: "\(url.relativePath): something is there already")
    } catch {
      throw io(url, error)
    }
  }

  /// Replaces what is in a file.
  package static func rewrite(_ data: Data, at url: URL) throws(Refusal) {
    let (path, status) = try target(of: url)
    do {
      try NewFile.write(data, to: URL(fileURLWithPath: path), replaces: true) {
        descriptor throws(POSIXError) in
        // A group that one is not in cannot be given.
        guard try Permissions(status).apply(to: descriptor) else { throw POSIXError(.EPERM) }
      }
    } catch {
      throw io(url, error)
    }
  }

  /// Says before any work whether ``rewrite(_:at:)`` would be refused.
  package static func check(_ url: URL) throws(Refusal) { _ = try target(of: url) }

  /// The file itself and what the system says of it.
  private static func target(of url: URL) throws(Refusal) -> (path: String, status: stat) {
    let name = url.relativePath
    guard let resolved = realpath(url.path, nil) else {
      throw Refusal(kind: errno == ENOENT ? .missing : .io, description: absence(of: url, errno))
    }
    defer { free(resolved) }
    let path = String(cString: resolved)
    var status = stat()
    guard stat(path, &status) == 0 else { throw io(url, POSIXError.last) }
    func refuse(_ reason: String) -> Refusal {
      Refusal(kind: .unfit, description: "\(name): \(reason)")
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw refuse("no file") }
    guard status.st_nlink == 1 else {
      throw refuse(
        "has \(status.st_nlink) names (hard links), which would no longer be one file; copy it, and "
          + "use the copy")
    }
    guard geteuid() == 0 || status.st_uid == geteuid() else {
      throw refuse("belongs to another user, and would not afterwards; copy it, and use the copy")
    }
    guard access(path, W_OK) == 0 else {
      throw Refusal(kind: .io, description: "\(name): \(POSIXError.last.words)")
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard access(folder, W_OK | X_OK) == 0 else {
      throw Refusal(
        kind: .io,
        description: "\(name): its folder cannot be written: \(POSIXError.last.words)")
    }
    return (path, status)
  }

  /// Why a place has no file: nothing is there, or a link that leads nowhere.
  private static func absence(of url: URL, _ code: Int32) -> String {
    if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: url.path) {
      return "\(url.relativePath): a link to \(target), which is not there"
    }
    return "\(url.relativePath): \(String(cString: strerror(code)))"
  }

  private static func io(_ url: URL, _ error: POSIXError) -> Refusal {
    Refusal(
      kind: .io, description: "\(url.relativePath): cannot be written: \(error.words)")
  }
}
