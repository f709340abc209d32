import Files
import Foundation
import Lessons
import Records

/// A file that a command writes: never over anything that is not ``Ours``, whole or not at all, where
/// a link leads, and as readable as the file was.
struct OutputFile {
  let url: URL
  let kind: Ours
  /// A file whose mode and owner it gets where it is not there yet.
  var like: URL?

  /// More than any file of ours has.
  private static let byteLimit = 1 << 30

  init(_ url: URL, _ kind: Ours, like: URL? = nil) {
    (self.url, self.kind, self.like) = (url, kind, like)
  }

  /// Refuses what would be refused in the end before anything is computed.
  func check() throws {
    guard let place = try place() else {
      return try Self.checkFolder(url.deletingLastPathComponent())
    }
    guard place.isFile else { return }
    try checkContent(place.path)
    try Self.checkFolder(URL(fileURLWithPath: place.path).deletingLastPathComponent())
  }

  /// Writes the file, and the folders above it where they are not there.
  func write(_ text: String) throws { try write(Data(text.utf8)) }

  func write(_ data: Data) throws {
    guard let place = try place() else {
      try Self.makeFolder(url.deletingLastPathComponent())
      do {
        return try create(data)
      } catch let error as POSIXError where error.code == .EEXIST {
        // Another program was faster: what it wrote may be of ours, and stays if it is not.
        guard let place = try self.place() else { return try onDisk(url) { try create(data) } }
        return try replace(place, by: data)
      } catch {
        return try onDisk(url) { throw error }
      }
    }
    try replace(place, by: data)
  }

  private func create(_ data: Data) throws {
    try NewFile.write(data, to: url, replaces: false) { descriptor throws(POSIXError) in
      try like.flatMap(Permissions.init(of:))?.apply(to: descriptor)
    }
  }

  private func replace(_ place: Place, by data: Data) throws {
    let target = URL(fileURLWithPath: place.path)
    guard place.isFile else {
      return try onDisk(url) {
        let descriptor = open(target.path, O_WRONLY | O_APPEND | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw POSIXError.last }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: data)
      }
    }
    try checkContent(place.path)
    try onDisk(url) {
      try NewFile.write(data, to: target) { descriptor throws(POSIXError) in
        try Permissions(of: target)?.apply(to: descriptor)
      }
    }
  }

  /// The digests of what the file holds and of what it will hold.
  func digests(with text: String) -> [String] {
    let before = try? NamedFile.read(url, limit: Self.byteLimit)
    return ([Data(text.utf8)] + [before].compactMap { $0 }).map { SHA256Digest.hex(of: $0) }
  }

  // MARK: - What is there

  private struct Place {
    var path: String
    var isFile: Bool
  }

  /// What is to be written to, links followed; `nil` where nothing is there.
  private func place() throws -> Place? {
    var status = stat()
    guard lstat(url.path, &status) == 0 else {
      guard errno == ENOENT || errno == ENOTDIR else {
        throw Failure(.io, "\(url.relativePath): \(POSIXError.last.words)")
      }
      return nil
    }
    // What has no name, such as a pipe on standard output, has no path of its own.
    let path = realpath(url.path, nil).map { resolved in
      defer { free(resolved) }
      return String(cString: resolved)
    }
    guard stat(url.path, &status) == 0 else {
      let target = try? FileManager.default.destinationOfSymbolicLink(atPath: url.path)
      throw Failure(
        .missing, "\(url.relativePath): a link to \(target ?? "itself"), which is not there")
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG, S_IFIFO, S_IFCHR:
      let isFile = status.st_mode & S_IFMT == S_IFREG
      let isStream = ["/dev/", "/proc/"].contains { url.path.hasPrefix($0) }
      return Place(path: path ?? url.path, isFile: isFile && !isStream)
    case S_IFDIR: throw Failure(.usage, "\(url.relativePath): a folder; name the file to write")
    default: throw Failure(.usage, "\(url.relativePath): no file, and nothing to write to")
    }
  }

  private func checkContent(_ path: String) throws {
    let url = URL(fileURLWithPath: path)
    let data: Data
    do throws(NamedFile.Problem) {
      data = try NamedFile.read(url, as: self.url.relativePath, limit: Self.byteLimit)
    } catch {
      throw Failure(.io, error.description)
    }
    guard !kind.wrote(data, at: url) else { return }
    throw Failure(
      .usage,
      "\(self.url.relativePath): a file is there that lesson has not written, or that was changed "
        + "since; it is kept. Move it, or name another place")
  }

  // MARK: - Folders

  /// Whether a folder can be written, or made.
  static func checkFolder(_ folder: URL) throws {
    func unwritable(_ reason: String) -> Failure {
      Failure(.io, "\(folder.relativePath): cannot be written: \(reason)")
    }
    var place = folder.standardizedFileURL
    var status = stat()
    while lstat(place.path, &status) != 0, errno == ENOENT || errno == ENOTDIR, place.path != "/" {
      place.deleteLastPathComponent()
    }
    guard stat(place.path, &status) == 0 else {
      throw unwritable("\(place.path) is a link that leads nowhere")
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw unwritable("\(place.path) is no folder")
    }
    guard access(place.path, W_OK | X_OK) == 0 else {
      throw unwritable(POSIXError.last.words)
    }
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ folder: URL) throws {
    try onDisk(folder) { try NewFolder.make(folder) }
  }
}
