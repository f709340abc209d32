import Base
import Foundation

/// A file's bytes, mapped into memory and unmapped with the last reference.
///
/// The mapping is private: what is written to ``memory`` stays in this process, so that weights can
/// be trained in place and the file is never changed.
///
/// Unchecked because raw memory is not `Sendable`: this type only reads it, and a ``Tensor`` over it
/// follows the tensors' own rule, that no two threads write at once.
final class MappedFile: @unchecked Sendable {
  let path: String
  let memory: UnsafeMutableRawBufferPointer

  /// Maps a regular file; an empty one has no bytes.
  init(_ url: URL) throws(EngineError) {
    let path = url.path
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path: path, reason: Self.reason()) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .unreadable(path: path, reason: Self.reason())
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(path: path, reason: "it is not a file")
    }
    self.path = path
    let size = Int(status.st_size)
    guard size > 0 else {
      memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)
      return
    }
    let start = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, descriptor, 0)
    guard let start, start != MAP_FAILED else {
      throw .unreadable(path: path, reason: Self.reason())
    }
    memory = UnsafeMutableRawBufferPointer(start: start, count: size)
    // Everything is set, so that a throw from here on ends in `deinit`, which unmaps.
    if let problem = PlaceholderFile.problem(in: UnsafeRawBufferPointer(memory)) {
      throw .invalidData(path: path, line: nil, reason: problem)
    }
  }

  deinit {
    if let start = memory.baseAddress { munmap(start, memory.count) }
  }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(memory) }

  /// The last system call's error in words.
  private static func reason() -> String { String(cString: strerror(errno)) }
}
