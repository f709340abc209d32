import Foundation

/// A file that has no name until it is whole and on the disk, so that a stop at any moment leaves
/// neither half a file nor a file to be cleaned up.
///
/// Where a file system knows no files without a name, it has one of its own meanwhile.
package final class NewFile {
  private static let withoutName = 0o20000000 | O_DIRECTORY
  private static let prefix = ".lesson-"
  private static let ending = ".new"

  /// What is written to.
  package let descriptor: Int32
  private let folder: String
  /// The path it has meanwhile; `nil` where it has none.
  private var name: String?

  /// - Parameter folder: where it will lie.
  package init(in folder: URL) throws(POSIXError) {
    self.folder = folder.path
    let unnamed = open(self.folder, O_WRONLY | O_CLOEXEC | Self.withoutName, 0o666)
    guard unnamed < 0 else {
      descriptor = unnamed
      flock(descriptor, LOCK_EX | LOCK_NB)
      return
    }
    (descriptor, name) = try Self.named(in: self.folder)
  }

  /// A file with a name for the meantime, locked before anybody can take it for a stale one.
  private static func named(in folder: String) throws(POSIXError) -> (Int32, String) {
    while true {
      let name = freshName(in: folder)
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
      guard descriptor >= 0 else { throw POSIXError.last }
      flock(descriptor, LOCK_EX | LOCK_NB)
      var status = stat()
      if fstat(descriptor, &status) == 0, status.st_nlink > 0 { return (descriptor, name) }
      close(descriptor)
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if let name { unlink(name) }
  }

  private static func freshName(in folder: String) -> String {
    "\(folder)/\(prefix)\(UUID().uuidString)\(ending)"
  }

  /// Whether a name is one that a file of this kind may have for a moment.
  package static func isMeanwhile(_ name: String) -> Bool {
    name.hasPrefix(prefix) && name.hasSuffix(ending)
      && UUID(uuidString: String(name.dropFirst(prefix.count).dropLast(ending.count))) != nil
  }

  /// Writes a file whole or not at all.
  ///
  /// - Parameters:
  ///   - replaces: whether a file that is there is replaced; without it, that there is one is an
  ///     error, `EEXIST`.
  ///   - prepare: what is done to the file before it takes its name.
  package static func write(
    _ data: Data, to url: URL, replaces: Bool = true,
    prepare: (Int32) throws(POSIXError) -> Void = { _ throws(POSIXError) in }
  ) throws(POSIXError) {
    let file = try NewFile(in: url.deletingLastPathComponent())
    try prepare(file.descriptor)
    var problem: POSIXError?
    data.withUnsafeBytes { bytes in
      do throws(POSIXError) { try file.write(bytes) } catch { problem = error }
    }
    if let problem { throw problem }
    try file.take(url.path, replaces: replaces)
  }

  /// Appends bytes.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(POSIXError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
      guard count > 0 || errno == EINTR else { throw POSIXError.last }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(max(0, count)))
    }
  }

  /// Waits until it is on the disk and gives it its name.
  ///
  /// - Parameter replaces: whether a file of that name is replaced; without it, that there is one is
  ///   an error, `EEXIST`.
  package func take(_ path: String, replaces: Bool) throws(POSIXError) {
    guard fsync(descriptor) == 0 else { throw POSIXError.last }
    if !replaces {
      try link(to: path)
    } else {
      let meanwhile = name ?? Self.freshName(in: folder)
      if name == nil { try link(to: meanwhile) }
      name = meanwhile
      guard rename(meanwhile, path) == 0 else { throw POSIXError.last }
      name = nil
    }
    Self.sync(folder)
    Self.removeStale(in: folder)
  }

  /// Removes what a process has left that was killed between a file's two names.
  ///
  /// Whoever has such a file in hand holds a lock on it, which ends with the process.
  package static func removeStale(in folder: String) {
    guard let names = try? FolderListing.names(in: URL(fileURLWithPath: folder)) else { return }
    for name in names where isMeanwhile(name.text) {
      let path = "\(folder)/\(name.text)"
      let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
      close(descriptor)
    }
  }

  private func link(to path: String) throws(POSIXError) {
    let status =
      name.map { Foundation.link($0, path) }
      ?? linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, path, AT_SYMLINK_FOLLOW)
    guard status == 0 else { throw POSIXError.last }
  }

  /// A name is lasting only once its folder is on the disk.
  package static func sync(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
