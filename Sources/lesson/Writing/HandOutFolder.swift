import Files
import Foundation
import HandIn
import Records

/// The folder of a hand-out: a list in it has the digests of its files, by which a later hand-out
/// knows what it may write over.
struct HandOutFolder {
  private let folder: URL

  private static let list = ".handed-out"
  private static let byteLimit = 64 << 20

  init(_ folder: URL) { self.folder = folder }

  private var list: OutputFile {
    OutputFile(folder.appendingPathComponent(Self.list), .sealed)
  }

  /// Writes a hand-out, or nothing of it where somebody else's file is in the way.
  func write(_ handOut: HandOut) throws {
    try list.check()
    let files = handOut.files.sorted { $0.key < $1.key }
    let digests = files.map { SHA256Digest.hex(of: $0.value) }
    let before = listed()
    // What is there with the very content that it is to have is no loss either.
    let outputs = files.map { name, _ in
      OutputFile(
        folder.appendingPathComponent(name),
        .handedOut(digests: Set(before + digests)))
    }
    for output in outputs { try output.check() }
    // Before the files: a stop in between must leave all of them known.
    let kept = before.filter { digest in !digests.contains(digest) && isThere(digest, outputs) }
    try list.write(
      Seal.sealed("Files that lesson has handed out.\n", beside: digests + kept))
    for (output, file) in zip(outputs, files) { try output.write(file.value) }
  }

  private func listed() -> [String] {
    let data = try? NamedFile.read(list.url, limit: Self.byteLimit)
    return data.flatMap { Seal.beside(String(decoding: $0, as: UTF8.self)) } ?? []
  }

  /// Whether one of the files still has the content that was listed before.
  private func isThere(_ digest: String, _ outputs: [OutputFile]) -> Bool {
    outputs.contains { output in
      let data = try? NamedFile.read(output.url, limit: Self.byteLimit)
      return data.map { SHA256Digest.hex(of: $0) } == digest
    }
  }
}
